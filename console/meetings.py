"""Owners' meetings: the year's plan and its approval, guests, attendance, minutes, actions (A4.1.4)."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from pydantic import NaiveDatetime
from starlette.responses import Response

from console import forms, ticks
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.improving import rights
from console.numbers import row_id
from desk import actions, meetings
from desk.meetings import Details
from procedures.improving import ActionKind
from procedures.meetings import Coming, MeetingState
from procedures.procedure import load
from storage import Session, archive, improving, staff
from storage import meetings as rows
from storage.tables import Meeting, MeetingPlan

router = APIRouter()
F = TypeVar("F", bound=forms.Form)


class MeetingForm(forms.Form):
    begins_at: NaiveDatetime
    place: forms.Line
    content: forms.Said
    people: forms.Name = ""
    building: forms.Name = ""

    @property
    def details(self) -> Details:
        return Details(self.begins_at, self.place, self.content, self.people, self.building)


class NoForm(forms.Form):
    """A button."""


class DecisionForm(forms.Form):
    agreed: bool
    reason: forms.Words = ""


class AnswerForm(forms.Form):
    coming: Coming


class HeldForm(forms.Form):
    minutes: forms.Said


class ReasonForm(forms.Form):
    reason: forms.Said


class ActionForm(forms.Form):
    kind: ActionKind
    what: forms.Said
    responsible: int
    due_on: date


@router.get("/meetings", name="meetings")
async def show(desk: AtDesk) -> Response:
    return await _plans(desk)


@router.post("/meetings", name="plan_meeting")
async def plan_meeting(request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, form: MeetingForm) -> None:
        meetings.put_in(session, form.details, **_who(desk))

    return await _on_plan(desk, request, MeetingForm, "plan", unit, done="The meeting is in the plan.")


@router.post("/meeting-plans/{plan_id}/submit", name="submit_meeting_plan")
async def submit(plan_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(plan_id)

    def unit(session: Session, _: NoForm) -> None:
        meetings.submit_plan(session, which, **_who(desk))

    await desk.read(rows.plan_there, which)
    return await _on_plan(desk, request, NoForm, f"plan-{which}", unit, done="The plan is submitted.")


@router.post("/meeting-plans/{plan_id}/decide", name="decide_meeting_plan")
async def decide(plan_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(plan_id)

    def unit(session: Session, form: DecisionForm) -> None:
        meetings.decide_plan(session, which, agreed=form.agreed, reason=form.reason, **_who(desk))

    await desk.read(rows.plan_there, which)
    return await _on_plan(desk, request, DecisionForm, f"plan-{which}", unit, done="Done.")


@router.get("/meetings/{meeting_id}", name="meeting")
async def show_one(meeting_id: str, desk: AtDesk) -> Response:
    return await _meeting(desk, row_id(meeting_id))


@router.post("/meetings/{meeting_id}", name="change_meeting")
async def change(meeting_id: str, request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, which: int, form: MeetingForm) -> None:
        meetings.put_in(session, form.details, meeting_id=which, **_who(desk))

    return await _on(desk, request, meeting_id, MeetingForm, "change", unit)


@router.post("/meetings/{meeting_id}/held", name="hold_meeting")
async def hold(meeting_id: str, request: Request, desk: AtDesk) -> Response:
    there = await ticks.ticked(request, ticks.GUESTS)

    def unit(session: Session, which: int, form: HeldForm) -> None:
        meetings.hold(session, which, attended=there, minutes=form.minutes, **_who(desk))

    return await _on(desk, request, meeting_id, HeldForm, "held", unit, chosen=there)


@router.post("/meetings/{meeting_id}/cancel", name="cancel_meeting")
async def cancel(meeting_id: str, request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, which: int, form: ReasonForm) -> None:
        meetings.cancel(session, which, reason=form.reason, **_who(desk))

    return await _on(desk, request, meeting_id, ReasonForm, "cancel", unit)


@router.post("/meetings/{meeting_id}/action", name="set_meeting_action")
async def set_action(meeting_id: str, request: Request, desk: AtDesk) -> Response:
    def unit(session: Session, which: int, form: ActionForm) -> None:
        actions.set_action(
            session,
            meeting_id=which,
            kind=form.kind,
            what=form.what,
            due_on=form.due_on,
            responsible_id=form.responsible,
            **_who(desk),
        )

    return await _on(desk, request, meeting_id, ActionForm, "set_action", unit)


@router.post("/meeting-guests/{guest_id}", name="answer_for_guest")
async def answer_for(guest_id: str, request: Request, desk: AtDesk) -> Response:
    guest = row_id(guest_id)

    def unit(session: Session, _: int, form: AnswerForm) -> None:
        meetings.say_for(session, guest, coming=form.coming, **_who(desk))

    meeting_id = await desk.read(rows.meeting_of_guest, guest)
    return await _on(desk, request, str(meeting_id), AnswerForm, "guest", unit)


async def _on(
    desk: Desk,
    request: Request,
    meeting_id: str,
    model: type[F],
    name: str,
    unit: Callable[[Session, int, F], None],
    chosen: Collection[int] = (),
) -> Response:
    """An act on a meeting; its page again."""
    which = row_id(meeting_id)
    await desk.read(rows.look, which)

    async def failed(failed: Failed, status: int) -> Response:
        return await _meeting(desk, which, failed=failed, status=status, chosen=chosen)

    def act(session: Session, form: F) -> None:
        unit(session, which, form)

    def done(_: None) -> Response:
        return desk.to("meeting", done="Done.", meeting_id=str(which))

    return await ticks.carry_out(request, desk, model, name, act, failed=failed, done=done)


async def _on_plan(
    desk: Desk, request: Request, model: type[F], name: str, unit: Callable[[Session, F], None], *, done: str
) -> Response:
    """An act on a plan; all plans again."""

    async def failed(failed: Failed, status: int) -> Response:
        return await _plans(desk, failed=failed, status=status)

    def there(_: None) -> Response:
        return desk.to("meetings", done=done)

    return await ticks.carry_out(request, desk, model, name, unit, failed=failed, done=there)


async def _plans(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    def read(session: Session, centre_id: int) -> list[tuple[MeetingPlan, list[Meeting]]]:
        plans = rows.plans(session, centre_id)
        return [(plan, list(rows.of_plan(session, plan.id or 0, centre_id))) for plan in plans]

    plans = await desk.read(read)
    ids = [one.id for _, those in plans for one in those if one.id]
    return desk.page(
        "meetings.html",
        status=status,
        failed=failed,
        plans=plans,
        counts=await desk.read(lambda session, centre_id: rows.counts(session, ids, centre_id)),
        rule=load(desk.centre.procedure).meetings,
        buildings=await desk.read(rows.buildings),
        names=await desk.read(archive.staff_names),
    )


async def _meeting(
    desk: Desk,
    meeting_id: int,
    *,
    failed: Failed = NOT_FAILED,
    status: int = 200,
    chosen: Collection[int] = (),
) -> Response:
    meeting = await desk.read(rows.look, meeting_id)
    guests = await desk.read(rows.guests, meeting_id)
    owners = [guest.owner_id for guest, _ in guests]
    counts = await desk.read(lambda session, centre_id: rows.counts(session, [meeting_id], centre_id))
    return desk.page(
        "meeting.html",
        status=status,
        failed=failed,
        meeting=meeting,
        guests=guests,
        chosen=chosen,
        homes=await desk.read(lambda session, centre_id: rows.homes(session, owners, centre_id)),
        counts=counts.get(meeting_id),
        rule=load(desk.centre.procedure).meetings,
        buildings=await desk.read(rows.buildings),
        names=await desk.read(archive.staff_names),
        local=_local(desk, meeting.begins_at),
        has_begun=meeting.begins_at <= desk.now,
        states=MeetingState,
        actions=await desk.read(improving.actions_of, meeting_id=meeting_id),
        colleagues=[one for one in await desk.read(staff.of_centre) if one.disabled_at is None],
        action_kinds=ActionKind,
        rights=rights(desk),
        today=desk.now.astimezone(desk.zone).date(),
    )


def _local(desk: Desk, at: datetime) -> str:
    return f"{at.astimezone(desk.zone):%Y-%m-%dT%H:%M}"


def _who(desk: Desk) -> dict[str, Any]:
    return {"by": desk.actor, "now": desk.now}
