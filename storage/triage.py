"""Cases whose decision or first contact the clock has to look after."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from storage.due_ids import NOW, DueIds
from storage.session import Session
from storage.tables import Case

_DUE = DueIds(
    select(Case.id)
    .where(col(Case.triage_look_at) <= NOW)
    .order_by(col(Case.triage_look_at), col(Case.id))
    .with_for_update(skip_locked=True)
)


def to_look_at(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Undecided cases past their time, and cases whose handler has not spoken with the owner yet; locked."""
    return _DUE(session, now, most)
