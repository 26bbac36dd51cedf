"""Revisits without a case: one of them, planning one of an owner, and ending any that could not be made."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from console import forms
from console.cases import BY_HAND, case_page
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import revisits
from desk.hand_made import FORMS
from procedures.kinds import Outcome, RevisitForm
from procedures.refused import Refused
from storage import Session, coverage, residents

router = APIRouter()


# Day and hour as the browser's picker writes them, on the centre's wall.
Wall = Annotated[datetime, BeforeValidator(lambda value: value or None)]


class Drop(StrEnum):
    TRIED = "tried"
    SKIP = "skip"
    FAIL = "fail"


class DropForm(forms.Form):
    what: Drop
    why: forms.Words = ""


class PlanForm(forms.Form):
    form: RevisitForm
    at: Wall
    unit: forms.Chosen = None
    why: forms.Words = ""


@router.get("/revisits/{revisit_id}", name="owner_revisit")
async def show(revisit_id: str, desk: AtDesk) -> Response:
    return await revisit_page(desk, row_id(revisit_id))


async def revisit_page(
    desk: Desk, revisit_id: int, *, failed: Failed = NOT_FAILED, status: int = 200
) -> Response:
    """A revisit where it is worked on: in its case, or on a page of its own. Raises Missing."""
    found = await desk.read(coverage.row, revisit_id)
    if found.number is not None:
        return await case_page(desk, found.number, failed=failed, status=status)
    return desk.page(
        "owner_revisit.html", status=status, failed=failed, one=found, outcomes=Outcome, by_hand=BY_HAND
    )


@router.post("/revisits/{revisit_id}/drop", name="drop_revisit")
async def drop(revisit_id: str, request: Request, desk: AtDesk) -> Response:
    """An attempt that reached nobody, or left out or given up by a head; each with its words."""
    which = row_id(revisit_id)
    found = await desk.read(coverage.row, which)
    given = await forms.read(request, DropForm)
    form = given.form
    if form is None:
        failed = Failed(f"drop-{which}", say("Please look at the marked fields."), given.typed, given.faults)
        return await revisit_page(desk, which, failed=failed, status=422)
    act = {Drop.TRIED: revisits.tried, Drop.SKIP: revisits.skip, Drop.FAIL: revisits.fail}[form.what]
    try:
        await desk.write(lambda session: act(session, which, why=form.why, by=desk.actor, now=desk.now))
    except Refused as refused:
        failed = Failed(f"drop-{which}", refusal(refused), given.typed, {})
        return await revisit_page(desk, which, failed=failed, status=409)
    is_over = form.what is not Drop.TRIED
    done = "The revisit is ended, with its reason." if is_over else "The attempt is on record."
    return _after(desk, found, done=done)


@router.get("/owners/{owner_id}/revisit", name="plan_revisit_form")
async def plan_form(owner_id: str, desk: AtDesk) -> Response:
    return await _plan_page(desk, row_id(owner_id))


@router.post("/owners/{owner_id}/revisit", name="plan_revisit")
async def plan(owner_id: str, request: Request, desk: AtDesk) -> Response:
    who = row_id(owner_id)
    given = await forms.read(request, PlanForm)
    form = given.form
    if form is None:
        failed = Failed("plan", say("Please look at the marked fields."), given.typed, given.faults)
        return await _plan_page(desk, who, failed=failed, status=422)
    local = form.at.replace(tzinfo=desk.zone)

    def unit(session: Session) -> None:
        named = {"form": form.form, "at": local, "why": form.why, "by": desk.actor, "now": desk.now}
        revisits.plan_by_hand(session, owner_id=who, unit_id=form.unit, **named)

    try:
        await desk.write(unit)
    except Refused as refused:
        failed = Failed("plan", refusal(refused), given.typed, {})
        return await _plan_page(desk, who, failed=failed, status=409)
    return desk.to("revisits", done="The revisit is planned.")


def _after(desk: Desk, found: coverage.Row, *, done: str) -> Response:
    if found.number is not None:
        return desk.to("show_case", number=found.number, done=done)
    return desk.to("revisits", done=done)


async def _plan_page(
    desk: Desk, owner_id: int, *, failed: Failed = NOT_FAILED, status: int = 200
) -> Response:
    return desk.page(
        "plan_revisit.html",
        status=status,
        failed=failed,
        owner=await desk.read(residents.owner, owner_id),
        units=await desk.read(residents.homes, owner_id),
        plan_forms=FORMS,
    )
