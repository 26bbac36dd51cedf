"""How revisits end: done, skipped or failed, each with its record; a case that owes none is closed (B5.1)."""

from datetime import datetime

from desk import first_words, proving, quotas
from desk.actor import Actor
from desk.centres import Working, working
from desk.noting import note_on
from desk.opening import From, Opened
from desk.plain import plain
from desk.planning import record_event
from desk.reworks import open_rework
from procedures import life
from procedures.kinds import AppointmentState, CaseState, Outcome, RevisitState, Role
from procedures.life import Act, CloseReason
from procedures.procedure import Procedure
from procedures.refused import Refused
from procedures.revisits import may_make
from storage import Missing, Session, cases, conversations, revisits, visits
from storage.missing import row_id
from storage.tables import Case, Revisit

OVER = "refused.revisit_is_over"
# Tasks that only the revisit's own record ends.
BY_HAND = ("phone_revisit", "revisit_owner", "storm_visit")
FINISHED = (CaseState.RESOLVED, CaseState.CLOSED)


def settle(
    session: Session,
    revisit: Revisit,
    case: Case | None,
    outcome: Outcome,
    desk: Working,
    *,
    by: From,
    now: datetime,
) -> Opened | None:
    """The revisit is done. What was not solved opens a linked rework with its own promise (B4.1.2.3-B).

    While the case itself is still being worked on there is nothing to do again.
    """
    revisit.outcome = outcome
    end(session, revisit, RevisitState.DONE, actor=by.actor, staff_id=revisit.done_by, now=now)
    record_event(session, revisit, "revisit_done", by.actor, now, outcome=outcome, form=revisit.done_form)
    quotas.visited(session, revisit.done_by, desk, now=now)
    if case is not None and revisit.done_by is not None:
        first_words.stamp(session, case, actor=by.actor, now=now)
    rework = None
    if case is not None and outcome is not Outcome.SOLVED and case.state in FINISHED:
        rework = open_rework(session, case, desk, by=by, now=now)
        record_event(session, revisit, "rework_opened", by.actor, now, number=rework.number)
    if case is not None:
        proving.weigh(session, revisit, case, staff_id=revisit.done_by, now=now)
    close_if_done(session, case, actor=by.actor, clause=revisit.clause, now=now)
    return rework


def skip(session: Session, revisit_id: int, *, why: str, by: Actor, now: datetime) -> None:
    """A head decides that an owner is not asked, and says why; it is counted as not made (A4.3.3.2).

    Of the director's visits that is the director's to say. Raises Refused, Missing.
    """
    _drop(session, revisit_id, RevisitState.SKIPPED, why, by, now)


def tried(session: Session, revisit_id: int, *, why: str, by: Actor, now: datetime) -> None:
    """Whoever is to make it tried and could not: nobody at home, nobody answers. It is still owed (A4.3.1).

    Raises Refused, Missing.
    """
    life.allow(by.role, Act.TAKE)
    revisit, _ = open_for(session, revisit_id, by=by, desk=working(session, by.centre_id, now=now))
    reason = _reason(why)
    revisit.tries, revisit.tried_at = revisit.tries + 1, now
    record_event(session, revisit, "revisit_tried", str(by), now, words=reason, n=revisit.tries)
    session.signals.add(f"centre:{by.centre_id}")


def fail(session: Session, revisit_id: int, *, why: str, by: Actor, now: datetime) -> None:
    """After attempts on record a head gives it up, and says why; counted as not made (A4.3.3.2).

    Of the director's visits that is the director's to say. Raises Refused, Missing.
    """
    _drop(session, revisit_id, RevisitState.FAILED, why, by, now)


def end(
    session: Session,
    revisit: Revisit,
    state: RevisitState,
    *,
    why: str | None = None,
    actor: str,
    staff_id: int | None,
    now: datetime,
) -> None:
    """No clock looks at it any more, nobody has to phone."""
    revisit.state, revisit.done_at, revisit.next_at = state, now, None
    revisit.why = why or revisit.why
    for kind in BY_HAND:
        if task := cases.open_task(session, kind, f"revisit:{revisit.id}"):
            task.done_at, task.done_by, task.note = now, staff_id, actor
    visits.end_tasks(session, revisit, ("book_visit", "record_visit"), by=staff_id, at=now)


