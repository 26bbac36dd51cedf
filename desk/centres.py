"""A centre with the procedure it works by and the calendar it counts in."""

import contextlib
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from procedures.calendar import Calendar
from procedures.procedure import Procedure, load
from procedures.strict_table import ProcedureError
from storage import Session, centres, date_rules
from storage.centres import CentreFacts

# A promise looks ahead by days, a calendar page by months: two years cover both.
YEARS_AHEAD = 2


@dataclass(frozen=True)
class Working:
    """What a centre's due times rest on."""

    centre: CentreFacts
    procedure: Procedure
    calendar: Calendar
    region: str


def working(session: Session, centre_id: int, *, now: datetime) -> Working:
    """The centre, its procedure and its calendar. Raises Missing, ProcedureError."""
    centre = centres.get(session, centre_id)
    procedure = load(centre.procedure)
    region = centre.holidays or procedure.holidays
    return Working(centre, procedure, calendar_of(centre.procedure, centre.zone, region, now.year), region)


def procedures_in_use(session: Session) -> Iterator[tuple[str, Procedure]]:
    """The procedures that centres work by, by name.

    One that cannot be read is left out: it must not stop the date rules of all other centres, and whatever
    is due in its own centre fails by itself and is shown to staff.
    """
    for name in date_rules.procedures(session):
        with contextlib.suppress(ProcedureError):
            yield name, load(name)


@cache
def calendar_of(procedure: str, zone: str, region: str, year: int) -> Calendar:
    """Contact hours with the public holidays and make-up working days of a region ("CN", "HK", "TW")."""
    free, worked = _days(region, year)
    return Calendar(ZoneInfo(zone), load(procedure).hours, free, worked)


def _days(region: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    years = range(year - 1, year + YEARS_AHEAD)
    # the world's calendars are loaded when the first is asked for
    country = importlib.import_module("holidays").country_holidays(region, years=years)
    worked = frozenset(day for day in getattr(country, "weekend_workdays", ()) if day.year in years)
    return frozenset(country), worked
