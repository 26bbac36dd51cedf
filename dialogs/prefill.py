"""Times in an owner's first sentence: when to come, or by when to answer; shown before they count."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dialogs.answers import Reply, Taken
from dialogs.asking_when import When
from dialogs.speech import Period, Text
from dialogs.times import HalfUnclear, Span

_CLAUSES = re.compile(r"[，,。；;！!？?\n]|\. ")
_COME = re.compile(
    "[來来嚟](?:修|看|睇|檢|检|查|人|處理|处理|弄|換|换|吧|$)|上門|上门|派人|過來|过来|過嚟|在家|有空|得閒|方便"
    r"|\b(?:come|visit|send someone|be home|at home|be in|free|available)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    "答覆|答复|回覆|回复|答我|回我|覆我|通知我"
    r"|\b(?:reply|answer|let me know|hear from you|get back to me|tell me)\b",
    re.IGNORECASE,
)
# "Every evening at ten" and "not at home tomorrow" name no time that suits.
_NOT_MEANT = re.compile(
    "每|天天|日日|晚晚|不在家|唔喺|沒空|没空|冇空|不方便|唔得閒|越來越|越来越"
    r"|\b(?:every|each|always|not|can't|cannot)\b",
    re.IGNORECASE,
)
_WHEN = When(key="when", text=Text("dialog.time_unclear"))


def visit_in(story: str, now: datetime) -> dict[str, Any] | None:
    """When somebody may come, as a `When` stores it; `now` is in the centre's zone."""
    return _time(story, _COME, now)


def wish_in(story: str, now: datetime) -> dict[str, Any] | None:
    """By when an answer is wanted (A4.2.3.2.1), as a `When` stores it."""
    return _time(story, _ANSWER, now)


def likely(stored: dict[str, Any] | None) -> Period | None:
    """The time that is shown; of two halves of a day the one in which people are awake."""
    value = _WHEN.value(stored) if stored else None
    if isinstance(value, HalfUnclear):
        first: Span = value.readings[0]
        return Period(first.not_before, first.not_after)
    return value


def _time(story: str, about: re.Pattern[str], now: datetime) -> dict[str, Any] | None:
    for clause in _clauses(story, about):
        read = _WHEN.read(Reply(now, words=clause))
        if isinstance(read, Taken):
            return read.stored
    return None


def _clauses(story: str, about: re.Pattern[str]) -> Iterator[str]:
    """Those that speak of it; most stories have none, and are read no further."""
    if about.search(story):
        meant = (each for each in _CLAUSES.split(story) if about.search(each))
        yield from (each for each in meant if not _NOT_MEANT.search(each))