def close_if_done(
    session: Session, case: Case | None, *, actor: str, clause: str | None, now: datetime
) -> None:
    """A resolved case closes when it owes no revisit and waits for no rain (A4.3.3.2)."""
    session.flush()
    if case is None or case.state != CaseState.RESOLVED or owed_by(session, case):
        return
    cases.change_state(session, case, CaseState.CLOSED)
    case.closed_at, case.close_reason = now, CloseReason.HANDLED
    note_on(session, case, "closed", clause, actor, now, reason=CloseReason.HANDLED)


def owed_by(session: Session, case: Case) -> int:
    """How many revisits a case still owes; the one that waits for rain is one of them (B4.1.2.3-C)."""
    return len(revisits.open_of(session, case.id or 0)) + case.awaits_rain


def open_for(session: Session, revisit_id: int, *, by: Actor, desk: Working) -> tuple[Revisit, Case | None]:
    """A revisit of this centre that this person can make. Raises Refused, Missing."""
    conversations.hold_of_revisits(session, [row_id(revisit_id)])
    revisit, case = revisits.find(session, revisit_id)
    if revisit.centre_id != by.centre_id:
        raise Missing
    if revisit.state in revisits.ENDED:
        raise Refused(OVER)
    if not is_theirs(revisit, by.role, desk):
        raise Refused("refused.revisit_is_anothers", role=revisit.by_whom)
    return revisit, case


def is_theirs(revisit: Revisit, role: Role, desk: Working) -> bool:
    """Whether somebody of this role can make it: its rule's roles, else the one it was planned for."""
    return is_of(revisit, role, desk.procedure)


def is_of(revisit: Revisit, role: Role, procedure: Procedure) -> bool:
    """As `is_theirs`, by a procedure."""
    wanted = {rule.name: rule.roles for rule in procedure.revisits}
    return may_make(role, wanted.get(revisit.rule, {Role(revisit.by_whom)}))


def may_drop(revisit: Revisit, role: Role, procedure: Procedure) -> bool:
    """Whether a head of this role may answer for its not being made: it is theirs, or of one below."""
    return life.may(role, Act.SKIP_REVISIT) and is_of(revisit, role, procedure)


def allow_dropping(revisit: Revisit, by: Actor, desk: Working) -> None:
    """Raises Refused unless `may_drop`."""
    life.allow(by.role, Act.SKIP_REVISIT)
    if not may_drop(revisit, by.role, desk.procedure):
        raise Refused("refused.not_yours_to_drop", role=revisit.by_whom)


def _reason(why: str) -> str:
    reason = plain(why).strip()
    if not reason:
        raise Refused("refused.reason_needed")
    return reason


def _was_at_the_door(session: Session, revisit: Revisit) -> bool:
    return visits.count(session, revisit.id or 0, AppointmentState.MISSED) > 0


def _drop(session: Session, revisit_id: int, state: RevisitState, why: str, by: Actor, now: datetime) -> None:
    reason = _reason(why)
    conversations.hold_of_revisits(session, [row_id(revisit_id)])
    revisit, case = revisits.find(session, revisit_id)
    if revisit.centre_id != by.centre_id:
        raise Missing
    if revisit.state in revisits.ENDED:
        raise Refused(OVER)
    allow_dropping(revisit, by, working(session, by.centre_id, now=now))
    if state is RevisitState.FAILED and not (revisit.tries or _was_at_the_door(session, revisit)):
        raise Refused("refused.nobody_tried")
    end(session, revisit, state, why=reason, actor=str(by), staff_id=by.staff_id, now=now)
    record_event(session, revisit, f"revisit_{state}", str(by), now, why=reason)
    close_if_done(session, case, actor=str(by), clause=revisit.clause, now=now)
    session.signals.add(f"centre:{by.centre_id}")
