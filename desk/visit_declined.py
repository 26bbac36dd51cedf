"""A visit that its owner does not want: whoever it is of is told, and may insist on what staff wrote down.

A procedure that sends the director (A4.3.3.3) is not done with because somebody else took a no for an answer.
"""

from datetime import datetime

from desk.actor import Actor
from desk.centres import working
from desk.plain import plain
from desk.revisit_ends import close_if_done, is_of, may_drop
from desk.visits import BOOK, Act, end_appointment
from procedures.kinds import AppointmentState, CaseState, RevisitState, Role
from procedures.life import CloseReason
from procedures.refused import Refused
from storage import Missing, Session, cases, visits
from storage.missing import row_id

DECLINED, TOLD_STAFF = "declined_by_owner", "declined_to_staff"
TASK, INSISTED = "visit_declined", "insisted"


def decline(act: Act, reason: str, *, to: Actor | None = None) -> None:
    """It ends as skipped, and why; nobody asks again. `to` is who was told, None for the owner's own tap."""
    revisit = act.visit.revisit
    why = TOLD_STAFF if to else DECLINED
    end_appointment(act, AppointmentState.CANCELLED, why=reason or why)
    revisit.state, revisit.why, revisit.next_at = RevisitState.SKIPPED, why, None
    revisit.done_at, revisit.visit_from, revisit.visit_until = act.now, None, None
    revisit.words = reason
    act.end_tasks("book_visit", "record_visit", staff_id=to.staff_id if to else None)
    act.record("revisit_skipped", why=why, words=reason)
    _tell(act, to.role if to else Role.ASSISTANT, reason)
    close_if_done(act.session, act.visit.case, actor=act.by, clause=revisit.clause, now=act.now)


def insist(session: Session, revisit_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """It is to be made all the same: whoever it is of phones the owner. What owners said themselves stands.

    Raises Refused, Missing.
    """
    visits.hold(session, [row_id(revisit_id)])
    visit = visits.get(session, revisit_id)
    revisit, case = visit
    if revisit.centre_id != by.centre_id:
        raise Missing
    act = Act(session, visit, working(session, by.centre_id, now=now), str(by), now)
    was_none = case is not None and case.close_reason not in (None, CloseReason.HANDLED)
    if revisit.state != RevisitState.SKIPPED or revisit.why != TOLD_STAFF or was_none:
        raise Refused("refused.nothing_to_insist_on")
    if not may_drop(revisit, by.role, act.desk.procedure):
        raise Refused("refused.not_yours_to_insist", role=revisit.by_whom)
    why = plain(reason).strip()
    if not why:
        raise Refused("refused.reason_needed")
    revisit.state, revisit.why, revisit.done_at, revisit.words = RevisitState.PHONE, INSISTED, None, ""
    if case and case.state == CaseState.CLOSED and cases.change_state(session, case, CaseState.RESOLVED):
        case.closed_at, case.close_reason = None, None
    act.end_tasks(TASK, staff_id=by.staff_id)
    act.record("visit_insisted", why=why)
    act.add_task(BOOK, due_at=now)
    session.signals.add(f"centre:{by.centre_id}")


def _tell(act: Act, told: Role, reason: str) -> None:
    if not is_of(act.visit.revisit, told, act.desk.procedure):
        act.add_task(TASK, due_at=act.now, words=reason)
