"""How flows are written: small generators that ask one question each, and `play`, which replays them."""

from collections.abc import Callable, Generator, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec

from dialogs.answers import Stale
from dialogs.asking_when import TimeCheck, When
from dialogs.outcomes import (
    EmergencyHeard,
    RevisitAnswered,
    ReworkTold,
    StormAnswered,
    SurveyAnswered,
    VisitChecked,
)
from dialogs.photos import MOST_PICTURES, Photos
from dialogs.questions import Choice, Confirm, Option, Question, Words
from dialogs.speech import Period, Text
from dialogs.times import HalfUnclear

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Say(msgspec.Struct, frozen=True):
    """Words that need no answer."""

    text: Text


class Keep(msgspec.Struct, frozen=True):
    """Something to be carried out now, even if the owner never finishes the flow."""

    what: RevisitAnswered | ReworkTold | StormAnswered | EmergencyHeard | VisitChecked | SurveyAnswered


Step = Question[Any] | Say | Keep
Script = Generator[Step, Any, T]


class Waiting(msgspec.Struct, frozen=True):
    """The flow waits for `question`. `said` and `kept` come after the newest answer; `path` led here."""

    question: Question[Any]
    said: tuple[Say, ...]
    kept: tuple[Keep, ...]
    path: tuple[Question[Any], ...]
    script: Script[Any]


class Ended(msgspec.Struct, Generic[T], frozen=True):
    outcome: T
    said: tuple[Say, ...]
    kept: tuple[Keep, ...]
    path: tuple[Question[Any], ...]


def play(script: Script[T], answers: Mapping[str, Any]) -> Waiting | Ended[T]:
    """Replay a flow over the answers stored by key, up to the first question that has none."""
    return _on(script, None, answers, [])


def carry_on(waiting: Waiting, answers: Mapping[str, Any]) -> Waiting | Ended[Any]:
    """Go on from a question that `answers` now has an answer to, without replaying what led to it.

    What is said and kept on the way there was said and kept in earlier turns, and is left out.
    """
    answer = _answer(waiting.question, answers)
    if answer is _NONE:
        return waiting
    return _on(waiting.script, answer, answers, [*waiting.path, waiting.question])


def _on(
    script: Script[T], answer: Any, answers: Mapping[str, Any], path: list[Question[Any]]
) -> Waiting | Ended[T]:
    new: list[Say | Keep] = []
    try:
        while True:
            step = script.send(answer)
            answer = None
            if not isinstance(step, Question):
                new.append(step)
                continue
            answer = _answer(step, answers)
            if answer is _NONE:
                return Waiting(step, *_split(new), tuple(path), script)
            path.append(step)
    except StopIteration as end:
        return Ended(end.value, *_split(new), tuple(path))


MOST_TIMES = 3
_NONE, _OTHER = object(), object()
_STARS = (
    *(Option[int | None](str(n), n, Text("dialog.stars", {"count": n})) for n in range(1, 6)),
    Option[int | None]("skip", None, Text("dialog.skip")),
)


def _answer(question: Question[Any], answers: Mapping[str, Any]) -> Any:
    if question.key not in answers:
        return _NONE
    stored = answers[question.key]
    try:
        return question.value(stored) if question.is_answered(stored) else _NONE
    except (Stale, AttributeError, KeyError, TypeError, ValueError):
        return _NONE  # the flow changed since; the question is asked as it is today


def _split(new: list[Say | Keep]) -> tuple[tuple[Say, ...], tuple[Keep, ...]]:
    if not new:
        return (), ()
    said = tuple(step for step in new if isinstance(step, Say))
    return said, tuple(step for step in new if isinstance(step, Keep))


@cache
def _options(among: tuple[Any, ...], words: str) -> tuple[Option[Any], ...]:
    return tuple(Option(member.value, member, Text(f"{words}.{member.value}")) for member in among)


def say(text: str, **args: Any) -> Script[None]:
    yield Say(Text(text, args))


def choice(
    key: str,
    text: str,
    among: Iterable[E],
    *,
    words: str,
    label: str = "",
    guess: Callable[[str], str | None] | None = None,
    keeps: str = "",
    **args: Any,
) -> Script[E]:
    """One of an enum's members; `words` is the prefix of their labels' text ids."""
    options = _options(tuple(among), words)
    question = Choice(key=key, text=Text(text, args), among=options, label=label, guess=guess, keeps=keeps)
    return (yield question)


def pick(key: str, text: str, options: tuple[Option[T], ...], *, label: str = "", **args: Any) -> Script[T]:
    """One of options made by hand."""
    return (yield Choice(key=key, text=Text(text, args), among=options, label=label))


def yes_no(key: str, text: str, *, label: str = "", among: str = "dialog.is") -> Script[bool]:
    """Yes or no; `among` begins the text ids of the two words."""
    options = (Option("yes", True, Text(f"{among}_yes")), Option("no", False, Text(f"{among}_no")))
    return (yield Choice(key=key, text=Text(text), among=options, label=label))


def rating(key: str, text: str, **args: Any) -> Script[int | None]:
    """One to five, or no opinion. The n-th option is n stars, so that a typed number means what it says."""
    return (yield Choice(key=key, text=Text(text, args), among=_STARS, ask="rating"))


def words(key: str, text: str, *, optional: bool = False, label: str = "", **args: Any) -> Script[str]:
    return (yield Words(key=key, text=Text(text, args), optional=optional, label=label, ask="words"))


def photos(key: str, text: str, *, most: int = MOST_PICTURES, label: str = "") -> Script[tuple[str, ...]]:
    return (yield Photos(key=key, text=Text(text), most=most, label=label, ask="photos"))


def when(
    key: str,
    text: str,
    *,
    slots: tuple[tuple[datetime, datetime], ...] = (),
    any_label: str = "dialog.any_time",
    label: str = "",
) -> Script[Period | None]:
    """A time. What was typed is said back and confirmed before it counts; None is "any time"."""
    for attempt in range(MOST_TIMES):
        asked = When(
            key=f"{key}~{attempt}" if attempt else key,
            text=Text(text),
            slots=slots,
            any_label=any_label,
            label=label,
            ask="when",
        )
        answer = yield asked
        following = msgspec.structs.replace(asked, key=f"{key}~{attempt + 1}")
        confirmed = yield from _confirmed(asked.key, answer, following)
        if confirmed is not _OTHER:
            return confirmed
    return None


def _confirmed(key: str, answer: Period | HalfUnclear | None, following: When) -> Script[Any]:
    """What a time comes to: itself when tapped, a yes when typed, one of two when the half day is unclear.

    Another time that is typed there answers the `following` question.
    """
    if answer is None or (isinstance(answer, Period) and not answer.typed):
        return answer
    other = Option[Any]("other", _OTHER, Text("dialog.other_time"))
    if isinstance(answer, HalfUnclear):
        readings = [Period(reading.not_before, reading.not_after) for reading in answer.readings]
        halves = tuple(Option[Any](f"h{n}", reading, reading) for n, reading in enumerate(readings))
        which = Text("dialog.which_half")
        return (yield TimeCheck(key=f"{key}/half", text=which, among=(*halves, other), following=following))
    yes = Option[Any]("yes", answer, Text("dialog.right"))
    right = Text("dialog.time_understood", {"time": answer})
    return (yield TimeCheck(key=f"{key}/ok", text=right, among=(yes, other), following=following))


def confirm(text: str) -> Script[bool]:
    """True when the owner files it; the summary lists what was answered."""
    return (yield Confirm(key="confirm", text=Text(text)))
