"""Owners' meetings: planned for a year, approved, held, with attendance, minutes and actions (A4.1.4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from desk.actor import THE_BOT, Actor
from desk.centres import Working, working
from desk.noting import note
from desk.plain import plain
from desk.proposals import written
from procedures.calendar import utc
from procedures.meeting_rules import MeetingRule
from procedures.meetings import Coming, MeetingState, PlanState
from procedures.refused import Refused
from storage import Missing, Session, cases, improving, meetings
from storage.cases import NewTask
from storage.tables import Meeting, MeetingPlan

PLAN, APPROVE, BY_HAND, MINUTES = "meeting_plan", "meeting_approve", "meeting_by_hand", "meeting_minutes"
ENDED_BY_THE_THING = (PLAN, APPROVE, MINUTES)
LATEST_YEARS = 2


@dataclass(frozen=True)
class Details:
    """What a plan says of a meeting; `begins_at` on the centre's wall, naive; no `building` is all owners."""

    begins_at: datetime
    place: str
    content: str
    people: str = ""
    building: str = ""


def rule_of(desk: Working) -> MeetingRule:
    """Raises Missing where the centre's procedure knows no meetings."""
    if desk.procedure.meetings is None:
        raise Missing
    return desk.procedure.meetings


def ask_for_plan(session: Session, year: int, desk: Working, *, due_at: datetime, now: datetime) -> None:
    """The coming year's plan is on somebody's list."""
    row = _begun(session, desk, year)
    tell(session, row.centre_id, PLAN, f"plan:{row.id}", due_at, rule_of(desk), role=rule_of(desk).by)
    note(
        session,
        "meeting_plan_asked_for",
        centre_id=row.centre_id,
        by=THE_BOT,
        now=now,
        clause=row.clause,
        year=year,
    )


def put_in(
    session: Session, details: Details, *, by: Actor, now: datetime, meeting_id: int | None = None
) -> int:
    """A meeting of the year's plan, new or changed; the plan is to be approved (again). Its id.

    Whoever was invited already stays so, and is asked anew. Raises Refused, Missing.
    """
    desk = working(session, by.centre_id, now=now)
    rule_of(desk).allow_planning(by.role)
    at = utc(details.begins_at.replace(tzinfo=desk.calendar.zone))
    if not now < at < now.replace(year=now.year + LATEST_YEARS, day=1):
        raise Refused("refused.day_is_past_or_far")
    plan = _begun(session, desk, details.begins_at.year)
    given = {"place": written(details.place), "content": written(details.content)}
    given |= {"people": plain(details.people).strip(), "building": plain(details.building).strip()}
    if given["building"] and given["building"] not in meetings.buildings(session, by.centre_id):
        raise Refused("refused.no_such_building")
    if meeting_id is None:
        row = Meeting(centre_id=by.centre_id, plan_id=plan.id or 0, begins_at=at, **given)
        session.add(row)
    else:
        row = meetings.get(session, meeting_id, by.centre_id)
        _allow(row, MeetingState.PLANNED)
        row.begins_at, row.plan_id = at, plan.id or 0
        row.place, row.content, row.people, row.building = (
            given[name] for name in ("place", "content", "people", "building")
        )
    row.approved_at = row.look_at = None
    plan.state = PlanState.DRAFT
    _note(session, row, "meeting_planned", by, now, words=row.content, at=at.isoformat())
    assert row.id is not None
    return row.id


def submit_plan(session: Session, plan_id: int, *, by: Actor, now: datetime) -> None:
    """The plan is on the approver's list. Raises Refused for an empty one, Missing."""
    plan, rule, _ = _plan(session, plan_id, by, now)
    rule.allow_planning(by.role)
    if plan.state != PlanState.DRAFT:
        raise Refused("refused.done_already")
    if not meetings.of_plan(session, plan_id, by.centre_id):
        raise Refused("refused.plan_is_empty")
    plan.state, plan.submitted_at, plan.submitted_by = PlanState.SUBMITTED, now, by.staff_id
    improving.end_task(session, PLAN, f"plan:{plan.id}", by_id=by.staff_id, at=now)
    tell(session, by.centre_id, APPROVE, _approval(plan), now, rule, role=rule.approved_by)
    note(
        session,
        "meeting_plan_submitted",
        centre_id=by.centre_id,
        by=by,
        now=now,
        clause=plan.clause,
        year=plan.year,
    )


