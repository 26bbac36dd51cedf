"""The words that a thing is found by: of a case all that was said of it, of an owner all their names."""

from collections.abc import Callable, Iterable

from sqlmodel import col, select

from dialogs.heard import READ_HEARD
from dialogs.speech import READ_SPOKEN
from storage.session import Session
from storage.tables import Case, Contact, Message, Owner, Tenancy, Unit

LONGEST = 20_000
MOST_MESSAGES = 200
Words = tuple[int, str] | None
"""Whose centre's it is, and the words, one matter a line; None for what is not there."""


def of_case(session: Session, case_id: int) -> Words:
    case = session.get(Case, case_id)
    if case is None:
        return None
    owner = session.get(Owner, case.owner_id) if case.owner_id else None
    unit = session.get(Unit, case.unit_id) if case.unit_id else None
    contact = session.get(Contact, case.contact_id) if case.contact_id else None
    said = select(Message).where(Message.case_id == case_id).order_by(col(Message.id)).limit(MOST_MESSAGES)
    lines = (
        *(case.number, unit.label if unit else case.place),
        *((owner.name, owner.phone or "") if owner else (contact.name if contact else "",)),
        *(case.story, case.cause, case.measure, case.explanation),
        *(_said(message) for message in session.exec(said)),
    )
    return case.centre_id, _joined(lines)


def of_owner(session: Session, owner_id: int) -> Words:
    owner = session.get(Owner, owner_id)
    if owner is None:
        return None
    lived = select(Unit).join(Tenancy, col(Tenancy.unit_id) == col(Unit.id))
    homes = session.exec(lived.where(Tenancy.owner_id == owner_id).order_by(col(Unit.id)))
    chats = session.exec(select(Contact.name).where(Contact.owner_id == owner_id).order_by(col(Contact.id)))
    lines = (owner.name, owner.phone or "", *(unit.label for unit in homes), owner.contact_person)
    return owner.centre_id, _joined((*lines, owner.address, *chats))


def of_unit(session: Session, unit_id: int) -> Words:
    unit = session.get(Unit, unit_id)
    return (unit.centre_id, _joined((unit.label,))) if unit else None


def of_message(session: Session, message_id: int) -> Words:
    """Of one that belongs to no case; a case has the words of its own."""
    message = session.get(Message, message_id)
    if message is None or message.case_id is not None:
        return None
    return message.centre_id, _joined((_said(message),))


OF: dict[str, Callable[[Session, int], Words]] = {"c": of_case, "o": of_owner, "u": of_unit, "m": of_message}


def messages_of(session: Session, case_id: int) -> list[int]:
    """The messages of a case, which were perhaps found by themselves before."""
    wanted = select(Message.id).where(Message.case_id == case_id)
    return [found for found in session.exec(wanted) if found is not None]


def _said(message: Message) -> str:
    """What people said; not what the bot says to everybody."""
    if message.direction == "in":
        heard = READ_HEARD.decode(message.body)
        return heard.text or heard.phone
    return READ_SPOKEN.decode(message.body).text if message.by_staff_id else ""


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line.strip())[:LONGEST]
