"""Revisits: which are due, asked, to be phoned, done; and writing one down."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from console import forms
from console.cases import BY_HAND
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.owner_revisits import revisit_page
from console.words import refusal, say
from desk import revisits
from procedures.kinds import Outcome, RevisitForm, RevisitState
from procedures.refused import Refused
from storage import Session, boards, coverage

router = APIRouter()
Rating = Annotated[Annotated[int, Field(ge=1, le=5)] | None, BeforeValidator(lambda value: value or None)]
LISTS = {
    "phone": (RevisitState.PHONE,),
    "planned": (RevisitState.PLANNED, RevisitState.BOOKED),
    "asked": (RevisitState.ASKED, RevisitState.REMINDED),
    "done": (RevisitState.DONE,),
    "dropped": (RevisitState.SKIPPED, RevisitState.FAILED),
}


class RecordForm(forms.Form):
    form: RevisitForm
    outcome: Outcome
    words: forms.Words = ""
    speed: Rating = None
    workmanship: Rating = None
    manner: Rating = None
    satisfaction: Rating = None
    back: str = ""


@router.get("/revisits", name="revisits")
async def show(desk: AtDesk, which: str = "phone") -> Response:
    return await _page(desk, which if which in LISTS else "phone")


@router.post("/revisits/{revisit_id}", name="record_revisit")
async def record(revisit_id: str, request: Request, desk: AtDesk) -> Response:
    """Only a named visitor with form, time and record counts (ARCHITECTURE 7)."""
    which = row_id(revisit_id)
    row = await desk.read(coverage.row, which)
    given = await forms.read(request, RecordForm)
    form = given.form
    if form is None or form.form not in BY_HAND:
        why = say("Please look at the marked fields.")
        failed = Failed(f"revisit-{which}", why, given.typed, given.faults)
        return await revisit_page(desk, which, failed=failed, status=422)

    def unit(session: Session) -> None:
        revisits.record(
            session,
            which,
            form=form.form,
            outcome=form.outcome,
            words=form.words,
            speed=form.speed,
            workmanship=form.workmanship,
            manner=form.manner,
            satisfaction=form.satisfaction,
            by=desk.actor,
            now=desk.now,
        )

    try:
        await desk.write(unit)
    except Refused as refused:
        failed = Failed(f"revisit-{which}", refusal(refused), given.typed, {})
        return await revisit_page(desk, which, failed=failed, status=409)
    if row.number is None:
        return desk.to("revisits", done="The revisit is on record.")
    return desk.to("show_case", number=row.number, done="The revisit is on record.")


async def _page(desk: Desk, which: str, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    found = {name: await desk.read(boards.revisits, states=states) for name, states in LISTS.items()}
    owners = await desk.read(coverage.owners_to_visit, states=boards.OWED_STATES)
    return desk.page(
        "revisits.html", status=status, failed=failed, which=which, lists=found, owners_to_visit=owners
    )
