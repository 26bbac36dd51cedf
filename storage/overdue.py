"""Promises that need somebody's eye: near their end, or past it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from procedures.kinds import CaseState
from storage.session import Session
from storage.tables import Case


def to_warn(session: Session, *, now: datetime, most: int) -> Sequence[Case]:
    """Unanswered cases past their warning time that nobody was warned of."""
    return _unanswered(session, (col(Case.warned_at).is_(None), col(Case.warn_at) <= now), most)


def to_count_broken(session: Session, *, now: datetime, most: int) -> Sequence[Case]:
    """Unanswered cases past their promised time, not yet counted."""
    return _unanswered(session, (col(Case.promise_kept).is_(None), col(Case.reply_by) < now), most)


def _unanswered(session: Session, conditions: tuple, most: int) -> Sequence[Case]:
    chosen = (
        select(Case)
        .where(col(Case.replied_at).is_(None), col(Case.state) != CaseState.CLOSED, *conditions)
        .order_by(col(Case.reply_by), col(Case.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return session.exec(chosen).all()
