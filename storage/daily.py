"""A centre's own daily look at something: whose turn it is, and taking it (`storage.tables.Daily`)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, or_
from sqlmodel import and_, bindparam, col, select

from storage.prepared import Prepared, insert_once
from storage.session import Session
from storage.tables import Centre, Daily

_BEGIN = insert_once(Daily, "centre_id", "name", "next_at")
_MINE = and_(col(Daily.centre_id) == col(Centre.id), col(Daily.name) == bindparam("of_name"))
_DUE = Prepared(
    select(Centre.id)
    .join(Daily, _MINE, isouter=True)
    .where(or_(col(Daily.next_at).is_(None), col(Daily.next_at) <= bindparam("now")))
    .order_by(col(Centre.id))
    .limit(bindparam("most", type_=Integer))
)


def due(session: Session, name: str, now: datetime, most: int) -> Sequence[int]:
    """Centres whose look is due; not locked."""
    session.flush()
    return [each for (each,) in _DUE.all(session, of_name=name, now=now, most=most)]


def take(session: Session, centre_id: int, name: str, now: datetime) -> Daily | None:
    """The centre's turn, locked; None when another has just looked."""
    _BEGIN.run(session, centre_id=centre_id, name=name, next_at=now)
    chosen = select(Daily).where(Daily.centre_id == centre_id, Daily.name == name)
    row = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one()
    return row if row.next_at <= now else None
