"""What the figures of a report are counted from: cases and revisits of a centre between two moments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, or_, select

from procedures.kinds import CaseState, RevisitState
from procedures.life import CloseReason
from storage.session import Session
from storage.tables import Case, Review, Revisit

# Closed so, a case was none.
WAS_NONE = (CloseReason.DUPLICATE, CloseReason.FILED_BY_MISTAKE)


class Counted(NamedTuple):
    """A case, and what it is counted by."""

    id: int
    kind: str
    category: str
    validity: str


class Rated(NamedTuple):
    """A revisit that was made, and what the owner said; ratings are 1 to 5, None where not asked."""

    id: int
    outcome: str | None
    speed: int | None
    workmanship: int | None
    manner: int | None
    satisfaction: int | None


def taken(session: Session, centre_id: int, *, since: datetime, until: datetime) -> Sequence[Counted]:
    """Cases opened in that time; neither duplicates nor mistakes."""
    none = col(Case.close_reason).in_(WAS_NONE)
    real = or_(col(Case.close_reason).is_(None), ~none)
    return _cases(session, centre_id, Case.opened_at >= since, Case.opened_at < until, real)


def closed(session: Session, centre_id: int, *, since: datetime, until: datetime) -> Sequence[Counted]:
    """Cases closed in that time as handled or withdrawn."""
    at = col(Case.closed_at)
    real = or_(col(Case.close_reason).is_(None), col(Case.close_reason).not_in(WAS_NONE))
    return _cases(session, centre_id, at >= since, at < until, real)


def still_open(session: Session, centre_id: int, *, at: datetime) -> Sequence[Counted]:
    """Cases that were not handled yet at that moment; as they are known now."""
    waits = or_(col(Case.resolved_at).is_(None), col(Case.resolved_at) >= at)
    there = or_(col(Case.closed_at).is_(None), col(Case.closed_at) >= at)
    return _cases(session, centre_id, col(Case.state).in_(list(CaseState)), Case.opened_at < at, waits, there)


def rated(session: Session, centre_id: int, *, since: datetime, until: datetime) -> Sequence[Rated]:
    """Revisits made in that time."""
    columns: Any = (Revisit.id, Revisit.outcome, Revisit.speed, Revisit.workmanship)
    chosen: Any = (
        select(*columns)
        .add_columns(col(Revisit.manner), col(Revisit.satisfaction))
        .where(
            Revisit.centre_id == centre_id,
            Revisit.state == RevisitState.DONE,
            col(Revisit.done_at) >= since,
            col(Revisit.done_at) < until,
        )
    )
    return [Rated(*row) for row in session.exec(chosen.order_by(col(Revisit.id)))]


def owed_by(session: Session, rules: frozenset[str], case_ids: Sequence[int], centre_id: int) -> list[int]:
    """Which of these cases owe, or had, a revisit by one of these rules."""
    chosen = select(Revisit.case_id, Revisit.rule, Revisit.also).where(
        Revisit.centre_id == centre_id, col(Revisit.case_id).in_(case_ids)
    )
    found = {case for case, rule, also in session.exec(chosen) if rules & {rule, *also.split(",")}}
    return [each for each in case_ids if each in found]


def reviews(session: Session, centre_id: int, *, since: datetime, until: datetime) -> list[int]:
    """Repeats and moving figures that were put up for discussion in that time (A4.4.4)."""
    chosen = select(Review.id).where(
        Review.centre_id == centre_id, Review.opened_at >= since, Review.opened_at < until
    )
    return [each for each in session.exec(chosen.order_by(col(Review.id))) if each is not None]


def _cases(session: Session, centre_id: int, *which: Any) -> Sequence[Counted]:
    columns: Any = (Case.id, Case.kind, Case.category, Case.validity)
    chosen = select(*columns).where(Case.centre_id == centre_id, *which).order_by(col(Case.id))
    return [Counted(*row) for row in session.exec(chosen)]
