"""Weeks of a centre's own calendar, Monday to Sunday (B4.2.1)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from procedures.calendar import Calendar

WRITTEN = re.compile(r"2[0-9]{3}-W[0-5][0-9]")


@dataclass(frozen=True, order=True)
class Week:
    """A week by ISO 8601; as text "2026-W48"."""

    year: int
    week: int

    @classmethod
    def of(cls, at: datetime, calendar: Calendar) -> Self:
        """The week on the centre's wall at that moment."""
        year, week, _ = calendar.local_day(at).isocalendar()
        return cls(year, week)

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for what is not "YYYY-Wnn", or a week that its year has not."""
        if not WRITTEN.fullmatch(text):
            raise ValueError(f"no such week: {text}")
        year, week = int(text[:4]), int(text[-2:])
        date.fromisocalendar(year, week, 1)
        return cls(year, week)

    def __str__(self) -> str:
        return f"{self.year}-W{self.week:02}"

    def day(self, nth: int) -> date:
        """Its n-th day: 1 is Monday, 7 is Sunday."""
        return date.fromisocalendar(self.year, self.week, nth)

    def moved(self, weeks: int) -> "Week":
        year, week, _ = (self.day(1) + timedelta(weeks=weeks)).isocalendar()
        return Week(year, week)

    def begins(self, calendar: Calendar) -> datetime:
        """Its first moment on the centre's wall, in UTC."""
        return calendar.begins(self.day(1))

    def ends(self, calendar: Calendar) -> datetime:
        """The first moment of the next week."""
        return self.moved(1).begins(calendar)
