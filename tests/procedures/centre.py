"""Centre A's calendar and procedure, and a way to write its wall times."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from procedures.calendar import Calendar
from procedures.procedure import load

SHANGHAI = ZoneInfo("Asia/Shanghai")
PROCEDURE = load("service_centre")

# The week of 1 October 2025 as it was: Wednesday to the next Wednesday off, Saturday the 11th worked.
HOLIDAYS = frozenset(date(2025, 10, day) for day in range(1, 9))
MAKE_UP_DAYS = frozenset({date(2025, 10, 11)})
CALENDAR = Calendar(SHANGHAI, PROCEDURE.hours, HOLIDAYS, MAKE_UP_DAYS)


def at(wall: str) -> datetime:
    """The moment of a wall time in Shanghai, in UTC."""
    return datetime.fromisoformat(wall).replace(tzinfo=SHANGHAI).astimezone(UTC)
