"""Quarterly reports of consultancies: which are to be asked for, which are late (C2)."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from storage.due_ids import NOW, DueIds
from storage.missing import Missing
from storage.session import Session
from storage.tables import CaseEvent, Centre, ClientReport

_LATE = DueIds(
    select(ClientReport.id).where(col(ClientReport.look_at) <= NOW).order_by(col(ClientReport.look_at))
)


def centres_of(session: Session, procedure: str) -> Sequence[int]:
    """Centres that work by a procedure."""
    chosen = select(Centre.id).where(Centre.procedure == procedure).order_by(col(Centre.id))
    return [each for each in session.exec(chosen) if each is not None]


def of_quarter(session: Session, centre_id: int, quarter: str) -> ClientReport | None:
    chosen = select(ClientReport).where(ClientReport.centre_id == centre_id, ClientReport.quarter == quarter)
    return session.exec(chosen).one_or_none()


def of_centre(session: Session, centre_id: int) -> Sequence[ClientReport]:
    """The newest first."""
    chosen = select(ClientReport).where(ClientReport.centre_id == centre_id)
    return session.exec(chosen.order_by(col(ClientReport.quarter).desc())).all()


def get(session: Session, report_id: int, centre_id: int) -> ClientReport:
    """Locked where rows can be. Raises Missing, also for another centre's."""
    chosen = select(ClientReport).where(ClientReport.id == report_id, ClientReport.centre_id == centre_id)
    found = session.exec(chosen.with_for_update()).one_or_none()
    if found is None:
        raise Missing
    return found


def late(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _LATE(session, now, most)


def was_at_work(session: Session, centre_id: int, *, before: datetime) -> bool:
    """Whether anything happened in a centre before a moment."""
    chosen = select(CaseEvent.id).where(CaseEvent.centre_id == centre_id, CaseEvent.at < before)
    return session.exec(chosen.limit(1)).first() is not None
