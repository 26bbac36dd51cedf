"""The words that a thing is found by: of a case all that was said of it, of an owner all their names."""

from collections.abc import Callable, Iterable

from sqlmodel import bindparam, col, select

from dialogs.heard import READ_HEARD
from dialogs.speech import READ_SPOKEN
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Case, Contact, Message, Owner, Tenancy, Unit

LONGEST = 20_000
MOST_MESSAGES = 200
Words = tuple[int, str] | None
"""Whose centre's it is, and the words, one matter a line; None for what is not there."""


_CASE = Prepared(
    select(Case.centre_id, Case.number, Case.place, Case.story)
    .add_columns(col(Case.cause), col(Case.measure), col(Case.explanation), col(Unit.building))
    .add_columns(col(Unit.room), col(Owner.name), col(Owner.phone), col(Contact.name))
    .join(Unit, col(Unit.id) == col(Case.unit_id), isouter=True)
    .join(Owner, col(Owner.id) == col(Case.owner_id), isouter=True)
    .join(Contact, col(Contact.id) == col(Case.contact_id), isouter=True)
    .where(col(Case.id) == bindparam("which"))
)
_SAID = Prepared(
    select(Message.direction, Message.body, Message.by_staff_id)
    .where(col(Message.case_id) == bindparam("of_case"))
    .order_by(col(Message.id))
    .limit(MOST_MESSAGES)
)
_OWNER = Prepared(
    select(Owner.centre_id, Owner.name, Owner.phone, Owner.contact_person)
    .add_columns(col(Owner.address))
    .where(col(Owner.id) == bindparam("which"))
)
_HOMES = Prepared(
    select(Unit.building, Unit.room)
    .join(Tenancy, col(Tenancy.unit_id) == col(Unit.id))
    .where(col(Tenancy.owner_id) == bindparam("of_owner"))
    .order_by(col(Unit.id))
)
_CHATS = Prepared(
    select(Contact.name).where(col(Contact.owner_id) == bindparam("of_owner")).order_by(col(Contact.id))
)
_UNIT = Prepared(select(Unit.centre_id, Unit.building, Unit.room).where(col(Unit.id) == bindparam("which")))
_MESSAGE = Prepared(
    select(Message.centre_id, Message.case_id, Message.direction, Message.body)
    .add_columns(col(Message.by_staff_id))
    .where(col(Message.id) == bindparam("which"))
)


def of_case(session: Session, case_id: int) -> Words:
    row = _CASE.one(session, which=case_id)
    if row is None:
        return None
    centre_id, number, place, *told, building, room, owner, phone, contact = row
    where = _label(building, room) if room is not None else place
    who = (owner, phone or "") if owner is not None else (contact or "",)
    said = (_said(*message) for message in _SAID.all(session, of_case=case_id))
    return centre_id, _joined((number, where, *who, *told, *said))


def of_owner(session: Session, owner_id: int) -> Words:
    row = _OWNER.one(session, which=owner_id)
    if row is None:
        return None
    centre_id, name, phone, contact_person, address = row
    homes = (_label(*home) for home in _HOMES.all(session, of_owner=owner_id))
    chats = (chat for (chat,) in _CHATS.all(session, of_owner=owner_id))
    return centre_id, _joined((name, phone or "", *homes, contact_person, address, *chats))


def of_unit(session: Session, unit_id: int) -> Words:
    row = _UNIT.one(session, which=unit_id)
    return (row[0], _joined((_label(row[1], row[2]),))) if row else None


def of_message(session: Session, message_id: int) -> Words:
    """Of one that belongs to no case; a case has the words of its own."""
    row = _MESSAGE.one(session, which=message_id)
    if row is None or row[1] is not None:
        return None
    return row[0], _joined((_said(*row[2:]),))


OF: dict[str, Callable[[Session, int], Words]] = {"c": of_case, "o": of_owner, "u": of_unit, "m": of_message}


def _said(direction: str, body: str, by_staff_id: int | None) -> str:
    """What people said; not what the bot says to everybody."""
    if direction == "in":
        heard = READ_HEARD.decode(body)
        return heard.text or heard.phone
    return READ_SPOKEN.decode(body).text if by_staff_id else ""


def _label(building: str, room: str) -> str:
    """As `Unit.label`."""
    return f"{building} {room}"


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line.strip())[:LONGEST]
