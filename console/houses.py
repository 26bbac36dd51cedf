"""Buildings and flats: when they were accepted and handed over, which warranties count from."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import houses
from procedures.refused import Refused
from storage import Missing, Session, transfers
from storage.tables import Unit

router = APIRouter()
FORBIDDEN = 403
F = TypeVar("F", bound=forms.Form)
Day = Annotated[date | None, BeforeValidator(lambda value: value or None)]


class AcceptForm(forms.Form):
    building: forms.Line
    accepted_on: Day = None
    handed_over_on: Day = None
    """For every flat of the building that has no day of its own."""


class HandOverForm(forms.Form):
    handed_over_on: Day = None
    number: forms.Name = ""
    """The case that whoever fills this in looks at, if any."""


@router.get("/buildings", name="buildings")
async def show(desk: AtDesk) -> Response:
    return await _page(desk)


@router.post("/buildings", name="date_building")
async def date_building(request: Request, desk: AtDesk) -> Response:
    _only_heads(desk)

    def do(session: Session, form: AcceptForm) -> None:
        houses.accept(session, form.building, form.accepted_on, by=desk.actor, now=desk.now)
        if form.handed_over_on:
            houses.hand_over_all(session, form.building, form.handed_over_on, by=desk.actor, now=desk.now)

    failed = await _carry_out(request, desk, AcceptForm, do)
    if isinstance(failed, Failed):
        return await _page(desk, failed=failed, status=409 if not failed.faults else 422)
    return desk.to("buildings", done="The dates are on record.")


@router.post("/units/{unit_id}/hand-over", name="date_unit")
async def date_unit(unit_id: str, request: Request, desk: AtDesk) -> Response:
    _only_heads(desk)
    which = row_id(unit_id)
    await desk.parts.store.read_soon(lambda session: _known(session, which, desk))

    def do(session: Session, form: HandOverForm) -> None:
        houses.hand_over(session, which, form.handed_over_on, by=desk.actor, now=desk.now)

    done = await _carry_out(request, desk, HandOverForm, do)
    if isinstance(done, Failed):
        return await _page(desk, failed=done, status=409 if not done.faults else 422)
    if not done.number:
        return desk.to("unit", unit_id=unit_id, done="The dates are on record.")
    return desk.to("show_case", number=done.number, done="The dates are on record.")


async def _carry_out(
    request: Request, desk: Desk, model: type[F], do: Callable[[Session, F], None]
) -> F | Failed:
    given = await forms.read(request, model)
    form = given.form
    if form is None:
        return Failed("dates", say("Please look at the marked fields."), given.typed, given.faults)
    try:
        await desk.write(lambda session: do(session, form))
    except Refused as refused:
        return Failed("dates", refusal(refused), given.typed, {})
    return form


async def _page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    return desk.page(
        "buildings.html",
        status=status,
        failed=failed,
        houses=await desk.read(transfers.houses),
        may_date=desk.actor.role in houses.MAY_DATE,
        today=desk.now.astimezone(desk.zone).date(),
    )


def _known(session: Session, unit_id: int, desk: Desk) -> Unit:
    unit = session.get(Unit, unit_id)
    if unit is None or unit.centre_id != desk.centre_id:
        raise Missing
    return unit


def _only_heads(desk: Desk) -> None:
    if desk.actor.role not in houses.MAY_DATE:
        raise HTTPException(FORBIDDEN)
