"""New times of cases, found within their centre."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, select

from procedures.postponing import AGREED, COUNTED, OPEN, PostponementState
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Case, Postponement

_DUE = DueIds(
    select(Postponement.id)
    .where(col(Postponement.look_at) <= NOW)
    .order_by(col(Postponement.look_at), col(Postponement.id))
)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """New times whose owners' silence is to be looked at; not locked, so to be looked at again."""
    return _DUE(session, now, most)


def get(session: Session, postponement_id: int, centre_id: int | None = None) -> tuple[Postponement, Case]:
    """A new time with its case, locked. Raises Missing, also for another centre's."""
    chosen = (
        select(Postponement, Case)
        .join(Case, col(Case.id) == col(Postponement.case_id))
        .where(Postponement.id == row_id(postponement_id))
    )
    row = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if row is None or centre_id not in (None, row[0].centre_id):
        raise Missing
    return row[0], row[1]


def case_of(session: Session, postponement_id: int) -> int:
    """Raises Missing."""
    chosen = select(Postponement.case_id).where(Postponement.id == row_id(postponement_id))
    found = session.exec(chosen).one_or_none()
    if found is None:
        raise Missing
    return found


def of_case(session: Session, case_id: int) -> Sequence[Postponement]:
    """All of a case, the newest first."""
    chosen = select(Postponement).where(Postponement.case_id == case_id)
    return session.exec(chosen.order_by(col(Postponement.id).desc())).all()


def of_number(session: Session, number: str, centre_id: int) -> Sequence[Postponement]:
    """As `of_case`, by the case's number within its centre."""
    chosen = (
        select(Postponement)
        .join(Case, col(Case.id) == col(Postponement.case_id))
        .where(Case.number == number, Postponement.centre_id == centre_id)
    )
    return session.exec(chosen.order_by(col(Postponement.id).desc())).all()


def is_agreed(session: Session, case: Case) -> bool:
    """Whether a case is due at a time that was agreed with its owner since it was opened, or opened again."""
    since = case.reopened_at or case.opened_at
    chosen = select(Postponement.id).where(
        Postponement.case_id == case.id,
        col(Postponement.state).in_(AGREED),
        Postponement.asked_at >= since,
    )
    return session.exec(chosen.limit(1)).first() is not None


def still_open(session: Session, case_id: int) -> Sequence[Postponement]:
    """Those of a case that wait for the director, to be told, or for the owner's word."""
    chosen = select(Postponement).where(Postponement.case_id == case_id, col(Postponement.state).in_(OPEN))
    return session.exec(chosen).all()


def to_be_told(session: Session, case_id: int) -> Sequence[Postponement]:
    """Those that somebody has to phone the owner about."""
    wanted = Postponement.case_id == case_id, Postponement.state == PostponementState.TO_TELL
    return session.exec(select(Postponement).where(*wanted)).all()


def how_often(session: Session, case_id: int) -> int:
    """How often a new time was agreed that the owner had not asked for."""
    wanted = Postponement.case_id == case_id, col(Postponement.state).in_(COUNTED)
    return session.exec(select(func.count()).select_from(Postponement).where(*wanted)).one()
