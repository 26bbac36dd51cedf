"""What staff are asked in a group before a case gets another time or is done, and their answers."""

import re
from datetime import datetime

from desk import cases, postponing
from desk.centres import working
from desk.group_deed import Deed
from desk.group_posting import Said, asks
from dialogs.asking_when import FIRST_HOUR, LAST_HOUR
from dialogs.times import HalfUnclear, Span, understand
from locales import LOCALES, moments, say
from procedures import life
from procedures.kinds import CaseState, Cause, Kind, Validity
from procedures.life import Act
from procedures.postponing import PostponementState
from procedures.refused import Refused
from procedures.triage import UNDECIDED
from storage import Missing, groups
from storage.tables import Case, GroupCard, GroupPost

CAUSES_IN_ROW = 2
WRITTEN = re.compile(r"(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})\s+(\d{1,2})[:：](\d{2})\s*(.*)", re.DOTALL)
COMPLAINT_LINES = 3


def ask_time(deed: Deed, card: GroupCard, _: str) -> None:
    life.allow(deed.by.role, Act.POSTPONE)
    life.after(CaseState(deed.case(card).state), Act.POSTPONE)
    _ask(deed, card, "time", "group.ask_time", "group.ask_time_alone")


def ask_what_was_done(deed: Deed, card: GroupCard, _: str) -> None:
    """A complaint needs its kind of cause first, then cause, measure and words (A3.2)."""
    case = deed.case(card)
    if not _wants_cause(deed, case):
        _ask(deed, card, "done", "group.ask_done", "group.ask_done_alone")
        return
    buttons = [(f"g:cause:{card.id}:{cause}", deed.say(f"group.cause_{cause}")) for cause in Cause]
    laid = [buttons[at : at + CAUSES_IN_ROW] for at in range(0, len(buttons), CAUSES_IN_ROW)]
    deed.post(Said(lines=[deed.say("group.ask_cause", number=case.number)], buttons=laid), card=card)
    if not deed.is_alone:
        deed.answer(deed.say("group.asked"))


def ask_lines(deed: Deed, card: GroupCard, given: str) -> None:
    if given not in set(Cause):
        raise Missing
    texts = ("group.ask_done_complaint", "group.ask_done_complaint_alone")
    _ask(deed, card, "done", *texts, given=given)


def _wants_cause(deed: Deed, case: Case) -> bool:
    """Whether the procedure asks what caused it. Raises Refused for whoever may not end it, or not yet."""
    life.allow(deed.by.role, Act.RESOLVE)
    life.after(CaseState(case.state), Act.RESOLVE)
    procedure = working(deed.session, deed.group.centre_id, now=deed.now).procedure
    if procedure.triage.decides(Kind(case.kind)) is None:
        return False
    if case.validity == Validity.UNDECIDED:
        raise Refused(UNDECIDED)
    return True


def _ask(deed: Deed, card: GroupCard, act: str, in_group: str, alone: str, *, given: str = "") -> None:
    """A question to one person: the answer is the reply to it, or, alone with us, their next words."""
    words = deed.say(alone if deed.is_alone else in_group, number=deed.case(card).number, name=deed.by.name)
    said = Said(lines=[words], act=act, by=deed.by.staff_id, given=given)
    deed.post(said, kind="ask", card=card)
    if not deed.is_alone:
        deed.answer(deed.say("group.asked"))


def answered(deed: Deed, asked: GroupPost) -> None:
    """The answer to a question of ours: the new time, or what was done."""
    said = asks(asked)
    card = groups.card(deed.session, asked.card_id or 0, deed.group.id or 0)
    if card is None or asked.answered_at is not None:
        deed.answer(deed.say("group.button_old"))
        return
    if said.by != deed.by.staff_id:
        deed.answer(deed.say("group.not_yours"))
        return
    case, words = deed.case(card), deed.heard.text
    try:
        told = postpone(deed, case, words) if said.act == "time" else _resolve(deed, case, words, said.given)
    except Refused as refused:
        deed.answer(deed.refusal(refused))
        return
    asked.answered_at = deed.now
    deed.session.flush()
    deed.answer(told)


def postpone(deed: Deed, case: Case, words: str) -> str:
    """Until when, and why; what is to be said of it. Raises Refused."""
    until, reason = _time_and_reason(deed, words)
    if until is None:
        raise Refused("group.time_unclear_alone" if deed.is_alone else "group.time_unclear")
    asked = deed.tried(postponing.postpone, case.id, until=until, reason=reason)
    waits = asked.state == PostponementState.AWAITS_DIRECTOR
    time = moments.moment(deed.centre.locale, until.astimezone(deed.zone))
    return deed.say("group.time_to_decide" if waits else "group.time_agreed", number=case.number, time=time)


def _time_and_reason(deed: Deed, words: str) -> tuple[datetime | None, str]:
    """The time on the first line and the reason below, or both on one: "11-28 15:00 等配件"."""
    local = deed.now.astimezone(deed.zone)
    if written := WRITTEN.match(words.strip()):
        year, month, day, hour, minute, reason = written.groups()
        try:
            at = local.replace(
                year=int(year or local.year),
                month=int(month),
                day=int(day),
                hour=int(hour),
                minute=int(minute),
                second=0,
                microsecond=0,
            )
        except ValueError:
            return None, ""
        return at, reason
    first, _, rest = words.strip().partition("\n")
    if not rest:
        first, _, rest = first.partition(" ")
    return _until(understand(first, now=local)), rest.strip()


def _until(said: object) -> datetime | None:
    """Whoever says "half past two" hardly means the night."""
    if isinstance(said, HalfUnclear):
        ends = [span.not_after or span.not_before for span in said.readings]
        return next((end for end in ends if end and FIRST_HOUR <= end.hour < LAST_HOUR), ends[0])
    return (said.not_after or said.not_before) if isinstance(said, Span) else None


def end_by_words(deed: Deed, case: Case, words: str) -> str:
    """As `_resolve`; of a complaint the first line names the kind of cause. Raises Refused."""
    if not _wants_cause(deed, case):
        return _resolve(deed, case, words, "")
    first, _, rest = words.strip().partition("\n")
    kind = next((cause for cause in Cause if first.strip() in _names(cause)), None)
    if kind is None:
        raise Refused("group.cause_needed", causes="、".join(deed.say(f"group.cause_{one}") for one in Cause))
    return _resolve(deed, case, rest, kind)


def _names(cause: Cause) -> set[str]:
    return {say(locale, f"group.cause_{cause}") for locale in LOCALES}


def _resolve(deed: Deed, case: Case, words: str, cause_kind: str) -> str:
    """Lines: what the owner is told; above it the measure, above that the cause. Raises Refused."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if cause_kind and len(lines) < COMPLAINT_LINES:
        raise Refused("group.lines_needed_alone" if deed.is_alone else "group.lines_needed")
    cause = lines[0] if len(lines) >= COMPLAINT_LINES else ""
    measure = lines[1] if cause else lines[0] if lines else ""
    told = "\n".join(lines[2:] if cause else lines[1:] or lines)
    kind = Cause(cause_kind) if cause_kind else None
    deed.tried(cases.resolve, case.id, cause=cause, measure=measure, words=told, cause_kind=kind)
    return deed.say("group.resolved", number=case.number)
