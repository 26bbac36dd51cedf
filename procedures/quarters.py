"""Quarters of a centre's own calendar (C2): when one begins and ends, and its last contact hour."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from procedures.calendar import ONE_DAY, Calendar
from procedures.months import Month

MONTHS = 3
WRITTEN = re.compile(r"2[0-9]{3}-Q[1-4]")


@dataclass(frozen=True, order=True)
class Quarter:
    """The n-th quarter of a year; as text "2026-Q4"."""

    year: int
    nth: int

    @classmethod
    def of(cls, at: datetime, calendar: Calendar) -> Self:
        """The quarter on the centre's wall at that moment."""
        day = calendar.local_day(at)
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for what is not "YYYY-Qn" between the years 2000 and 2999."""
        if not WRITTEN.fullmatch(text):
            raise ValueError(f"no such quarter: {text}")
        return cls(int(text[:4]), int(text[-1]))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.nth}"

    @property
    def first(self) -> Month:
        return Month(self.year, (self.nth - 1) * MONTHS + 1)

    def begins(self, calendar: Calendar) -> datetime:
        """Its first moment on the centre's wall, in UTC."""
        return self.first.begins(calendar)

    def ends(self, calendar: Calendar) -> datetime:
        """The first moment of the next quarter."""
        return self.first.moved(MONTHS).begins(calendar)

    def closes(self, calendar: Calendar) -> datetime:
        """Its last contact hour; its end where no day of its last month is open."""
        end = self.ends(calendar)
        day = calendar.local_day(end) - ONE_DAY
        while day >= calendar.local_day(self.first.moved(MONTHS - 1).begins(calendar)):
            if closes := calendar.closes_on(day):
                return closes
            day -= ONE_DAY
        return end
