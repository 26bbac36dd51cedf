"""Saying something to an owner: into the transcript, and into the outbox of their channel."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.saying import spoken
from dialogs.questions import Label
from dialogs.speech import Spoken, spoken_json
from dialogs.turned import Asked
from storage import Session, contacts, turns


class Delivery(StrEnum):
    """A: at least once, a doubtful repeat is marked. B: at most once, doubt goes to staff (RELIABILITY 2)."""

    A = "A"
    B = "B"


class Listener(NamedTuple):
    """A contact with what is needed to speak to it."""

    contact_id: int
    centre_id: int
    account: str
    locale: str
    zone: ZoneInfo
    owner_id: int | None
    reachable: bool = True


def listener(session: Session, contact_id: int) -> Listener:
    """Raises Missing."""
    found = contacts.spoken_to(session, contact_id)
    return Listener(
        contact_id,
        found.centre_id,
        found.account,
        found.locale,
        ZoneInfo(found.zone),
        found.owner_id,
        found.unreachable is None,
    )


def tell(
    session: Session,
    to: Listener,
    texts: Iterable[Label],
    *,
    now: datetime,
    asked: Asked | None = None,
    case_id: int | None = None,
    pictures: tuple[int, ...] = (),
    klass: Delivery = Delivery.A,
) -> int:
    """Say texts, and ask the question at their end, as one message; its id."""
    message = spoken(texts, asked, locale=to.locale, zone=to.zone, pictures=pictures)
    return say_spoken(session, to, message, now=now, case_id=case_id, klass=klass)


def say_spoken(
    session: Session,
    to: Listener,
    message: Spoken,
    *,
    now: datetime,
    case_id: int | None = None,
    by_staff_id: int | None = None,
    klass: Delivery = Delivery.A,
) -> int:
    """The web chat pulls from the transcript; other channels are sent to from the outbox."""
    message_id = say_unsent(session, to, message, now=now, case_id=case_id, by_staff_id=by_staff_id)
    if not to.account.startswith("web:"):
        turns.send(
            session,
            centre_id=to.centre_id,
            contact_id=to.contact_id,
            message_id=message_id,
            account=to.account,
            klass=klass.value,
            at=now,
        )
        session.signals.add("outbox")
    return message_id


def say_unsent(
    session: Session,
    to: Listener,
    message: Spoken,
    *,
    now: datetime,
    case_id: int | None = None,
    by_staff_id: int | None = None,
) -> int:
    """Into the transcript alone: somebody else takes it to the owner."""
    session.signals.add(f"contact:{to.contact_id}")
    return turns.add_said(
        session,
        centre_id=to.centre_id,
        contact_id=to.contact_id,
        body=spoken_json(message),
        case_id=case_id,
        by_staff_id=by_staff_id,
        at=now,
    )
