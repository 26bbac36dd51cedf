"""What the search found, as it is shown: cases, owners, flats and messages of a centre by their ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from storage.boards import CaseRow, case_rows, named_cases
from storage.session import Session
from storage.tables import Case, Contact, Message, Owner, Tenancy, Unit


@dataclass(frozen=True)
class MessageRow:
    """A message of no case, whose chat it came in, and whose that chat is."""

    message: Message
    contact: Contact
    owner: Owner | None


def cases(session: Session, ids: Sequence[int], centre_id: int) -> dict[int, CaseRow]:
    rows = case_rows(session.exec(named_cases(centre_id).where(col(Case.id).in_(ids))))
    return {row.case.id or 0: row for row in rows}


def owners(session: Session, ids: Sequence[int], centre_id: int) -> dict[int, Owner]:
    wanted = select(Owner).where(Owner.centre_id == centre_id, col(Owner.id).in_(ids))
    return {one.id or 0: one for one in session.exec(wanted)}


def units(session: Session, ids: Sequence[int], centre_id: int) -> dict[int, Unit]:
    wanted = select(Unit).where(Unit.centre_id == centre_id, col(Unit.id).in_(ids))
    return {one.id or 0: one for one in session.exec(wanted)}


def messages(session: Session, ids: Sequence[int], centre_id: int) -> dict[int, MessageRow]:
    wanted: Any = (
        select(Message, Contact, Owner)
        .join(Contact, col(Contact.id) == col(Message.contact_id))
        .join(Owner, col(Owner.id) == col(Contact.owner_id), isouter=True)
        .where(col(Message.centre_id) == centre_id, col(Message.id).in_(ids))
    )
    return {row[0].id: MessageRow(*row) for row in session.exec(wanted)}


def homes(session: Session, owner_ids: Sequence[int], centre_id: int) -> dict[int, list[Unit]]:
    """Where these owners live now."""
    now_there = col(Tenancy.owner_id).in_(owner_ids), col(Tenancy.until).is_(None)
    wanted = (
        select(Tenancy.owner_id, Unit)
        .join(Unit, col(Unit.id) == col(Tenancy.unit_id))
        .where(Tenancy.centre_id == centre_id, *now_there)
        .order_by(col(Unit.building), col(Unit.room))
    )
    found: dict[int, list[Unit]] = {}
    for owner_id, unit in session.exec(wanted):
        found.setdefault(owner_id, []).append(unit)
    return found
