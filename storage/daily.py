"""A centre's own daily look at something: whose turn it is, and taking it (`storage.tables.Daily`)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import and_, col, select

from storage.prepared import insert_once
from storage.session import Session
from storage.tables import Centre, Daily

_BEGIN = insert_once(Daily, "centre_id", "name", "next_at")


def due(session: Session, name: str, now: datetime, most: int) -> Sequence[int]:
    """Centres whose look is due; not locked."""
    mine = and_(col(Daily.centre_id) == col(Centre.id), col(Daily.name) == name)
    is_due = or_(col(Daily.next_at).is_(None), col(Daily.next_at) <= now)
    chosen = select(Centre.id).join(Daily, mine, isouter=True).where(is_due)
    return [each for each in session.exec(chosen.order_by(col(Centre.id)).limit(most)) if each is not None]


def take(session: Session, centre_id: int, name: str, now: datetime) -> Daily | None:
    """The centre's turn, locked; None when another has just looked."""
    _BEGIN.run(session, centre_id=centre_id, name=name, next_at=now)
    chosen = select(Daily).where(Daily.centre_id == centre_id, Daily.name == name)
    row = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one()
    return row if row.next_at <= now else None
