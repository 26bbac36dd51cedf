"""A case that came by telephone or over the counter."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.words import refusal, say
from desk import cases
from procedures.kinds import (
    COMPLAINT_CATEGORIES,
    ENQUIRY_CATEGORIES,
    REPAIR_CATEGORIES,
    SUGGESTION_CATEGORIES,
    Category,
    Kind,
)
from procedures.refused import Refused
from storage import Session, residents

router = APIRouter()
SOURCES = ("phone", "walk_in", "company")
CATEGORIES = {
    Kind.REPAIR: REPAIR_CATEGORIES,
    Kind.COMPLAINT: COMPLAINT_CATEGORIES,
    Kind.ENQUIRY: ENQUIRY_CATEGORIES,
    Kind.SUGGESTION: SUGGESTION_CATEGORIES,
}
MOST_HOMES = 5000


class IntakeForm(forms.Form):
    source: str
    matter: str
    """ "repair:drain": kind and category in one choice, so that the two fit together without a script."""
    home: forms.Line
    story: forms.Said


@router.get("/new-case", name="new_case")
async def show(desk: AtDesk) -> Response:
    return await _page(desk)


@router.post("/new-case", name="open_case")
async def open_case(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, IntakeForm)
    form = given.form
    homes = await _homes(desk)
    faults = given.faults or (_faults(form, homes) if form else {})
    if form is None or faults:
        why = say("Please look at the marked fields.")
        return await _page(desk, failed=Failed("new_case", why, given.typed, faults), status=422)
    kind, _, category = form.matter.partition(":")
    unit_id, owner_id = homes[form.home]

    def unit(session: Session) -> str:
        return cases.open_by_staff(
            session,
            kind=Kind(kind),
            category=Category(category),
            unit_id=unit_id,
            owner_id=owner_id,
            story=form.story,
            source=form.source,
            by=desk.actor,
            now=desk.now,
        ).number

    try:
        number = await desk.write(unit)
    except Refused as refused:
        return await _page(desk, failed=Failed("new_case", refusal(refused), given.typed, {}), status=409)
    return desk.to("show_case", number=number, done="The case is filed.")


async def _page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    homes = await _homes(desk)
    return desk.page("new_case.html", status=status, failed=failed, homes=homes, categories=CATEGORIES)


async def _homes(desk: Desk) -> dict[str, tuple[int | None, int | None]]:
    """What can be typed for a home, and what it means."""
    found = await desk.read(residents.residents, most=MOST_HOMES)
    return {
        _label(one): (one.unit.id if one.unit else None, one.owner.id if one.owner else None) for one in found
    }


def _label(one: residents.Resident) -> str:
    names = (one.unit.label if one.unit else "", one.owner.name if one.owner else "")
    return " · ".join(name for name in names if name)


def _faults(form: IntakeForm, homes: dict[str, tuple[int | None, int | None]]) -> dict[str, str]:
    kind, _, category = form.matter.partition(":")
    fits = kind in set(Kind) and category in {str(one) for one in CATEGORIES[Kind(kind)]}
    checks = {"source": form.source in SOURCES, "matter": fits, "home": form.home in homes}
    return {name: say("Please choose one of the list.") for name, holds in checks.items() if not holds}
