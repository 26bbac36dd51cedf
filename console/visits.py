"""One visit on site: what whoever goes has to know, its record and sheet, its time, who goes."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from console import forms, uploads
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.history import happenings
from console.numbers import row_id
from console.photos import picture
from console.words import refusal, say
from desk import visit_declined, visit_plans, visit_records
from desk.visit_records import BY_A_PERSON, Written
from procedures.kinds import Found, RevisitForm
from procedures.refused import Refused
from storage import Session, plan, staff
from storage.files import FileStore

router = APIRouter()
A_MONTH = re.compile(r"\d{4}-\d{2}")
Rating = Annotated[Annotated[int, Field(ge=1, le=5)] | None, BeforeValidator(lambda value: value or None)]


class RecordForm(uploads.PicturesForm):
    form: RevisitForm
    found: Found
    visited_at: datetime
    words: forms.Said
    more: forms.Words = ""
    speed: Rating = None
    workmanship: Rating = None
    manner: Rating = None


class BookForm(forms.Form):
    day: date
    since: time
    until: time
    back: str = ""


class VisitorForm(forms.Form):
    visitor: int
    reason: forms.Words = ""
    back: str = ""


class ReasonForm(forms.Form):
    reason: forms.Said


@router.get("/visits/{revisit_id}", name="visit")
async def show(revisit_id: str, desk: AtDesk) -> Response:
    return await _page(desk, row_id(revisit_id))


@router.get("/visits/{revisit_id}/sheet", name="visit_sheet")
async def sheet(revisit_id: str, desk: AtDesk) -> Response:
    """The revisit record (A6.2), to be printed on A4."""
    found = await desk.read(plan.page, row_id(revisit_id))
    happened = happenings(found.events, found.names, {}, zone=desk.zone, now=desk.now)
    return desk.page("visit_sheet.html", visit=found, history=list(reversed(happened)))


@router.get("/visits/{revisit_id}/photos/{photo_id}", name="visit_photo")
async def photo(revisit_id: str, photo_id: str, desk: AtDesk) -> Response:
    return picture(desk, await desk.read(plan.photo, row_id(revisit_id), row_id(photo_id)))


@router.post("/visits/{revisit_id}/record", name="record_visit")
async def record(revisit_id: str, request: Request, desk: AtDesk) -> Response:
    """Only a named visitor with form, time and record counts (ARCHITECTURE 7)."""
    which = row_id(revisit_id)
    await desk.read(plan.page, which)
    given = await uploads.read(request, RecordForm, FileStore(desk.parts.settings.files))
    form = given.form
    if form is None:
        return await _faulty(desk, which, "record", given)
    facts = form.model_dump(exclude={"seen", "visited_at", "pictures"})
    written = Written(**facts, visited_at=_here(form.visited_at, desk))
    return await _do(
        desk,
        which,
        Failed("record", "", given.typed, {}),
        lambda session: visit_records.record(
            session, which, written, pictures=form.pictures, by=desk.actor, now=desk.now
        ),
        done="The visit is on record. The owner is asked to confirm it.",
    )


@router.post("/visits/{revisit_id}/book", name="book_visit")
async def book(revisit_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(revisit_id)
    given = await forms.read(request, BookForm)
    form = given.form
    if form is None:
        return await _faulty(desk, which, "book", given)
    starts, ends = (datetime.combine(form.day, clock, desk.zone) for clock in (form.since, form.until))
    return await _do(
        desk,
        which,
        Failed("book", "", given.typed, {}),
        lambda session: visit_plans.book(
            session, which, starts_at=starts, ends_at=ends, by=desk.actor, now=desk.now
        ),
        done="The time is fixed, and the owner is told.",
        back=form.back,
    )


@router.post("/visits/{revisit_id}/visitor", name="name_visitor")
async def name_visitor(revisit_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(revisit_id)
    given = await forms.read(request, VisitorForm)
    form = given.form
    if form is None:
        return await _faulty(desk, which, "visitor", given)
    return await _do(
        desk,
        which,
        Failed("visitor", "", given.typed, {}),
        lambda session: visit_plans.name_visitor(
            session, which, visitor_id=form.visitor, reason=form.reason, by=desk.actor, now=desk.now
        ),
        done="It is settled who goes.",
        back=form.back,
    )


@router.post("/visits/{revisit_id}/decline", name="call_off_visit")
async def decline(revisit_id: str, request: Request, desk: AtDesk) -> Response:
    done = "It is on record that the owner wants no visit."
    return await _with_reason(desk, row_id(revisit_id), request, "decline", visit_plans.call_off, done=done)


@router.post("/visits/{revisit_id}/insist", name="insist_on_visit")
async def insist(revisit_id: str, request: Request, desk: AtDesk) -> Response:
    done = "The visit is owed as before; the owner is to be phoned."
    return await _with_reason(desk, row_id(revisit_id), request, "insist", visit_declined.insist, done=done)


async def _with_reason(
    desk: Desk, which: int, request: Request, name: str, act: Callable[..., None], *, done: str
) -> Response:
    given = await forms.read(request, ReasonForm)
    form = given.form
    if form is None:
        return await _faulty(desk, which, name, given)
    return await _do(
        desk,
        which,
        Failed(name, "", given.typed, {}),
        lambda session: act(session, which, reason=form.reason, by=desk.actor, now=desk.now),
        done=done,
    )


async def _do(
    desk: Desk,
    which: int,
    failed: Failed,
    unit: Callable[[Session], object],
    *,
    done: str,
    back: str = "",
) -> Response:
    try:
        await desk.write(unit)
    except Refused as refused:
        told = Failed(failed.form, refusal(refused), failed.typed, {})
        return await _page(desk, which, failed=told, status=409)
    if A_MONTH.fullmatch(back):
        answer = desk.to("plan", done=done)
        answer.headers["location"] += f"?month={back}"
        return answer
    return desk.to("visit", revisit_id=str(which), done=done)


async def _faulty(desk: Desk, which: int, form: str, given: forms.Read) -> Response:
    failed = Failed(form, say("Please look at the marked fields."), given.typed, given.faults)
    return await _page(desk, which, failed=failed, status=422)


async def _page(desk: Desk, which: int, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    """Raises Missing."""
    found = await desk.read(plan.page, which)
    everybody = await desk.read(staff.of_centre)
    return desk.page(
        "visit.html",
        status=status,
        failed=failed,
        visit=found,
        clock_now=desk.now.astimezone(desk.zone),
        colleagues=[one for one in everybody if one.disabled_at is None],
        found=Found if found.row.case else (Found.SOLVED, Found.NOT_AT_HOME),
        by_hand=BY_A_PERSON,
    )


def _here(at: datetime, desk: Desk) -> datetime:
    """What a browser's clock field says is the centre's time."""
    return at if at.tzinfo else at.replace(tzinfo=desk.zone)
