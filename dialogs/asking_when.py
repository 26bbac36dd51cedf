"""The questions for a time: when, and whether a typed time was understood."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from dialogs.answers import Again, Reply, Taken
from dialogs.questions import Choice, Label, Option, Question
from dialogs.speech import Period, Text
from dialogs.times import HalfUnclear, Past, Span, understand

FIRST_HOUR, LAST_HOUR = 7, 22
A_YEAR = timedelta(days=366)


@lru_cache(maxsize=256)
def _times(slots: tuple[tuple[datetime, datetime], ...], any_label: str) -> tuple[Option[Any], ...]:
    """The same visits are offered to everybody who asks today."""
    offered = [
        Option(f"s{place}", {"from": start.isoformat(), "until": end.isoformat()}, Period(start, end))
        for place, (start, end) in enumerate(slots)
    ]
    return (*offered, Option("any", {}, Text(any_label)))


class When(Question[Period | HalfUnclear | None], frozen=True, kw_only=True):
    """A time: one of the offered slots, "any time", or words that our grammar understands (A4.2.3.2.1).

    Stored: {"from", "until"} in ISO, {"half": [two of those]}, or {} for any time.
    """

    slots: tuple[tuple[datetime, datetime], ...] = ()
    any_label: str = "dialog.any_time"

    def options(self) -> Sequence[Option[Any]]:
        return _times(self.slots, self.any_label)

    def read(self, reply: Reply) -> Taken | Again:
        for option in self.options():
            if option.name == reply.option:
                return Taken(option.value)
        match understand(reply.words, now=reply.now) if reply.words else None:
            case Span() as span if _is_too_far(span, reply.now):
                return Again("dialog.time_too_far")
            case Span() as span:
                return Taken({**_iso(span), "typed": True})
            case HalfUnclear(readings=readings):
                likely = sorted(readings, key=_is_at_night)
                return Taken({"half": [_iso(reading) for reading in likely], "typed": True})
            case Past():
                return Again("dialog.time_is_past")
            case _:
                return Again("dialog.time_unclear")

    def value(self, stored: Any) -> Period | HalfUnclear | None:
        if half := stored.get("half"):
            first, second = (Span(**_moments(reading)) for reading in half)
            return HalfUnclear((first, second))
        if not stored.get("from") and not stored.get("until"):
            return None
        return Period(**_moments(stored), typed=bool(stored.get("typed")))

    def shown(self, stored: Any) -> Label:
        value = self.value(stored)
        return value if isinstance(value, Period) else Text(self.any_label)

    def samples(self) -> Iterator[Any]:
        yield {}
        for option in self.options()[:1]:
            yield option.value
        yield {"from": "2026-11-24T15:00:00+08:00", "until": "2026-11-24T18:00:00+08:00", "typed": True}
        halves = [{"from": f"2026-11-24T{hour}:30:00+08:00", "until": None} for hour in ("02", "14")]
        yield {"half": halves, "typed": True}


class TimeCheck(Choice[Any], frozen=True, kw_only=True):
    """A time to be tapped. Another time typed here is `otherwise`, already told to `following`."""

    following: When
    otherwise: str = "other"

    def read(self, reply: Reply) -> Taken | Again:
        read = super().read(reply)
        if isinstance(read, Taken) or not reply.words:
            return read
        told = self.following.read(reply)
        if isinstance(told, Taken):
            return Taken(self.otherwise, aside=((self.following.key, told.stored),))
        return read


def _is_too_far(span: Span, now: datetime) -> bool:
    at = span.not_before or span.not_after
    return at is not None and at - now > A_YEAR


def _is_at_night(reading: Span) -> bool:
    """Whoever says "half past two" hardly means the night; it is offered last."""
    at = reading.not_before or reading.not_after
    return at is not None and not FIRST_HOUR <= at.hour < LAST_HOUR


def _iso(span: Span) -> dict[str, str | None]:
    return {
        "from": span.not_before.isoformat() if span.not_before else None,
        "until": span.not_after.isoformat() if span.not_after else None,
    }


def _moments(stored: Any) -> dict[str, datetime | None]:
    return {
        "not_before": datetime.fromisoformat(stored["from"]) if stored.get("from") else None,
        "not_after": datetime.fromisoformat(stored["until"]) if stored.get("until") else None,
    }
