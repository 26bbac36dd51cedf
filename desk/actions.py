"""Corrective and preventive actions: set, done, and verified by somebody else (A3.2)."""

from datetime import date, datetime

from desk.actor import Actor
from desk.centres import working
from desk.days import by_end_of
from desk.noting import note
from desk.proposals import written
from desk.reviews import at_work
from procedures.improving import ActionKind, ActionState, Improve, Verdict, allow
from procedures.refused import Refused
from storage import Missing, Session, improving
from storage.missing import row_id
from storage.tables import Action, Case, Meeting, Review


def set_action(
    session: Session,
    *,
    case_id: int | None = None,
    review_id: int | None = None,
    meeting_id: int | None = None,
    kind: ActionKind,
    what: str,
    responsible_id: int,
    due_on: date,
    by: Actor,
    now: datetime,
) -> int:
    """Hang an action on a case, a review or a meeting; its id. Raises Refused, Missing."""
    allow(by.role, Improve.SET_ACTION)
    said = written(what)
    if sum(each is not None for each in (case_id, review_id, meeting_id)) != 1:
        raise Refused("refused.action_of_one_thing")
    _is_here(session, Case, case_id, by)
    _is_here(session, Review, review_id, by)
    _is_here(session, Meeting, meeting_id, by)
    at_work(session, responsible_id, by)
    desk = working(session, by.centre_id, now=now)
    due = by_end_of(desk.calendar, due_on, now=now)
    action = Action(
        centre_id=by.centre_id,
        case_id=case_id,
        review_id=review_id,
        meeting_id=meeting_id,
        kind=kind,
        what=said,
        clause=desk.procedure.actions.clause,
        responsible_id=responsible_id,
        set_by=by.staff_id,
        set_at=now,
        due_at=due,
        look_at=due,
    )
    session.add(action)
    session.flush()
    assert action.id is not None
    about = {"kind": kind, "words": said, "handler": responsible_id, "due_at": due.isoformat()}
    _note(session, action, "action_set", by, now, **about)
    return action.id


def finish(session: Session, action_id: int, *, words: str, by: Actor, now: datetime) -> None:
    """What was done; from now on somebody else has to verify it. Raises Refused, Missing."""
    allow(by.role, Improve.DO_ACTION)
    said = written(words)
    action = _of_state(session, action_id, ActionState.OPEN, by)
    desk = working(session, by.centre_id, now=now)
    action.state, action.chased = ActionState.DONE, 0
    action.done_at, action.done_by, action.done_words = now, by.staff_id, said
    action.look_at = desk.calendar.end_of_nth_day(now, desk.procedure.actions.verify_days)
    _note(session, action, "action_done", by, now, words=said)
    improving.end_tasks_like(session, f"action:{action.id}", by_id=by.staff_id, at=now)


def verify(
    session: Session, action_id: int, *, effective: bool, words: str, by: Actor, now: datetime
) -> None:
    """Whether it helped, by another person than those who were responsible for it and did it (A3.2).

    What did not help is to be done again. Raises Refused, Missing.
    """
    allow(by.role, Improve.VERIFY_ACTION)
    said = written(words)
    action = _of_state(session, action_id, ActionState.DONE, by)
    if by.staff_id in (action.responsible_id, action.done_by):
        raise Refused("refused.own_action")
    desk = working(session, by.centre_id, now=now)
    action.verdict = Verdict.EFFECTIVE if effective else Verdict.NOT_EFFECTIVE
    action.verified_by, action.verified_at, action.verdict_words = by.staff_id, now, said
    action.state, action.look_at, action.chased = ActionState.VERIFIED, None, 0
    if not effective:
        action.state = ActionState.OPEN
        action.due_at = desk.calendar.end_of_nth_day(now, desk.procedure.actions.verify_days)
        action.look_at = action.due_at
    _note(session, action, "action_verified", by, now, verdict=action.verdict, words=said)
    improving.end_tasks_like(session, f"action:{action.id}", by_id=by.staff_id, at=now)


def _is_here(session: Session, table: type[Case | Meeting | Review], number: int | None, by: Actor) -> None:
    if number is None:
        return
    row = session.get(table, row_id(number))
    if row is None or row.centre_id != by.centre_id:
        raise Missing


def _of_state(session: Session, action_id: int, state: ActionState, by: Actor) -> Action:
    action = improving.action(session, action_id)
    if action.centre_id != by.centre_id:
        raise Missing
    if action.state != state:
        raise Refused("refused.done_already" if state is ActionState.OPEN else "refused.action_not_done")
    return action


def _note(session: Session, action: Action, what: str, by: object, now: datetime, **data: object) -> None:
    note(
        session,
        what,
        centre_id=action.centre_id,
        case_id=action.case_id,
        by=by,
        now=now,
        clause=action.clause,
        action=action.id,
        **data,
    )
