"""A review of what repeats: a measure, who sees to it, and whether it helped (A4.4.4)."""

from datetime import date, datetime

import msgspec

from desk.actor import Actor
from desk.centres import Working, working
from desk.days import by_end_of
from desk.noting import note
from desk.proposals import written
from procedures.control_charts import Share, Subject
from procedures.improving import Improve, ReviewState, Verdict, allow
from procedures.refused import Refused
from storage import Missing, Session, control_limits, improving
from storage import staff as people
from storage.missing import row_id
from storage.tables import Review


def set_measure(
    session: Session,
    review_id: int,
    *,
    measure: str,
    responsible_id: int,
    due_on: date,
    check_on: date | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """What is done against it, by whom, until when, and when its effect is checked. Raises Refused, Missing.

    Without a day the effect is checked the procedure's time after the measure is due.
    """
    allow(by.role, Improve.REVIEW)
    said = written(measure)
    review, desk = _open_one(session, review_id, ReviewState.OPEN, by, now)
    at_work(session, responsible_id, by)
    due = by_end_of(desk.calendar, due_on, now=now)
    rule = desk.procedure.control_limits
    days = rule.check_days if rule else 0
    check = (
        by_end_of(desk.calendar, check_on, now=now) if check_on else desk.calendar.end_of_nth_day(due, days)
    )
    if check < due:
        raise Refused("refused.check_before_measure")
    review.measure, review.measured_by, review.measured_at = said, by.staff_id, now
    review.responsible_id, review.due_at = responsible_id, due
    review.check_at = review.look_at = check
    review.state, review.chased = ReviewState.IN_HAND, 0
    about = {"measure": said, "handler": responsible_id, "due_at": due.isoformat()}
    _note(session, review, "review_measure", by, now, **about)
    improving.end_tasks_like(session, f"review:{review.id}", by_id=by.staff_id, at=now)


def check_effect(
    session: Session, review_id: int, *, effective: bool, words: str, by: Actor, now: datetime
) -> None:
    """Whether it helped: the rate before and after are counted and kept beside the verdict.

    What did not help is discussed anew. Raises Refused, also before the measure was due; Missing.
    """
    allow(by.role, Improve.REVIEW)
    said = written(words)
    review, desk = _open_one(session, review_id, ReviewState.IN_HAND, by, now)
    if review.due_at is None or now < review.due_at:
        raise Refused("refused.too_early_to_check")
    effect = rates(session, review, desk, now=now)
    verdict = Verdict.EFFECTIVE if effective else Verdict.NOT_EFFECTIVE
    review.checked_by, review.checked_at, review.verdict = by.staff_id, now, verdict
    review.verdict_words, review.effect = said, msgspec.json.encode(effect).decode()
    review.state = ReviewState.CLOSED if effective else ReviewState.OPEN
    review.chased, review.look_at = 0, None if effective else _measure_by(desk, now)
    _note(session, review, "review_checked", by, now, verdict=verdict, words=said, **effect)
    improving.end_tasks_like(session, f"review:{review.id}", by_id=by.staff_id, at=now)


def rates(session: Session, review: Review, desk: Working, *, now: datetime) -> dict[str, float]:
    """Before the review and since the measure was due: cases per window, or the share that was good."""
    rule = desk.procedure.control_limits
    if rule is None or review.due_at is None:
        return {}
    since = review.opened_at - rule.window
    if review.subject != Subject.REPEATS:
        share = control_limits.kept if review.subject == Subject.PROMISE_KEPT else control_limits.solved
        return {
            "before": _rate(share(session, review.centre_id, since=since, until=review.opened_at)),
            "after": _rate(share(session, review.centre_id, since=review.due_at, until=now)),
        }
    key = (review.category, review.building)
    before = control_limits.counts(session, review.centre_id, rule.kinds, since=since, until=review.opened_at)
    after = control_limits.counts(session, review.centre_id, rule.kinds, since=review.due_at, until=now)
    windows = max((now - review.due_at) / rule.window, 1 / rule.window.days)
    return {"before": float(before.get(key, 0)), "after": round(after.get(key, 0) / windows, 2)}


def at_work(session: Session, staff_id: int, by: Actor) -> None:
    """Raises Missing for somebody of another centre, Refused for somebody who left."""
    if people.get(session, row_id(staff_id), by.centre_id).disabled_at is not None:
        raise Refused("refused.nobody_named")


def _rate(share: Share) -> float:
    return round(share.rate, 4)


def _measure_by(desk: Working, now: datetime) -> datetime:
    rule = desk.procedure.control_limits
    return desk.calendar.end_of_nth_day(now, rule.measure_days if rule else 0)


def _open_one(
    session: Session, review_id: int, state: ReviewState, by: Actor, now: datetime
) -> tuple[Review, Working]:
    review = improving.review(session, review_id)
    if review.centre_id != by.centre_id:
        raise Missing
    if review.state != state:
        raise Refused("refused.review_is_elsewhere")
    return review, working(session, by.centre_id, now=now)


def _note(session: Session, review: Review, what: str, by: object, now: datetime, **data: object) -> None:
    note(
        session,
        what,
        centre_id=review.centre_id,
        case_id=None,
        by=by,
        now=now,
        clause=review.clause,
        review=review.id,
        **data,
    )
