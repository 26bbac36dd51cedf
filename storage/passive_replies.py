"""What a platform's own request can be answered with, and the answers given, for one that asks again."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy
from sqlmodel import bindparam, col, select, update

from procedures.reaching import Because, Means
from storage.prepared import Prepared, insert_once
from storage.session import Session
from storage.tables import Contact, Message, Outbox, PassiveReply

MOST = 20


class Waits(NamedTuple):
    """A message in the outbox that nobody is sending yet."""

    id: int
    lease_gen: int
    centre_id: int
    locale: str
    body: str


_WAITING = Prepared(
    sqlalchemy.select(
        col(Outbox.id),
        col(Outbox.lease_gen),
        col(Outbox.centre_id),
        col(Contact.locale),
        col(Message.body),
    )
    .join(Contact, col(Contact.id) == col(Outbox.contact_id))
    .join(Message, col(Message.id) == col(Outbox.message_id))
    .where(
        col(Contact.account) == bindparam("account"),
        col(Contact.address) == bindparam("address"),
        col(Outbox.done_at).is_(None),
        col(Outbox.state) == "open",
        col(Outbox.ambiguous).is_(False),
        col(Outbox.parts_sent) == 0,
        col(Outbox.try_at) <= bindparam("now"),
    )
    .order_by(col(Outbox.id))
    .limit(MOST)
    .with_for_update(skip_locked=True, of=Outbox)
)
_MINE = (col(Outbox.id) == bindparam("which"), col(Outbox.lease_gen) == bindparam("gen"))
_SENT = Prepared(
    update(Outbox)
    .where(*_MINE)
    .values(
        state="sent",
        parts_sent=bindparam("parts"),
        done_at=bindparam("now"),
        means=Means.PASSIVE,
        why=Because.OWNER_WROTE,
    )
)
_BEGUN = Prepared(update(Outbox).where(*_MINE).values(parts_sent=bindparam("parts")))
_KEEP = insert_once(PassiveReply, "centre_id", "account", "sender", "key", "body", "at")
_KEPT = Prepared(
    select(PassiveReply.body).where(
        col(PassiveReply.account) == bindparam("account"),
        col(PassiveReply.sender) == bindparam("sender"),
        col(PassiveReply.key) == bindparam("key"),
    )
)


def waiting(session: Session, account: str, address: str, *, now: datetime) -> list[Waits]:
    """What may leave for this contact now, the oldest first."""
    return [Waits(*row) for row in _WAITING.all(session, account=account, address=address, now=now)]


def take(session: Session, each: Waits, *, pieces: int, whole: bool, now: datetime) -> None:
    """It goes out with the reply; what is left of it leaves from the outbox, from that piece on."""
    if not whole:
        _BEGUN.run(session, which=each.id, gen=each.lease_gen, parts=pieces)
        return
    _SENT.run(session, which=each.id, gen=each.lease_gen, parts=pieces, now=now)


def keep(
    session: Session, centre_id: int, account: str, sender: str, *, key: str, body: str, now: datetime
) -> None:
    _KEEP.run(session, centre_id=centre_id, account=account, sender=sender, key=key, body=body, at=now)


def kept(session: Session, account: str, sender: str, key: str) -> str | None:
    """The answer that was given to this message."""
    row = _KEPT.one(session, account=account, sender=sender, key=key)
    return row[0] if row else None
