"""Promises that need somebody's eye: near their end, or past it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import bindparam, col, or_, select

from procedures.kinds import CaseState
from procedures.life import CloseReason
from storage.due_ids import NOW, DueIds
from storage.session import Session
from storage.tables import Case

# what was withdrawn or filed twice needs no answer; one that is closed as handled does
_IS_OWED = or_(col(Case.state) != str(CaseState.CLOSED), col(Case.close_reason) == str(CloseReason.HANDLED))
_UNANSWERED = (
    select(Case.id).where(col(Case.replied_at).is_(None), _IS_OWED).with_for_update(skip_locked=True)
)
_LOCKED = (
    select(Case)
    .where(col(Case.id) == bindparam("which"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_TO_WARN = DueIds(
    _UNANSWERED.where(col(Case.warned_at).is_(None), col(Case.warn_at) <= NOW).order_by(
        col(Case.warn_at), col(Case.id)
    )
)
_TO_COUNT = DueIds(
    _UNANSWERED.where(col(Case.promise_kept).is_(None), col(Case.reply_by) < NOW).order_by(
        col(Case.reply_by), col(Case.id)
    )
)


def to_warn(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Unanswered cases past their warning time that nobody was warned of; locked."""
    return _TO_WARN(session, now, most)


def to_count_broken(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Unanswered cases past their promised time, not yet counted; locked."""
    return _TO_COUNT(session, now, most)


def get(session: Session, case_id: int) -> Case:
    """A case of any centre, as it is now; locked where rows can be."""
    return session.exec(_LOCKED, params={"which": case_id}).one()
