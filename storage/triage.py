"""Cases whose decision or first contact the clock has to look after."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from storage.session import Session
from storage.tables import Case


def to_look_at(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Undecided cases past their time, and cases whose handler has not spoken with the owner yet; locked."""
    at = col(Case.triage_look_at)
    due = select(Case).where(at <= now).order_by(at, col(Case.id)).limit(most)
    found = session.exec(due.with_for_update(skip_locked=True))
    return [case.id for case in found if case.id is not None]
