"""Half-years of a centre's own calendar (A4.1.5): when one begins and ends."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from procedures.calendar import Calendar
from procedures.months import Month

MONTHS = 6
WRITTEN = re.compile(r"2[0-9]{3}-H[12]")


@dataclass(frozen=True, order=True)
class HalfYear:
    """The first or second half of a year; as text "2026-H2"."""

    year: int
    nth: int

    @classmethod
    def of(cls, at: datetime, calendar: Calendar) -> Self:
        """The half-year on the centre's wall at that moment."""
        day = calendar.local_day(at)
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for what is not "YYYY-Hn" between the years 2000 and 2999."""
        if not WRITTEN.fullmatch(text):
            raise ValueError(f"no such half-year: {text}")
        return cls(int(text[:4]), int(text[-1]))

    def __str__(self) -> str:
        return f"{self.year}-H{self.nth}"

    @property
    def first(self) -> Month:
        return Month(self.year, (self.nth - 1) * MONTHS + 1)

    def begins(self, calendar: Calendar) -> datetime:
        """Its first moment on the centre's wall, in UTC."""
        return self.first.begins(calendar)

    def ends(self, calendar: Calendar) -> datetime:
        """The first moment of the next half-year."""
        return self.first.moved(MONTHS).begins(calendar)
