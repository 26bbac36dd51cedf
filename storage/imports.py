"""Uploaded workbooks of a centre."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import ImportBatch

MOST = 30
_DUE = DueIds(
    select(ImportBatch.id)
    .where(col(ImportBatch.look_at) <= NOW)
    .order_by(col(ImportBatch.look_at), col(ImportBatch.id))
)


def of_centre(session: Session, centre_id: int) -> Sequence[ImportBatch]:
    """The newest first."""
    mine = select(ImportBatch).where(ImportBatch.centre_id == centre_id)
    return session.exec(mine.order_by(col(ImportBatch.id).desc()).limit(MOST)).all()


def batch(session: Session, batch_id: int, centre_id: int) -> ImportBatch:
    """Raises Missing, also for another centre's."""
    found = session.get(ImportBatch, row_id(batch_id))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def locked(session: Session, batch_id: int) -> ImportBatch:
    wanted = select(ImportBatch).where(ImportBatch.id == batch_id).with_for_update()
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _DUE(session, now, most)
