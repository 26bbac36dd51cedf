"""Transfers of a centre, and the dates of its houses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, func, select, update

from procedures.transfers import UNSENT, TransferState
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Building, Case, Transfer, Unit

MOST = 500


@dataclass(frozen=True)
class TransferRow:
    transfer: Transfer
    number: str
    building: str | None


@dataclass(frozen=True)
class House:
    """A building by its name, its acceptance, and how many flats have no date of hand-over yet."""

    name: str
    accepted_on: date | None
    units: int
    handed_over: int


def get(session: Session, transfer_id: int, centre_id: int | None = None) -> Transfer:
    """A transfer as it is now, locked. Raises Missing, also for another centre's."""
    chosen = select(Transfer).where(Transfer.id == row_id(transfer_id))
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None or centre_id not in (None, found.centre_id):
        raise Missing
    return found


def case_of(session: Session, transfer_id: int) -> int:
    """Raises Missing."""
    found = session.exec(select(Transfer.case_id).where(Transfer.id == row_id(transfer_id))).first()
    if found is None:
        raise Missing
    return found


def move(session: Session, transfer: Transfer, to: TransferState) -> bool:
    """Move a transfer on from the state it was read in; False when somebody was first."""
    session.flush()
    mine = col(Transfer.id) == transfer.id, col(Transfer.state) == transfer.state
    moved = session.exec(update(Transfer).where(*mine).values(state=to)).rowcount
    if moved:
        session.refresh(transfer)
        session.signals.add(f"centre:{transfer.centre_id}")
    return bool(moved)


_DUE = DueIds(
    select(Transfer.id).where(col(Transfer.look_at) <= NOW).order_by(col(Transfer.look_at), col(Transfer.id))
)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Transfers that the clock has to look at; not locked, so to be looked at again."""
    return _DUE(session, now, most)


def of_case(session: Session, case_id: int, centre_id: int) -> Sequence[Transfer]:
    mine = Transfer.case_id == case_id, Transfer.centre_id == centre_id
    return session.exec(select(Transfer).where(*mine).order_by(col(Transfer.id))).all()


def unsent_of(session: Session, case_id: int) -> Sequence[Transfer]:
    mine = Transfer.case_id == case_id, col(Transfer.state).in_(UNSENT)
    return session.exec(select(Transfer).where(*mine)).all()


def row(session: Session, transfer_id: int, centre_id: int) -> TransferRow:
    """Raises Missing, also for another centre's."""
    found = session.exec(_rows(centre_id).where(Transfer.id == row_id(transfer_id))).one_or_none()
    if found is None:
        raise Missing
    return TransferRow(*found)


def of_centre(session: Session, centre_id: int, *, ended: bool) -> list[TransferRow]:
    """Open ones by what is due first; those that ended, newest first."""
    done = col(Transfer.ended_at)
    wanted = _rows(centre_id).where(done.is_not(None) if ended else done.is_(None))
    by = (done.desc(),) if ended else (col(Transfer.due_at), col(Transfer.id))
    return [TransferRow(*each) for each in session.exec(wanted.order_by(*by).limit(MOST))]


def accepted_on(session: Session, centre_id: int, name: str) -> date | None:
    mine = Building.centre_id == centre_id, Building.name == name
    found = session.exec(select(Building).where(*mine)).first()
    return found.accepted_on if found else None


def accept(session: Session, centre_id: int, name: str, day: date | None) -> None:
    """Write down a building's acceptance. Raises Missing for a name that no flat bears."""
    units = select(Unit.id).where(Unit.centre_id == centre_id, Unit.building == name)
    if session.exec(units).first() is None:
        raise Missing
    mine = select(Building).where(Building.centre_id == centre_id, Building.name == name)
    building = session.exec(mine).one_or_none() or Building(centre_id=centre_id, name=name)
    building.accepted_on = day
    session.add(building)
    session.flush()


def hand_over(session: Session, centre_id: int, name: str, day: date) -> int:
    """Write a day of hand-over for a building's flats that have none; how many they were."""
    mine = col(Unit.centre_id) == centre_id, col(Unit.building) == name, col(Unit.handed_over_on).is_(None)
    return session.exec(update(Unit).where(*mine).values(handed_over_on=day)).rowcount


def houses(session: Session, centre_id: int) -> list[House]:
    """Every building that a flat bears the name of."""
    here = (col(Building.name) == col(Unit.building)) & (col(Building.centre_id) == col(Unit.centre_id))
    wanted: Any = (
        select(col(Unit.building), col(Building.accepted_on))
        .add_columns(func.count(), func.count(col(Unit.handed_over_on)))
        .join(Building, here, isouter=True)
        .where(col(Unit.centre_id) == centre_id)
        .group_by(col(Unit.building), col(Building.accepted_on))
        .order_by(col(Unit.building))
    )
    return [House(*each) for each in session.exec(wanted)]


def _rows(centre_id: int) -> Any:
    """A SELECT of a centre's transfers, with the columns of a `TransferRow`."""
    return (
        select(Transfer, col(Case.number), col(Unit.building))
        .join(Case, col(Case.id) == col(Transfer.case_id))
        .join(Unit, col(Unit.id) == col(Case.unit_id), isouter=True)
        .where(col(Transfer.centre_id) == centre_id)
    )
