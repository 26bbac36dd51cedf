"""Counting days: "the same day", "three days", calendar or working ones, with the steps that lead there."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from procedures.calendar import ONE_DAY, Calendar, utc
from procedures.steps import Step, What


class DaysAre(StrEnum):
    """What "three days" in a paper means; the papers leave it open, the procedure's data say it."""

    CALENDAR = "calendar"
    WORKING = "working"


def by_day(calendar: Calendar, start: datetime, days: int, days_are: DaysAre) -> tuple[Step, ...]:
    """From `start` to the close of the n-th day after it (A3.1-b, A4.2.3.1.4); 0 is the same day.

    Ends inside contact hours: what falls on a closed day, or after the day's closing time, moves to the
    next open day's close. The last step's end is the due time; the steps follow one another without a gap.
    """
    start = utc(start)
    end = _end(calendar, start, days, days_are)
    return tuple(_each_day(calendar, start, end, days, days_are))


def _end(calendar: Calendar, start: datetime, days: int, days_are: DaysAre) -> datetime:
    if days_are is DaysAre.CALENDAR or days == 0:
        return calendar.end_of_nth_day(start, days)
    return calendar.end_of_nth_open_day(start, days)


def _each_day(
    calendar: Calendar, start: datetime, end: datetime, days: int, days_are: DaysAre
) -> Iterator[Step]:
    """One step for each day on the way; a day that does not count says why."""
    first, last = calendar.local_day(start), calendar.last_day_before(end)
    since, day, nth = start, first, 0
    while day <= last:
        until = end if day == last else calendar.begins(day + ONE_DAY)
        waits = nth >= days if days_are is DaysAre.CALENDAR else not calendar.periods_on(day)
        if day < last and waits:
            yield Step(What.HOLIDAY if calendar.is_holiday(day) else What.CLOSED, since, until)
        else:
            yield Step(What.DAY, since, until)
        since, day, nth = until, day + ONE_DAY, nth + 1
