"""Every path through a flow, walked by the sample answers of its questions: for tests and charts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from dialogs.asking_when import When
from dialogs.facts import CaseFact, Facts, MeetingFact, PostponementFact, UnitFact, VisitFact
from dialogs.flows import FLOWS
from dialogs.questions import Question
from dialogs.script import Script, Step
from procedures.kinds import Category, Kind

# All five stars times three ratings would be 216 paths that differ in nothing.
FEW_STARS = ("5", "1", "skip")
_ZONE = ZoneInfo("Asia/Shanghai")
_MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=_ZONE)
_UNBOUND = Facts(
    centre="Cloud View Garden",
    zone=_ZONE.key,
    phone_service="0571-8800 1234",
    phone_24h="0571-8800 1235",
    phone_complaints="400-800-1236",
    case=CaseFact(
        7,
        "2611-0007",
        Kind.REPAIR,
        Category.BATHROOM_LEAK,
        revisit_id=3,
        postponement=PostponementFact(5, _MORNING + timedelta(days=2), "等配件", _MORNING),
    ),
)
_UNITS = (UnitFact(1, "3座 12A"), UnitFact(2, "5座 8C"))


def _like(facts: Facts, **changes: Any) -> Facts:
    return msgspec.structs.replace(facts, **changes)


_ONE_UNIT = _like(
    _UNBOUND, bound=True, units=_UNITS[:1], slots=((_MORNING, _MORNING + timedelta(hours=3, minutes=30)),)
)
_LEAK = _like(_ONE_UNIT, story="廁所漏水", kind=Kind.REPAIR, category=Category.BATHROOM_LEAK)
_CLIENT = _like(
    _UNBOUND,
    client=True,
    bound=True,
    case=CaseFact(
        8,
        "2611-0008",
        Kind.ENGAGEMENT,
        Category.SETTLEMENT,
        revisit_id=4,
        group="engagement",
        asks=("workmanship", "manner", "satisfaction"),
    ),
)

SITUATIONS: Mapping[str, Facts] = {
    "not bound": _UNBOUND,
    "one flat": _ONE_UNIT,
    "two flats": _like(_ONE_UNIT, units=_UNITS),
    "words that say nothing": _like(_ONE_UNIT, story="你好"),
    "a leak": _LEAK,
    "a leak, two flats": _like(_LEAK, units=_UNITS),
    "noise": _like(_UNBOUND, story="樓上好嘈", kind=Kind.COMPLAINT, category=Category.NOISE),
    "urgent": _like(_LEAK, story="電梯困人", category=Category.LIFT, urgent=True),
    "a leak and when to come": _like(
        _LEAK, coming={"from": _MORNING.isoformat(), "until": None, "typed": True}
    ),
    "noise and by when to answer": _like(
        _ONE_UNIT,
        story="樓上好嘈",
        kind=Kind.COMPLAINT,
        category=Category.NOISE,
        wish={"from": None, "until": _MORNING.isoformat(), "typed": True},
    ),
    "beside an open case": _like(
        _LEAK,
        story="樓上好嘈",
        kind=Kind.COMPLAINT,
        category=Category.NOISE,
        talked_of=CaseFact(7, "2611-0007", Kind.REPAIR, Category.BATHROOM_LEAK),
    ),
    "photos alone": _like(_ONE_UNIT, pictures=("11", "12")),
    "photos with words": _like(_LEAK, pictures=("11", "12")),
    "a client": _CLIENT,
    "a client's words": _like(
        _CLIENT, story="你們的報告算錯了，我要投訴", kind=Kind.COMPLAINT, category=Category.WORK_QUALITY
    ),
}
# What a consultancy's client is asked in flows that others have too.
OF_CLIENTS = ("complaint", "enquiry", "suggestion", "bind", "revisit")


_VISIT = _like(_ONE_UNIT, visit=VisitFact(3, "director", "Wang", "case", visited_at=_MORNING))
VISITS: Mapping[str, Facts] = {
    "about a case": _VISIT,
    "after the rain": _like(_VISIT, visit=VisitFact(3, "engineering_supervisor", why="rain")),
    "a new owner": _like(_VISIT, case=None, visit=VisitFact(3, "service_head", why="new_owner")),
    "nobody opened": _like(_VISIT, visit=VisitFact(3, "assistant", why="again")),
    "a greeting": _like(_VISIT, case=None, visit=VisitFact(3, "director", why="greeting")),
    "booked": _like(
        _VISIT,
        visit=VisitFact(
            3, "director", "Wang", "case", booked_from=_MORNING, booked_until=_MORNING + timedelta(hours=3)
        ),
    ),
}


MEETINGS: Mapping[str, Facts] = {
    "a meeting": _like(_ONE_UNIT, meeting=MeetingFact(4, _MORNING, "會所一樓", "年度懇談會")),
}


def situations(flow: str) -> Mapping[str, Facts]:
    """Those that a flow can tell apart."""
    if flow in ("visit", "visit_check"):
        return VISITS if flow == "visit" else {"about a case": _VISIT}
    if flow == "meeting":
        return MEETINGS
    if flow == "beginning":
        return SITUATIONS
    clients = {"a client": _CLIENT} if flow in OF_CLIENTS else {}
    return dict(list(SITUATIONS.items())[:3]) | clients


@dataclass(frozen=True)
class Path:
    """One way through a flow: what it asked and said, the answers by key, and what it came to."""

    steps: tuple[Step, ...]
    answers: tuple[tuple[str, Any], ...]
    outcome: Any


def every_path(flow: str, facts: Facts) -> list[Path]:
    """All choice paths of a flow; each is one replay, along the first sample where nothing is prescribed."""
    paths: list[Path] = []
    todo: list[dict[str, Any]] = [{}]
    while todo:
        paths.append(_walk(FLOWS[flow](facts), todo.pop(), todo))
    return paths


def _walk(script: Script[Any], prescribed: Mapping[str, Any], todo: list[dict[str, Any]]) -> Path:
    steps: list[Step] = []
    answers: dict[str, Any] = {}
    back: Any = None
    while True:
        try:
            step = script.send(back)
        except StopIteration as end:
            return Path(tuple(steps), tuple(answers.items()), end.value)
        steps.append(step)
        back = _answered(step, prescribed, answers, todo) if isinstance(step, Question) else None


def _answered(
    question: Question[Any],
    prescribed: Mapping[str, Any],
    answers: dict[str, Any],
    todo: list[dict[str, Any]],
) -> Any:
    """The prescribed answer; else the first sample, while the others are put down for later walks."""
    if question.key in answers:
        raise AssertionError(f"{question.key} is asked twice on one path")
    if question.key not in prescribed:
        first, *others = samples(question)
        todo.extend({**answers, question.key: other} for other in others)
        answers[question.key] = first
    else:
        answers[question.key] = prescribed[question.key]
    return question.value(answers[question.key])


def samples(question: Question[Any]) -> Iterator[Any]:
    """Stored answers that lead down every branch; a time asked once more is only open or typed."""
    if question.ask == "rating":
        return iter(FEW_STARS)
    if isinstance(question, When) and "~" in question.key:
        return (each for each in question.samples() if not each or ("typed" in each and "half" not in each))
    return question.samples()
