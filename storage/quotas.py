"""The directors' months: which are to be opened, reminded of and counted, and what was made in them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel import col, func, select

from procedures.kinds import QuotaState, RevisitState, Role
from storage.due_ids import NOW, DueIds
from storage.session import Session
from storage.tables import Centre, Quota, Revisit, Staff


class Director(NamedTuple):
    """Somebody whose months are counted; `is_known` if one has been already."""

    staff_id: int
    centre_id: int
    zone: str
    is_known: bool


def directors(session: Session, procedure: str) -> Sequence[Director]:
    """Directors at work in centres of a procedure."""
    known = select(Quota.id).where(Quota.staff_id == Staff.id).exists()
    chosen = (
        select(Staff.id, Staff.centre_id, Centre.zone, known)
        .join(Centre, col(Centre.id) == col(Staff.centre_id))
        .where(Centre.procedure == procedure, Staff.role == Role.DIRECTOR, col(Staff.disabled_at).is_(None))
    )
    rows = session.exec(chosen.order_by(col(Staff.id))).all()
    return [Director(staff, *others) for staff, *others in rows if staff is not None]


def opened(session: Session, months: Collection[str]) -> set[tuple[int, str]]:
    """Whose months are there already."""
    chosen = select(Quota.staff_id, Quota.month).where(col(Quota.month).in_(months))
    return {(staff, month) for staff, month in session.exec(chosen)}


def get(session: Session, quota_id: int) -> Quota:
    """Locked where rows can be."""
    chosen = select(Quota).where(Quota.id == quota_id).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one()


def of(session: Session, staff_id: int, month: str) -> Quota | None:
    return session.exec(select(Quota).where(Quota.staff_id == staff_id, Quota.month == month)).one_or_none()


def of_month(session: Session, month: str, centre_id: int) -> Sequence[tuple[Quota, str]]:
    """A centre's directors in a month, each with their name."""
    chosen = select(Quota, Staff.name).join(Staff, col(Staff.id) == col(Quota.staff_id))
    chosen = chosen.where(Quota.centre_id == centre_id, Quota.month == month)
    return session.exec(chosen.order_by(col(Staff.id))).all()


_OPEN = (
    select(Quota.id).where(Quota.state == str(QuotaState.DUE)).order_by(col(Quota.close_at), col(Quota.id))
)
_TO_REMIND = DueIds(_OPEN.where(col(Quota.reminded_at).is_(None), col(Quota.remind_at) <= NOW))
_TO_CLOSE = DueIds(_OPEN.where(col(Quota.close_at) <= NOW))


def to_remind(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _TO_REMIND(session, now, most)


def to_close(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _TO_CLOSE(session, now, most)


def made(session: Session, staff_id: int, *, forms: Collection[str], since: datetime, until: datetime) -> int:
    """How many revisits a person has made in these forms between two moments, whatever asked for them."""
    which = _made(staff_id, forms, since, until)
    return session.exec(select(func.count()).select_from(Revisit).where(*which)).one()


def made_ids(
    session: Session, staff_id: int, *, forms: Collection[str], since: datetime, until: datetime
) -> list[int]:
    """Those that `made` counts."""
    chosen = select(Revisit.id).where(*_made(staff_id, forms, since, until)).order_by(col(Revisit.id))
    return [each for each in session.exec(chosen) if each is not None]


def _made(staff_id: int, forms: Collection[str], since: datetime, until: datetime) -> tuple[Any, ...]:
    at = func.coalesce(Revisit.visited_at, Revisit.done_at)
    return (
        Revisit.done_by == staff_id,
        Revisit.state == RevisitState.DONE,
        col(Revisit.done_form).in_(forms),
        at >= since,
        at < until,
    )
