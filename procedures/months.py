"""Months of a centre's own calendar: when one begins and ends, and the day a month after another."""

import calendar as civil
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Self

from procedures.calendar import ONE_DAY, Calendar, utc

MONTHS = 12
WRITTEN = re.compile(r"2[0-9]{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """A month; as text "2026-11"."""

    year: int
    month: int

    @classmethod
    def of(cls, at: datetime, calendar: Calendar) -> Self:
        """The month on the centre's wall at that moment."""
        day = calendar.local_day(at)
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for what is not "YYYY-MM" between the years 2000 and 2999."""
        if not WRITTEN.fullmatch(text):
            raise ValueError(f"no such month: {text}")
        year, month = text.split("-")
        return cls(int(year), int(month))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    def moved(self, months: int) -> "Month":
        year, month = divmod(self.year * MONTHS + self.month - 1 + months, MONTHS)
        return Month(year, month + 1)

    def day(self, nth: int) -> date:
        """Its n-th day, or its last where it has fewer."""
        return date(self.year, self.month, min(nth, civil.monthrange(self.year, self.month)[1]))

    def begins(self, calendar: Calendar) -> datetime:
        """Its first moment on the centre's wall, in UTC."""
        return datetime.combine(date(self.year, self.month, 1), time.min, calendar.zone).astimezone(UTC)

    def ends(self, calendar: Calendar) -> datetime:
        """The first moment of the next month."""
        return self.moved(1).begins(calendar)

    def opens_on(self, day: int, calendar: Calendar) -> datetime:
        """The first open moment from that day of the month on."""
        start = datetime.combine(date(self.year, self.month, day), time.min, calendar.zone)
        return calendar.next_open(start)


def months_later(day: date, months: int) -> date:
    """The same day that many months on, or the month's last: 31 January and one is the end of February."""
    month = Month(day.year, day.month).moved(months)
    last = civil.monthrange(month.year, month.month)[1]
    return date(month.year, month.month, min(day.day, last))


def due_within_months(calendar: Calendar, since: datetime, months: int) -> datetime:
    """The last contact hour within so many months of a day (B4.2.2), in UTC."""
    first = calendar.local_day(utc(since))
    day = months_later(first, months)
    while day > first:
        if closes := calendar.closes_on(day):
            return closes
        day -= ONE_DAY
    return calendar.end_of_nth_day(since, 0)
