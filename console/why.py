"""Why is this due? The clause, its words, the steps through the calendar; and all clauses of the paper."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from fastapi import APIRouter
from starlette.responses import Response

from console import languages
from console.desk import AtDesk, Desk
from console.history import Stretch
from console.words import stretch, term
from desk.centres import calendar_of
from procedures import clauses
from procedures.calendar import Calendar
from procedures.procedure import load
from procedures.steps import Step, What, between

router = APIRouter()
NOT_COUNTED = (What.CLOSED, What.HOLIDAY, What.WISH_PASSED)
MOST_STEPS = 12
PAPERS = {"service_centre": "A", "management_office": "B", "consultancy": "C"}


@router.get("/clauses", name="clauses")
async def show(desk: AtDesk) -> Response:
    """The paper that this centre works by, clause by clause."""
    locale = languages.current()
    letter = PAPERS.get(desk.centre.procedure, "A")
    rows = [(clause, clauses.words(clause, locale)) for clause in clauses.in_order(letter)]
    return desk.page("clauses.html", rows=rows, paper=load(desk.centre.procedure).names[locale])


def words(clause: str | None) -> str:
    """A clause in the language of the request."""
    return clauses.words(clause, languages.current())


def stored(steps: str) -> list[Stretch]:
    """The steps that were kept with a promise."""
    return shown(msgspec.json.decode(steps, type=list[Step]))


def counted(desk: Desk, since: datetime | None, until: datetime | None) -> list[Stretch]:
    """The time between what happened and what is due for it; a long one only as a whole."""
    if since is None or until is None or until <= since:
        return []
    steps = between(_calendar(desk), since, until)
    return shown(steps if len(steps) <= MOST_STEPS else (Step(What.DAYS_GRANTED, since, until),))


def _calendar(desk: Desk) -> Calendar:
    centre = desk.centre
    region = centre.holidays or load(centre.procedure).holidays
    return calendar_of(centre.procedure, centre.zone, region, desk.now.year)


def shown(steps: Iterable[Step]) -> list[Stretch]:
    """Steps in words; those of closed time do not count."""
    return [
        Stretch(
            term("step", step.what),
            step.since,
            step.until,
            stretch(step.until - step.since),
            step.what not in NOT_COUNTED,
        )
        for step in steps
    ]
