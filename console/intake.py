"""A case that came by telephone or over the counter."""

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import cases
from dialogs.guess import guess
from procedures.kinds import (
    CLIENT_CATEGORIES,
    COMPLAINT_CATEGORIES,
    ENGAGEMENT_CATEGORIES,
    ENQUIRY_CATEGORIES,
    REPAIR_CATEGORIES,
    SUGGESTION_CATEGORIES,
    Category,
    Kind,
)
from procedures.life import Act, may
from procedures.procedure import load
from procedures.refused import Refused, Why
from storage import Session, residents, unfiled

router = APIRouter()
SOURCES = ("phone", "walk_in", "company")
CATEGORIES = {
    Kind.REPAIR: REPAIR_CATEGORIES,
    Kind.COMPLAINT: COMPLAINT_CATEGORIES,
    Kind.ENQUIRY: ENQUIRY_CATEGORIES,
    Kind.SUGGESTION: SUGGESTION_CATEGORIES,
}
OF_CLIENTS = {
    Kind.ENGAGEMENT: ENGAGEMENT_CATEGORIES,
    Kind.ENQUIRY: CLIENT_CATEGORIES,
    Kind.COMPLAINT: CLIENT_CATEGORIES,
    Kind.SUGGESTION: CLIENT_CATEGORIES,
}
MOST_HOMES = 5000
Homes = dict[str, tuple[int | None, int | None]]


class IntakeForm(forms.Form):
    source: str
    matter: str
    """ "repair:drain": kind and category in one choice, so that the two fit together without a script."""
    home: forms.Name = ""
    place: forms.Name = ""
    story: forms.Said
    urgent: bool = False
    wished_by: forms.Moment = None
    """When the owner needs the answer, on the centre's wall."""
    task: forms.Chosen = None
    """The task about words that nobody filed."""


@router.get("/new-case", name="new_case")
async def show(desk: AtDesk, task: str = "") -> Response:
    if not may(desk.actor.role, Act.OPEN):
        why = refusal(Refused(Why.ROLE_MAY_NOT, role=desk.actor.role, act=Act.OPEN))
        return await _page(desk, failed=Failed("new_case", why, {}, {}), status=403)
    return await _page(
        desk, failed=Failed("new_case", "", await _told(desk, row_id(task)), {}) if task else NOT_FAILED
    )


@router.post("/new-case", name="open_case")
async def open_case(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, IntakeForm)
    form = given.form
    homes = await _homes(desk)
    faults = given.faults or (_faults(form, homes, desk) if form else {})
    if form is None or faults:
        why = say("Please look at the marked fields.")
        return await _page(desk, failed=Failed("new_case", why, given.typed, faults), status=422)
    try:
        number = await desk.write(lambda session: _filed(session, form, homes, desk))
    except Refused as refused:
        return await _page(desk, failed=Failed("new_case", refusal(refused), given.typed, {}), status=409)
    return desk.to("show_case", number=number, done="The case is filed.")


def _filed(session: Session, form: IntakeForm, homes: Homes, desk: Desk) -> str:
    kind, _, category = form.matter.partition(":")
    unit_id, owner_id = homes.get(form.home, (None, None))
    return cases.open_by_staff(
        session,
        kind=Kind(kind),
        category=Category(category),
        unit_id=unit_id,
        owner_id=owner_id,
        place=form.place,
        story=form.story,
        source=form.source,
        urgent=form.urgent,
        wished_by=form.wished_by.replace(tzinfo=desk.zone) if form.wished_by else None,
        unfiled_task=form.task,
        by=desk.actor,
        now=desk.now,
    ).number


async def _page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    homes = await _homes(desk)
    return desk.page("new_case.html", status=status, failed=failed, homes=homes, categories=_offered(desk))


def _offered(desk: Desk) -> dict[Kind, tuple[Category, ...]]:
    """What can be opened here: no kind that the procedure gives no reply time (A4.2.3.1.1, C3)."""
    replies = load(desk.centre.procedure).replies
    promised = frozenset().union(*(rule.kinds for rule in replies))
    usual = OF_CLIENTS if desk.keeps_clients else CATEGORIES
    return {kind: some for kind, some in usual.items() if kind in promised}


async def _told(desk: Desk, task_id: int) -> dict[str, str]:
    """The form as far as an owner's words fill it in. Raises Missing."""
    task, contact = await desk.parts.store.read_soon(
        lambda session: unfiled.open_task(session, task_id, desk.centre_id)
    )
    homes = await _homes(desk)
    theirs = (home for home, (_, owner) in homes.items() if owner and owner == contact.owner_id)
    words = msgspec.json.decode(task.data).get("words", "")
    told = {"task": str(task.id), "source": "chat", "story": words, "home": next(theirs, "")}
    return told | _guessed(words)


def _guessed(words: str) -> dict[str, str]:
    """What the bot would have proposed."""
    found = guess(words)
    urgent = {"urgent": "true"} if found.urgent else {}
    if found.kind is None:
        return urgent
    return {"matter": f"{found.kind}:{found.category or Category.OTHER}", **urgent}


async def _homes(desk: Desk) -> Homes:
    """What can be typed for a home, and what it means."""
    found = await desk.read(residents.residents, most=MOST_HOMES)
    return {
        _label(one): (one.unit.id if one.unit else None, one.owner.id if one.owner else None) for one in found
    }


def _label(one: residents.Resident) -> str:
    names = (one.unit.label if one.unit else "", one.owner.name if one.owner else "")
    return " · ".join(name for name in names if name)


def _faults(form: IntakeForm, homes: Homes, desk: Desk) -> dict[str, str]:
    kind, _, category = form.matter.partition(":")
    offered = {str(one): some for one, some in _offered(desk).items()}
    fits = category in {str(one) for one in offered.get(kind, ())}
    came = SOURCES if form.task is None else ("chat",)
    at_home = form.home in homes or (not form.home and (form.place or form.task is not None))
    checks = {"source": form.source in came, "matter": fits, "home": at_home}
    faults = {name: say("Please choose one of the list.") for name, holds in checks.items() if not holds}
    if form.wished_by and form.wished_by.replace(tzinfo=desk.zone) <= desk.now:
        faults["wished_by"] = say("This time has passed.")
    return faults
