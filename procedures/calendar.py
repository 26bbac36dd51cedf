"""A centre's contact hours: when it is open, and working time counted along them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import dropwhile, islice
from zoneinfo import ZoneInfo

MONDAY = 0
ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE_DAYS = 400


def utc(at: datetime) -> datetime:
    """The same moment in UTC. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(f"a time without its zone cannot be placed: {at}")
    return at if at.tzinfo is UTC else at.astimezone(UTC)


@dataclass(frozen=True)
class Hours:
    """Contact hours of a week, Monday first: several (opens, closes) a day; 00:00 as an end is midnight."""

    week: tuple[tuple[tuple[time, time], ...], ...]


@dataclass(frozen=True)
class Period:
    """A stretch of time, in UTC; as contact hours open from `start` until just before `end`."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, eq=False)  # known by identity: a hash of all its hours would cost more than the days
class Calendar:
    """Contact hours with their holidays; a make-up day is worked with Monday's hours even on a holiday.

    Times come in aware and go out in UTC; a naive one raises ValueError, and so does a calendar
    that stays closed for 400 days.
    """

    zone: ZoneInfo
    hours: Hours
    holidays: frozenset[date]
    make_up_days: frozenset[date]

    def local_day(self, at: datetime) -> date:
        """The date on the centre's wall at that moment."""
        return utc(at).astimezone(self.zone).date()

    def is_holiday(self, day: date) -> bool:
        return day in self.holidays and day not in self.make_up_days

    @lru_cache(maxsize=2048)  # noqa: B019  calendars live as long as the process; every promise walks these days
    def periods_on(self, day: date) -> tuple[Period, ...]:
        """The open stretches of one local day, in order.

        A wall time that summer time skips is read on the old clock (RFC 5545): 02:30 is then 03:30.
        """
        periods: list[Period] = []
        for opens, closes in self._hours_on(day):
            last_day = day + ONE_DAY if closes == time.min else day
            start, end = self._instant(day, opens), self._instant(last_day, closes)
            # Read on the old clock, a period in the skipped hour can reach into the one after it.
            start = max(start, periods[-1].end) if periods else start
            if start < end:
                periods.append(Period(start, end))
        return tuple(periods)

    def periods_from(self, at: datetime) -> Iterator[Period]:
        """Open stretches after `at` for ever, the first cut off at `at`."""
        at = utc(at)
        for day in self._open_days(self.local_day(at)):
            for period in self.periods_on(day):
                if period.end > at:
                    yield Period(max(at, period.start), period.end)

    def is_open(self, at: datetime) -> bool:
        """Whether `at` lies in contact hours; a period's end does not."""
        at = utc(at)
        return any(period.start <= at < period.end for period in self.periods_on(self.local_day(at)))

    def next_open(self, at: datetime) -> datetime:
        """The first open moment from `at` on: `at` itself when open."""
        return next(self.periods_from(at)).start

    def last_open(self, at: datetime, *, since: datetime) -> datetime | None:
        """The last moment of contact time up to `at`; None when there is none after `since`."""
        at, since = utc(at), utc(since)
        day, first = self.local_day(at), self.local_day(since)
        while day >= first:
            ends = [min(period.end, at) for period in self.periods_on(day) if period.start <= at]
            if ends:
                return ends[-1] if ends[-1] > since else None
            day -= ONE_DAY
        return None

    def spend(self, start: datetime, working: timedelta) -> Iterator[Period]:
        """The open stretches over which that much working time passes; at least one, maybe empty."""
        if working < timedelta(0):
            raise ValueError(f"working time cannot be negative: {working}")
        for period in self.periods_from(start):
            if working <= period.length:
                yield Period(period.start, period.start + working)
                return
            yield period
            working -= period.length

    def add(self, start: datetime, working: timedelta) -> datetime:
        """When that much working time has passed: open, or the end of a period that it fills."""
        *_, last = self.spend(start, working)
        return last.end

    def working_between(self, start: datetime, end: datetime) -> timedelta:
        """Contact time between two moments; zero when `end` is not after `start`."""
        start, end = utc(start), utc(end)
        day, last_day, total = self.local_day(start), self.local_day(end), timedelta(0)
        while day <= last_day:
            spans = (min(end, period.end) - max(start, period.start) for period in self.periods_on(day))
            total += sum((span for span in spans if span > timedelta(0)), timedelta(0))
            day += ONE_DAY
        return total

    def closes_on(self, day: date) -> datetime | None:
        """The end of the day's last period; None on a closed day."""
        periods = self.periods_on(day)
        return periods[-1].end if periods else None

    def end_of_nth_day(self, at: datetime, days: int) -> datetime:
        """Closing time of the calendar day `days` after `at`'s (0: the same day).

        A closed day moves to the next open one, and so does a day whose closing time is already past.
        """
        at = utc(at)
        closings = (self.periods_on(day)[-1].end for day in self._open_days(self._day_after(at, days)))
        return next(dropwhile(lambda closing: closing <= at, closings))

    def end_of_nth_open_day(self, at: datetime, days: int) -> datetime:
        """Closing time of the n-th working day after `at`'s day, which itself does not count."""
        later = self._open_days(self._day_after(at, 1))
        return self.periods_on(next(islice(later, days - 1, None)))[-1].end

    def begins(self, day: date) -> datetime:
        """Midnight at the beginning of a local day, in UTC."""
        return self._instant(day, time.min)

    def last_day_before(self, end: datetime) -> date:
        """The local day that ends with this moment or has it; midnight belongs to the day before."""
        return self.local_day(utc(end) - datetime.resolution)

    def next_day_open(self, at: datetime) -> datetime:
        """The opening of the first open day after `at`'s day."""
        day = next(self._open_days(self._day_after(at, 1)))
        return self.periods_on(day)[0].start

    def _day_after(self, at: datetime, days: int) -> date:
        return self.local_day(at) + timedelta(days=days)

    def _hours_on(self, day: date) -> tuple[tuple[time, time], ...]:
        if day in self.make_up_days:
            return self.hours.week[MONDAY]
        return () if day in self.holidays else self.hours.week[day.weekday()]

    def _instant(self, day: date, wall: time) -> datetime:
        return datetime.combine(day, wall, self.zone).astimezone(UTC)

    def _open_days(self, day: date) -> Iterator[date]:
        closed = 0
        while closed < LONGEST_CLOSURE_DAYS:
            if self.periods_on(day):
                yield day
                closed = 0
            else:
                closed += 1
            day += ONE_DAY
        raise ValueError(f"the calendar in {self.zone} has no contact hour in the {closed} days before {day}")
