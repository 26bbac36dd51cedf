"""Whole lists of a centre, row by row, for a workbook."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import col, select

from storage.boards import CaseRow, named_cases
from storage.residents import Resident
from storage.session import Session
from storage.tables import Building, Case, Owner, Revisit, Tenancy, Transfer, Unit

AT_ONCE = 500


def cases(session: Session, centre_id: int) -> Iterator[CaseRow]:
    """Newest first."""
    for row in _rows(session, named_cases(centre_id).order_by(col(Case.id).desc())):
        yield CaseRow(*row)


def residents(session: Session, centre_id: int) -> Iterator[tuple[Resident, Tenancy | None]]:
    """Every flat with whoever lives there now, and every owner without one."""
    now_there = (col(Tenancy.unit_id) == col(Unit.id)) & col(Tenancy.until).is_(None)
    housed: Any = (
        select(Unit, Owner, Tenancy)
        .join(Tenancy, now_there, isouter=True)
        .join(Owner, col(Owner.id) == col(Tenancy.owner_id), isouter=True)
        .where(Unit.centre_id == centre_id)
        .order_by(col(Unit.building), col(Unit.room), col(Owner.id))
    )
    for unit, owner, tenancy in _rows(session, housed):
        yield Resident(unit, owner), tenancy
    still = select(Tenancy.id).where(Tenancy.owner_id == Owner.id, col(Tenancy.until).is_(None))
    homeless = select(Owner).where(Owner.centre_id == centre_id, ~still.exists()).order_by(col(Owner.id))
    for (owner,) in _rows(session, homeless):
        yield Resident(None, owner), None


def units(session: Session, centre_id: int) -> Iterator[tuple[Unit, Building | None]]:
    here = (col(Building.name) == col(Unit.building)) & (col(Building.centre_id) == col(Unit.centre_id))
    wanted: Any = (
        select(Unit, Building)
        .join(Building, here, isouter=True)
        .where(Unit.centre_id == centre_id)
        .order_by(col(Unit.building), col(Unit.room))
    )
    yield from _rows(session, wanted)


def revisits(session: Session, centre_id: int) -> Iterator[tuple[Revisit, str | None]]:
    """With the number of their case, the latest due first."""
    wanted: Any = (
        select(Revisit, Case.number)
        .join(Case, col(Case.id) == col(Revisit.case_id), isouter=True)
        .where(col(Revisit.centre_id) == centre_id)
        .order_by(col(Revisit.due_at).desc())
    )
    yield from _rows(session, wanted)


def transfers(session: Session, centre_id: int) -> Iterator[tuple[Transfer, str]]:
    wanted: Any = (
        select(Transfer, Case.number)
        .join(Case, col(Case.id) == col(Transfer.case_id))
        .where(col(Transfer.centre_id) == centre_id)
        .order_by(col(Transfer.id).desc())
    )
    yield from _rows(session, wanted)


def _rows(session: Session, wanted: Any) -> Iterator[Any]:
    """A few at a time, so that a long list takes no more room than a short one."""
    return iter(session.exec(wanted.execution_options(yield_per=AT_ONCE)))
