"""Agreeing a new time: asked for, agreed by the director where needed, told to the owner (A4.2.3.1.4)."""

from datetime import datetime

from desk import deadlines, telling_postponed
from desk.actor import Actor
from desk.centres import working
from desk.noting import note_on
from desk.plain import plain
from desk.postponing_tasks import APPROVAL, REFUSED, ask_leader, end, task
from procedures import life
from procedures.kinds import CaseState
from procedures.life import Act
from procedures.postponing import PostponementState, check_time, may_agree, needs_leader
from procedures.refused import Refused
from storage import Session, cases, conversations, postponements
from storage.tables import Case, Postponement

LONGEST = 1000


def postpone(
    session: Session, case_id: int, *, until: datetime, reason: str, by: Actor, now: datetime
) -> Postponement:
    """Ask for a new time, or agree it, as the clause allows (A4.2.3.1.4); the owner is told at once.

    Raises Refused without a reason, for a time past or no later than the old one, for a case that is
    resolved or closed, and while the director has another one to decide. Raises Missing.
    """
    life.allow(by.role, Act.POSTPONE)
    conversations.hold_of_case(session, case_id)
    case = cases.get(session, case_id, by.centre_id)
    life.after(CaseState(case.state), Act.POSTPONE)
    why = _written(reason)
    check_time(until, current=case.close_by, now=now)
    open_ones = postponements.still_open(session, case_id)
    if any(one.state == PostponementState.AWAITS_DIRECTOR for one in open_ones):
        raise Refused("refused.director_decides")
    desk = working(session, by.centre_id, now=now)
    rules = desk.procedure.deadlines
    before = postponements.how_often(session, case_id)
    leader = needs_leader(rules, desk.calendar, until=until, before=before, by=by.role, now=now)
    asked = Postponement(
        centre_id=case.centre_id,
        case_id=case_id,
        state=PostponementState.AWAITS_DIRECTOR,
        old_by=case.close_by,
        until=until,
        reason=why,
        clause=rules.postpone.clause if rules.postpone else "A4.2.3.1.4",
        asked_by=by.staff_id,
        asked_at=now,
    )
    session.add(asked)
    _record(session, case, asked, "postpone_asked", str(by), now, reason=why)
    if leader is None:
        _agree(session, case, asked, by=by, now=now)
    else:
        ask_leader(session, case, asked, leader, at=desk.calendar.next_open(now))
    return asked


def decide(
    session: Session, postponement_id: int, *, agree: bool, note: str, by: Actor, now: datetime
) -> None:
    """The director agrees to a new time, or refuses it with a reason. Raises Refused, Missing."""
    asked, case = _held(session, postponement_id, by)
    if not may_agree(working(session, by.centre_id, now=now).procedure.deadlines, by.role):
        raise Refused("refused.role_may_not", role=by.role, act="agree")
    if asked.state != PostponementState.AWAITS_DIRECTOR:
        raise Refused("refused.done_already")
    asked.decided_by, asked.decided_at, asked.note = by.staff_id, now, plain(note).strip()[:LONGEST]
    if agree:
        life.after(CaseState(case.state), Act.POSTPONE)
        check_time(asked.until, current=None, now=now)
        _agree(session, case, asked, by=by, now=now)
    elif not asked.note:
        raise Refused("refused.reason_needed")
    else:
        asked.state = PostponementState.DISAGREED
        task(session, case, asked, REFUSED, due_at=now, staff_id=asked.asked_by)
        _record(session, case, asked, "postpone_refused", str(by), now, note=asked.note)
    end(session, asked, APPROVAL, by_id=by.staff_id, now=now)


def accept_owners_time(session: Session, postponement_id: int, *, by: Actor, now: datetime) -> None:
    """The owner's own time becomes the due time (A4.2.3.2.1), and they are told. Raises Refused, Missing."""
    life.allow(by.role, Act.POSTPONE)
    proposed, case = _held(session, postponement_id, by)
    life.after(CaseState(case.state), Act.POSTPONE)
    if proposed.state != PostponementState.OWNER_PROPOSES or proposed.wanted_by is None:
        raise Refused("refused.done_already")
    check_time(proposed.wanted_by, current=None, now=now)
    proposed.state, proposed.decided_by, proposed.decided_at = PostponementState.ACCEPTED, by.staff_id, now
    telling_postponed.new_time(session, case, proposed.wanted_by, owners=True, now=now)
    _record(session, case, proposed, "owners_time_agreed", str(by), now)
    telling_postponed.owners_time_agreed(session, case, proposed, by=by, now=now)
    deadlines.look_again(session, case, now=now)


def _agree(session: Session, case: Case, agreed: Postponement, *, by: Actor, now: datetime) -> None:
    """It counts: the case is due then, and the owner hears of it now."""
    session.flush()
    for older in postponements.still_open(session, case.id or 0):
        if older.id != agreed.id:
            older.state = PostponementState.REPLACED
            end(session, older, by_id=by.staff_id, now=now)
    agreed.decided_by, agreed.decided_at = by.staff_id, now
    telling_postponed.new_time(session, case, agreed.until, owners=False, now=now)
    _record(session, case, agreed, "postponed", str(by), now, until=agreed.until.isoformat())
    telling_postponed.tell(session, case, agreed, by=by, now=now)
    deadlines.look_again(session, case, now=now)


def _held(session: Session, postponement_id: int, by: Actor) -> tuple[Postponement, Case]:
    """Locked in everybody's order: the conversation first. Raises Missing."""
    conversations.hold_of_case(session, postponements.case_of(session, postponement_id))
    return postponements.get(session, postponement_id, by.centre_id)


def _written(reason: str) -> str:
    why = plain(reason).strip()
    if not why:
        raise Refused("refused.reason_needed")
    if len(why) > LONGEST:
        raise Refused("refused.words_too_long", most=str(LONGEST))
    return why


def _record(
    session: Session, case: Case, about: Postponement, what: str, actor: str, now: datetime, **data: object
) -> None:
    session.flush()
    note_on(session, case, what, about.clause, actor, now, postponement=about.id, **data)
