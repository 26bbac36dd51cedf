"""Promises that need somebody's eye: near their end, or past it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from procedures.kinds import CaseState
from procedures.life import CloseReason
from storage.session import Session
from storage.tables import Case


def to_warn(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Unanswered cases past their warning time that nobody was warned of; locked."""
    at = col(Case.warn_at)
    near = _unanswered(most).where(col(Case.warned_at).is_(None), at <= now).order_by(at, col(Case.id))
    return _ids(session, near)


def to_count_broken(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Unanswered cases past their promised time, not yet counted; locked."""
    by = col(Case.reply_by)
    past = _unanswered(most).where(col(Case.promise_kept).is_(None), by < now).order_by(by, col(Case.id))
    return _ids(session, past)


def get(session: Session, case_id: int) -> Case:
    """A case of any centre, as it is now; locked where rows can be."""
    chosen = select(Case).where(col(Case.id) == case_id).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one()


def _unanswered(most: int) -> SelectOfScalar[Case]:
    # what was withdrawn or filed twice needs no answer; one that is closed as handled does
    is_owed = or_(col(Case.state) != CaseState.CLOSED, col(Case.close_reason) == CloseReason.HANDLED)
    unanswered = (col(Case.replied_at).is_(None), is_owed)
    return select(Case).where(*unanswered).limit(most).with_for_update(skip_locked=True)


def _ids(session: Session, chosen: SelectOfScalar[Case]) -> Sequence[int]:
    return [case.id for case in session.exec(chosen) if case.id is not None]