def decide_plan(
    session: Session, plan_id: int, *, agreed: bool, reason: str = "", by: Actor, now: datetime
) -> None:
    """Approved, its meetings are carried out; not approved, it needs its reason. Raises Refused, Missing."""
    plan, rule, _ = _plan(session, plan_id, by, now)
    rule.allow_approving(by.role)
    if plan.state != PlanState.SUBMITTED:
        raise Refused("refused.plan_not_submitted")
    plan.reason = plain(reason).strip() if agreed else written(reason)
    plan.state = PlanState.APPROVED if agreed else PlanState.DRAFT
    plan.decided_at, plan.decided_by = now, by.staff_id
    for row in meetings.of_plan(session, plan_id, by.centre_id) if agreed else ():
        if row.approved_at is None and row.state == MeetingState.PLANNED:
            row.approved_at, row.look_at = now, max(row.begins_at - rule.invite_before, now)
    improving.end_task(session, APPROVE, _approval(plan), by_id=by.staff_id, at=now)
    what = "meeting_plan_approved" if agreed else "meeting_plan_refused"
    note(
        session,
        what,
        centre_id=by.centre_id,
        by=by,
        now=now,
        clause=plan.clause,
        year=plan.year,
        words=plan.reason,
    )


def say_for(session: Session, guest_id: int, *, coming: Coming, by: Actor, now: datetime) -> None:
    """What an owner said by phone or in person, written down. Raises Refused, Missing."""
    guest = meetings.guest(session, guest_id)
    row = meetings.get(session, guest.meeting_id, by.centre_id)
    rule_of(working(session, by.centre_id, now=now)).allow_planning(by.role)
    _allow(row, MeetingState.INVITED)
    guest.coming, guest.how, guest.answered_at = coming, "staff", now
    _note(session, row, "meeting_answered", by, now, owner=guest.owner_id, coming=coming)


def hold(
    session: Session, meeting_id: int, *, attended: Collection[int], minutes: str, by: Actor, now: datetime
) -> None:
    """It took place: who was there (of the guests), and the minutes. Raises Refused, Missing."""
    row = meetings.get(session, meeting_id, by.centre_id)
    rule_of(working(session, by.centre_id, now=now)).allow_planning(by.role)
    _allow(row, MeetingState.INVITED, MeetingState.HELD)
    if now < row.begins_at:
        raise Refused("refused.meeting_not_begun")
    said = written(minutes)
    for guest, _ in meetings.guests(session, meeting_id, by.centre_id):
        guest.attended = guest.id in attended
    row.state, row.minutes, row.look_at = MeetingState.HELD, said, None
    row.minutes_at, row.minutes_by = now, by.staff_id
    improving.end_task(session, MINUTES, f"meeting:{row.id}", by_id=by.staff_id, at=now)
    _note(session, row, "meeting_held", by, now, words=said)


def cancel(session: Session, meeting_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """It does not take place; whoever was invited is told by the clock. Raises Refused, Missing."""
    row = meetings.get(session, meeting_id, by.centre_id)
    rule_of(working(session, by.centre_id, now=now)).allow_planning(by.role)
    _allow(row, MeetingState.PLANNED, MeetingState.INVITED)
    was_invited = row.state == MeetingState.INVITED
    row.reason, row.state, row.look_at = written(reason), MeetingState.CANCELLED, None
    meetings.look_at_guests(session, meeting_id, now if was_invited else None)
    for kind in (BY_HAND, MINUTES):
        improving.end_task(session, kind, f"meeting:{row.id}", by_id=by.staff_id, at=now)
    _note(session, row, "meeting_cancelled", by, now, words=row.reason)


def evening_before(row: Meeting, desk: Working) -> datetime:
    """When people are reminded: the opening of the day before, if it is open, else nine in the morning."""
    day = desk.calendar.local_day(row.begins_at) - timedelta(days=1)
    periods = desk.calendar.periods_on(day)
    return periods[0].start if periods else utc(datetime.combine(day, time(9), desk.calendar.zone))


def tell(
    session: Session, centre_id: int, kind: str, key: str, due_at: datetime, rule: MeetingRule, *, role: str
) -> None:
    task = NewTask(centre_id=centre_id, kind=kind, key=key, due_at=due_at, clause=rule.clause, for_role=role)
    cases.add_task(session, task)


def _begun(session: Session, desk: Working, year: int) -> MeetingPlan:
    plan = meetings.plan_of(session, desk.centre.id, year)
    if plan is None:
        plan = MeetingPlan(centre_id=desk.centre.id, year=year, clause=rule_of(desk).clause)
        session.add(plan)
        session.flush()
    return plan


def _approval(plan: MeetingPlan) -> str:
    """A plan is put up for approval as often as it is changed."""
    return f"plan:{plan.id}:{int(plan.submitted_at.timestamp()) if plan.submitted_at else 0}"


def _plan(
    session: Session, plan_id: int, by: Actor, now: datetime
) -> tuple[MeetingPlan, MeetingRule, Working]:
    plan = meetings.plan(session, plan_id, by.centre_id)
    desk = working(session, by.centre_id, now=now)
    return plan, rule_of(desk), desk


def _allow(row: Meeting, *states: MeetingState) -> None:
    if row.state not in states:
        raise Refused("refused.meeting_is_elsewhere")


def _note(session: Session, row: Meeting, what: str, by: object, now: datetime, **data: Any) -> None:
    session.flush()
    note(session, what, centre_id=row.centre_id, by=by, now=now, clause="A4.1.4", meeting=row.id, **data)
