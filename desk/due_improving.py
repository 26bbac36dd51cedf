"""Due work of improvement: the daily count of repeats, and chasing what nobody has done (A3.2, A4.4.4)."""

from datetime import datetime, timedelta

from desk.actor import THE_BOT
from desk.centres import Working, working
from desk.control_limits import count_daily
from desk.due_unit import Unit
from desk.noting import note
from procedures.improving import ActionState, ReviewState
from procedures.kinds import Role
from storage import Session, control_limits, improving
from storage.cases import NewTask, add_task
from storage.tables import Action, Daily, Review

PUT_OFF = timedelta(hours=1)


def _chase_review(session: Session, review_id: int, now: datetime) -> None:
    """No measure in time, or an effect nobody has checked: told, each working day, to the director."""
    review = improving.review(session, review_id)
    desk = _working_hours(session, review, now)
    rule = desk.procedure.control_limits if desk else None
    if desk is None or rule is None:
        return
    is_check = review.state == ReviewState.IN_HAND
    kind = "check_effect" if is_check else "review_unresolved"
    # Checking is first the heads' own; whatever is not done a day later is the director's.
    role = rule.discussed_by if is_check and not review.chased else rule.chased_to
    _chase(session, review, desk, kind, f"review:{review.id}", now, role=role)


def _chase_action(session: Session, action_id: int, now: datetime) -> None:
    """Overdue: first whoever is responsible, then the director, who is also told of what nobody verified."""
    action = improving.action(session, action_id)
    desk = _working_hours(session, action, now)
    if desk is None:
        return
    is_done, key = action.state == ActionState.DONE, f"action:{action.id}"
    kind, above = "verify_action" if is_done else "action_overdue", desk.procedure.actions.chased_to
    mine = action.responsible_id if not is_done and not action.chased else None
    _chase(session, action, desk, kind, key, now, staff_id=mine, role=None if mine else above)


def _working_hours(session: Session, row: Action | Review, now: datetime) -> Working | None:
    """The centre at work; outside contact hours the row waits for the next ones."""
    if row.look_at is None or row.look_at > now:
        return None
    desk = working(session, row.centre_id, now=now)
    opens = desk.calendar.next_open(now)
    if opens > now:
        row.look_at = opens
        return None
    return desk


def _chase(
    session: Session,
    row: Action | Review,
    desk: Working,
    kind: str,
    key: str,
    now: datetime,
    *,
    role: Role | None = None,
    staff_id: int | None = None,
) -> None:
    case_id = row.case_id if isinstance(row, Action) else None
    task = NewTask(
        centre_id=row.centre_id,
        kind=kind,
        key=f"{key}:{desk.calendar.local_day(now):%Y%m%d}",
        case_id=case_id,
        due_at=now,
        clause=row.clause,
        for_role=role,
        staff_id=staff_id,
    )
    improving.end_tasks_like(session, key, by_id=None, at=now)
    add_task(session, task)
    row.chased += 1
    row.look_at = desk.calendar.next_day_open(now)
    note(
        session,
        kind,
        centre_id=row.centre_id,
        case_id=case_id,
        by=THE_BOT,
        now=now,
        clause=row.clause,
        about=key,
        chased=row.chased,
    )


def _day_later(session: Session, centre_id: int, now: datetime) -> int:
    session.merge(Daily(centre_id=centre_id, name=control_limits.NAME, next_at=now + PUT_OFF))
    return centre_id


def _review_later(session: Session, review_id: int, now: datetime) -> int:
    return _later(improving.review(session, review_id), now)


def _action_later(session: Session, action_id: int, now: datetime) -> int:
    return _later(improving.action(session, action_id), now)


def _later(row: Action | Review, now: datetime) -> int:
    row.look_at = now + PUT_OFF
    return row.centre_id


count_repeats = Unit("count_repeats", control_limits.to_count, count_daily, _day_later)
chase_reviews = Unit("chase_reviews", improving.reviews_due, _chase_review, _review_later)
chase_actions = Unit("chase_actions", improving.actions_due, _chase_action, _action_later)
