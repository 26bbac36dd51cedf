"""The steps by which a due time was counted: the answer to "why is this due?"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from procedures.calendar import Calendar, utc


class What(StrEnum):
    """What a stretch of time was; its text id is `step.` and this word."""

    COUNTED = "counted"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    AROUND_THE_CLOCK = "around_the_clock"
    OWNERS_WISH = "owners_wish"
    BEFORE_WISH = "before_wish"
    WISH_UNMET = "wish_unmet"
    WISH_PASSED = "wish_passed"
    DAYS_GRANTED = "days_granted"
    DAY = "day"
    AGREED = "agreed"


@dataclass(frozen=True)
class Step:
    """One stretch on the way to a due time, in UTC."""

    what: What
    since: datetime
    until: datetime


def counted(calendar: Calendar, start: datetime, working: timedelta) -> tuple[Step, ...]:
    """Counting working time from `start` (A4.2.3.1.1): the open stretches, and the closed ones between."""
    steps: list[Step] = []
    since = utc(start)
    for period in calendar.spend(start, working):
        steps += closed(calendar, since, period.start)
        steps.append(Step(What.COUNTED, period.start, period.end))
        since = period.end
    return tuple(steps)


def closed(calendar: Calendar, since: datetime, until: datetime) -> Iterator[Step]:
    """The closed time between two moments, named a holiday when one lies in it; nothing if none."""
    if since < until:
        yield Step(What.HOLIDAY if _has_holiday(calendar, since, until) else What.CLOSED, since, until)


def _has_holiday(calendar: Calendar, since: datetime, until: datetime) -> bool:
    first, last = calendar.local_day(since), calendar.local_day(until)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return any(calendar.is_holiday(day) for day in days)


def between(calendar: Calendar, since: datetime, until: datetime) -> tuple[Step, ...]:
    """What the time between two moments was: contact time, closed, a holiday; nothing when it is none."""
    steps: list[Step] = []
    since, until = utc(since), utc(until)
    for period in calendar.periods_from(since):
        if period.start >= until or since >= until:
            break
        steps += closed(calendar, since, period.start)
        steps.append(Step(What.COUNTED, period.start, min(period.end, until)))
        since = min(period.end, until)
    return (*steps, *closed(calendar, since, until))
