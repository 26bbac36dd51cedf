"""What a platform's own request can be answered with, and the answers given, for one that asks again."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy
from sqlmodel import bindparam, col, insert, select, update

from procedures.reaching import Because, Means
from storage.prepared import Prepared, insert_once
from storage.session import Session
from storage.tables import Message, Outbox, PassiveReply

MOST = 20


class Waits(NamedTuple):
    """A message in the outbox that nobody is sending yet."""

    id: int
    lease_gen: int
    body: str


_WAITING = Prepared(
    sqlalchemy.select(col(Outbox.id), col(Outbox.lease_gen), col(Message.body))
    .join(Message, col(Message.id) == col(Outbox.message_id))
    .where(
        col(Outbox.contact_id) == bindparam("contact"),
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
_ROW = ("centre_id", "contact_id", "message_id", "account", "klass", "try_at", "parts_sent")
_NEW = insert(Outbox).values(tries=0, lease_gen=0, ambiguous=False)
_SENT_AT_ONCE = Prepared(
    _NEW.values(state="sent", means=Means.PASSIVE, why=Because.OWNER_WROTE), *_ROW, "done_at"
)
_BEGUN_AT_ONCE = Prepared(_NEW.values(state="open"), *_ROW)
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


def waiting(session: Session, contact_id: int, *, now: datetime) -> list[Waits]:
    """What may leave for this contact now, the oldest first."""
    return [Waits(*row) for row in _WAITING.all(session, contact=contact_id, now=now)]


def sent(session: Session, row: dict[str, Any], *, pieces: int, now: datetime) -> None:
    """A message of the turn itself that is wholly in its reply: it was never waiting."""
    _SENT_AT_ONCE.run(session, **row, try_at=now, parts_sent=pieces, done_at=now)


def begun(session: Session, row: dict[str, Any], *, pieces: int, now: datetime) -> None:
    """A message of the turn itself that leaves from the outbox, from that piece on."""
    _BEGUN_AT_ONCE.run(session, **row, try_at=now, parts_sent=pieces)


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
