"""The month plan (B4.2.3): revisits, and visits that owners expect, by day and person; calendar and list."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.words import refusal, say
from desk import visit_plans
from desk.visit_records import BY_A_PERSON
from procedures.kinds import RevisitForm, Role
from procedures.refused import Refused
from storage import expected, plan, residents, staff
from storage.expected import ExpectedVisit
from storage.plan import PlanRow

router = APIRouter()
MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")
MOST_ID, MOST_HOMES = 10, 5000
MADE_BY_PEOPLE = (*BY_A_PERSON, RevisitForm.LETTER)
GOERS = (
    *(Role.DIRECTOR, Role.SERVICE_HEAD, Role.ENGINEERING_SUPERVISOR, Role.DEPARTMENT_HEAD),
    *(Role.ASSISTANT, Role.SUPERVISOR),
)


@dataclass(frozen=True)
class Day:
    """A day of the calendar, also one of the month before or after."""

    on: date
    rows: list[PlanRow | ExpectedVisit]
    is_of_month: bool


class PlanForm(forms.Form):
    home: forms.Line
    form: RevisitForm
    by_whom: Role
    day: date
    reason: forms.Said


@router.get("/plan", name="plan")
async def show(
    desk: AtDesk, month: str = "", who: str = "", form: str = "", view: str = "calendar"
) -> Response:
    return await _page(desk, month=month, who=who, form=form, view=view)


@router.post("/plan", name="plan_visit")
async def add(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, PlanForm)
    filled = given.form
    owners = dict(await _homes(desk))
    if filled is None or filled.home not in owners:
        faults = given.faults or {"home": say("Please choose one of the list.")}
        failed = Failed("plan", say("Please look at the marked fields."), given.typed, faults)
        return await _page(desk, failed=failed, status=422)
    facts = filled.model_dump(include={"form", "by_whom", "day", "reason"})
    owner = owners[filled.home]
    try:
        which = await desk.write(
            lambda session: visit_plans.plan_by_hand(
                session, owner_id=owner, **facts, by=desk.actor, now=desk.now
            )
        )
    except Refused as refused:
        return await _page(desk, failed=Failed("plan", refusal(refused), given.typed, {}), status=409)
    return desk.to("visit", revisit_id=str(which), done="It is in the plan.")


async def _page(
    desk: Desk,
    *,
    month: str = "",
    who: str = "",
    form: str = "",
    view: str = "calendar",
    failed: Failed = NOT_FAILED,
    status: int = 200,
) -> Response:
    today = desk.now.astimezone(desk.zone).date()
    first = date.fromisoformat(f"{month}-01") if MONTH.fullmatch(month) else today.replace(day=1)
    begins, ends = _grid(first)
    person = int(who) if who.isascii() and who.isdigit() and len(who) < MOST_ID else None
    span = tuple(datetime.combine(on, time(), desk.zone) for on in (begins, ends))
    forms_asked = () if form == "all" else MADE_BY_PEOPLE
    found = await desk.read(plan.rows, *span, who=person, forms=forms_asked)
    awaited = await desk.read(expected.visits, *span, who=person)
    days = list(_days([*found, *awaited], begins, ends, first, desk))
    return desk.page(
        "plan.html",
        status=status,
        failed=failed,
        days=days,
        listed=[day for day in days if day.rows and day.is_of_month],
        first=first,
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{_next(first):%Y-%m}",
        today=today,
        asked={"who": person, "form": form, "view": "list" if view == "list" else "calendar"},
        colleagues=[one for one in await desk.read(staff.of_centre) if one.disabled_at is None],
        homes=[name for name, _ in await _homes(desk)],
        by_hand=BY_A_PERSON,
        roles=GOERS,
    )


def _grid(first: date) -> tuple[date, date]:
    """Whole weeks around a month, from Monday; the end is not in it."""
    begins = first - timedelta(days=first.weekday())
    last = _next(first) - timedelta(days=1)
    return begins, last + timedelta(days=7 - last.weekday())


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _days(
    rows: list[PlanRow | ExpectedVisit], begins: date, ends: date, first: date, desk: Desk
) -> Iterable[Day]:
    by_day: dict[date, list[PlanRow | ExpectedVisit]] = {}
    for row in sorted(rows, key=lambda row: row.at):
        by_day.setdefault(row.at.astimezone(desk.zone).date(), []).append(row)
    for ahead in range((ends - begins).days):
        on = begins + timedelta(days=ahead)
        yield Day(on, by_day.get(on, []), on.month == first.month)


async def _homes(desk: Desk) -> list[tuple[str, int]]:
    """Owners as the form offers them, by flat and name."""
    found = await desk.read(residents.residents, most=MOST_HOMES)
    return [
        (f"{one.unit.label} · {one.owner.name}" if one.unit else one.owner.name, one.owner.id)
        for one in found
        if one.owner is not None and one.owner.id is not None
    ]
