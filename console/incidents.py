"""Incidents: the list, cases that look the same, and one incident with all that was done."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms, ticks
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.history import happenings
from desk import incidents as acts
from desk.centres import working
from procedures.kinds import Category, Cause
from storage import Session, archive, incidents, open_letters, reading_events

router = APIRouter()
UNTIL_NOW = timedelta(0)


class OpenForm(forms.Form):
    title: forms.Line
    category: Category
    building: forms.Words = ""


@router.get("/incidents", name="incidents")
async def show_all(desk: AtDesk) -> Response:
    since = desk.now - await alike_for(desk)
    return desk.page(
        "incidents.html",
        incidents=await desk.read(incidents.of_centre),
        groups=await desk.read(incidents.groups, since=since, until=desk.now),
    )


@router.get("/new-incident", name="new_incident")
async def new(desk: AtDesk, category: str = "", building: str = "") -> Response:
    return await _new_page(desk, category, building[:100])


@router.post("/new-incident", name="open_incident")
async def open_one(request: Request, desk: AtDesk) -> Response:
    chosen = await ticks.ticked(request)

    def unit(session: Session, form: OpenForm) -> str:
        about: dict[str, Any] = {"title": form.title, "category": form.category, "building": form.building}
        return acts.open_incident(session, **about, case_ids=chosen, by=desk.actor, now=desk.now)

    async def again(failed: Failed, status: int) -> Response:
        where = failed.typed.get("category", ""), failed.typed.get("building", "")
        return await _new_page(desk, *where, failed=failed, status=status, chosen=chosen)

    return await ticks.carry_out(
        request,
        desk,
        OpenForm,
        "new_incident",
        unit,
        failed=again,
        done=lambda number: desk.to("show_incident", number=number, done="The cases are one matter now."),
    )


@router.get("/incidents/{number}", name="show_incident")
async def show(number: str, desk: AtDesk) -> Response:
    return await incident_page(desk, number)


async def incident_page(
    desk: Desk, number: str, *, failed: Failed = NOT_FAILED, status: int = 200, left: str = ""
) -> Response:
    """The incident; with a failed form, that form open and filled as it was. Raises Missing."""
    found = await desk.read(incidents.by_number, number)
    assert found.id is not None
    which = found.id
    since = found.opened_at - await alike_for(desk)
    names = await desk.read(archive.staff_names)
    events = await desk.read(reading_events.about, "incident", which, since=found.opened_at)
    return desk.page(
        "incident.html",
        status=status,
        failed=failed,
        left=left,
        incident=found,
        members=await desk.read(incidents.members, which),
        alike=await desk.read(
            incidents.alike, category=found.category, building=found.building, since=since, until=desk.now
        )
        if found.state != incidents.GONE
        else [],
        answers=await desk.parts.store.read_soon(lambda session: incidents.answers(session, which)),
        letters=await desk.parts.store.read_soon(lambda session: open_letters.of_incident(session, which)),
        history=happenings(events, names, {}, zone=desk.zone, now=desk.now),
        names=names,
        cause_kinds=tuple(Cause),
    )


async def alike_for(desk: Desk) -> timedelta:
    """How far apart cases of one matter are opened, by the centre's procedure."""
    return await desk.parts.store.read_soon(
        lambda session: working(session, desk.centre_id, now=desk.now).procedure.incidents.alike
    )


async def _new_page(
    desk: Desk,
    category: str,
    building: str,
    *,
    failed: Failed = NOT_FAILED,
    status: int = 200,
    chosen: list[int] | None = None,
) -> Response:
    known = category if category in set(Category) else ""
    since = desk.now - await alike_for(desk)
    where: dict[str, Any] = {"category": known, "building": building, "since": since, "until": desk.now}
    return desk.page(
        "new_incident.html",
        status=status,
        failed=failed,
        category=known,
        building=building,
        categories=desk.categories,
        chosen=chosen,
        alike=await desk.read(incidents.alike, **where) if known else [],
    )
