"""Due work of owners' meetings: the plan asked for, people invited and reminded, minutes wanted (A4.1.4)."""

from datetime import datetime, timedelta

from desk import inviting
from desk import meetings as acts
from desk.actor import THE_BOT
from desk.centres import working
from desk.due_unit import Unit
from desk.noting import note
from procedures.calendar import ONE_DAY
from procedures.meetings import MeetingState
from procedures.months import Month
from storage import Session, client_reports, meetings
from storage.tables import Daily

PUT_OFF = timedelta(hours=1)


def _plan(session: Session, centre_id: int, now: datetime) -> None:
    """In the procedure's month the coming year's plan is asked for, once."""
    turn = meetings.take_turn(session, centre_id, now)
    if turn is None:
        return
    desk = working(session, centre_id, now=now)
    today = desk.calendar.local_day(now)
    turn.next_at = desk.calendar.begins(today + ONE_DAY)
    rule = desk.procedure.meetings
    if rule is None or today.month < rule.plan_month:
        return
    if client_reports.was_at_work(session, centre_id, before=now):
        due = Month(today.year, 12).ends(desk.calendar)
        acts.ask_for_plan(session, today.year + 1, desk, due_at=due, now=now)


def _look(session: Session, meeting_id: int, now: datetime) -> None:
    """First people are invited; when it is over, its minutes are asked for."""
    row = meetings.get(session, meeting_id)
    if row.look_at is None or row.look_at > now:
        return
    desk = working(session, row.centre_id, now=now)
    rule = acts.rule_of(desk)
    if row.state == MeetingState.PLANNED and row.approved_at is not None:
        row.state, row.invited_at, row.look_at = MeetingState.INVITED, now, row.begins_at
        many = meetings.invite(session, row, now=now)
        note(
            session,
            "meeting_invited",
            centre_id=row.centre_id,
            by=THE_BOT,
            now=now,
            clause=rule.clause,
            meeting=row.id,
            many=many,
        )
        if meetings.without_chat(session, row.id or 0):
            acts.tell(
                session, row.centre_id, acts.BY_HAND, f"meeting:{row.id}", row.begins_at, rule, role=rule.by
            )
        return
    row.look_at = None
    if row.state == MeetingState.INVITED:
        due = desk.calendar.end_of_nth_day(now, rule.minutes_within.days)
        acts.tell(session, row.centre_id, acts.MINUTES, f"meeting:{row.id}", due, rule, role=rule.by)


def _plan_later(session: Session, centre_id: int, now: datetime) -> int:
    session.merge(Daily(centre_id=centre_id, name=meetings.NAME, next_at=now + PUT_OFF))
    return centre_id


def _look_later(session: Session, meeting_id: int, now: datetime) -> int:
    row = meetings.get(session, meeting_id)
    row.look_at = now + PUT_OFF
    return row.centre_id


def _follow_later(session: Session, guest_id: int, now: datetime) -> int:
    guest = meetings.guest(session, guest_id)
    guest.look_at = now + PUT_OFF
    return guest.centre_id


ask_for_plans = Unit("ask_for_plans", meetings.to_ask, _plan, _plan_later)
look_at_meetings = Unit("look_at_meetings", meetings.due, _look, _look_later)
invite_guests = Unit(
    "invite_guests", meetings.guests_due, inviting.follow, _follow_later, hold=meetings.hold_chats
)
