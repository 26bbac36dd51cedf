"""The clock's unit for new times that an owner was told of and is silent about (A4.2.3.1.4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from desk import telling_postponed
from desk.actor import THE_BOT
from desk.centres import Working, working
from desk.deadlines import ENDED_STATES
from desk.due_unit import Unit
from desk.noting import note_on
from desk.postponing_tasks import SILENT, task
from procedures.postponing import PostponementState
from procedures.revisits import phone_due
from storage import Session, conversations, postponements
from storage.tables import Case, Postponement

PUT_OFF = timedelta(minutes=10)


def _follow(session: Session, postponement_id: int, now: datetime) -> None:
    """Reminded once where the question waits; silence after that is a call that a person makes."""
    new, case = postponements.get(session, postponement_id)
    if new.look_at is None or new.look_at > now:
        return
    desk = working(session, new.centre_id, now=now)
    opens = desk.calendar.next_open(now)
    if new.state != PostponementState.TOLD or case.state in ENDED_STATES or new.until <= now:
        new.look_at = None
    elif opens > now:
        new.look_at = opens
    elif new.reminded_at is None and telling_postponed.remind(session, case, new, now=now):
        _reminded(session, new, case, desk, now)
    else:
        _phone(session, new, case, now)


def _reminded(session: Session, new: Postponement, case: Case, desk: Working, now: datetime) -> None:
    # After an outage the reminder comes late; the owner has as long to answer it all the same.
    asked_at = max(new.told_at or now, now - desk.procedure.chase.remind_after)
    new.reminded_at = now
    new.look_at = phone_due(desk.procedure, desk.calendar, asked_at=asked_at, due_at=new.until, now=now)
    note_on(session, case, "postpone_reminded", new.clause, THE_BOT, now, postponement=new.id)


def _phone(session: Session, new: Postponement, case: Case, now: datetime) -> None:
    new.look_at = None
    task(session, case, new, SILENT, due_at=now, staff_id=case.handler_id)
    note_on(session, case, "postpone_by_phone", new.clause, THE_BOT, now, postponement=new.id)


def _later(session: Session, postponement_id: int, now: datetime) -> int:
    new, _ = postponements.get(session, postponement_id)
    new.look_at = now + PUT_OFF
    return new.centre_id


def _hold(session: Session, rows: Sequence[int]) -> None:
    """The conversations of the owners come before anything of the cases."""
    for row in rows:
        conversations.hold_of_case(session, postponements.case_of(session, row))


follow_new_times = Unit("follow_new_times", postponements.due, _follow, _later, hold=_hold)
