"""What becomes of messages that cannot be sent: the contact is marked and staff get a task, never silence."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy.dialects import postgresql
from sqlmodel import col, select, update

from storage import menu_tags
from storage.session import Session
from storage.tables import Contact, Message, Outbox, Task


def flag_uncertain(session: Session, account: str, *, now: datetime) -> None:
    """Reserved messages whose sender died: they may have arrived, so staff look and nobody sends again."""
    died = (col(Outbox.account) == account, col(Outbox.done_at).is_(None), col(Outbox.try_at) <= now)
    rows = session.exec(
        update(Outbox)
        .where(*died, col(Outbox.state) == "reserved")
        .values(state="unknown", done_at=now, error="the sender stopped")
        .returning(col(Outbox.id))
        .execution_options(synchronize_session=False)
    ).all()
    for (id_,) in rows:
        _tell_staff(session, id_, "uncertain_send", key=str(id_), now=now)


def mark_unknown(session: Session, id_: int, gen: int, error: str, *, now: datetime) -> bool:
    """A message of class B may or may not have arrived: to the staff's list. False when not ours any more."""
    if not _end(session, id_, gen, state="unknown", error=error, now=now):
        return False
    _tell_staff(session, id_, "uncertain_send", key=str(id_), now=now)
    return True


def fail(session: Session, id_: int, gen: int, error: str, *, now: datetime) -> bool:
    """This message is refused for good; the contact's other messages go on."""
    if not _end(session, id_, gen, state="failed", error=error, now=now):
        return False
    _tell_staff(session, id_, "undelivered", key=str(id_), now=now)
    return True


def fail_after_all(session: Session, id_: int, error: str, *, why: str, now: datetime) -> None:
    """The platform had accepted it, and tells now that it did not arrive, and `why`."""
    ended = {"state": "failed", "why": why, "error": error[:500]}
    session.exec(update(Outbox).where(col(Outbox.id) == id_).values(**ended))
    _tell_staff(session, id_, "undelivered", key=str(id_), now=now)


def bury(session: Session, id_: int, error: str, *, now: datetime) -> None:
    """Fail whatever generation it has: for the one who has just claimed it."""
    gen = session.exec(select(Outbox.lease_gen).where(Outbox.id == id_)).one()
    fail(session, id_, gen, error, now=now)


def lose_contact(session: Session, id_: int, gen: int, why: str, *, now: datetime) -> bool:
    """The chat is lost: everything that waits for it fails, and staff have to find another way."""
    if not _end(session, id_, gen, state="failed", error=why, now=now):
        return False
    contact_id = session.exec(select(Outbox.contact_id).where(Outbox.id == id_)).one()
    session.exec(update(Contact).where(col(Contact.id) == contact_id).values(unreachable=why))
    menu_tags.forget(session, contact_id)
    waiting = (col(Outbox.contact_id) == contact_id, col(Outbox.done_at).is_(None))
    session.exec(update(Outbox).where(*waiting).values(state="failed", done_at=now, error=why))
    _tell_staff(session, id_, "unreachable", key=str(contact_id), now=now)
    return True


def move_contact(session: Session, contact_id: int, address: str) -> None:
    """A group became a supergroup: same chat, new id."""
    contact = session.get_one(Contact, contact_id)
    same = select(Contact).where(Contact.account == contact.account, Contact.address == address)
    other = session.exec(same).one_or_none()
    if other is None:
        contact.address = address
        session.flush()
        return
    # the new chat was heard before it was written to
    waiting = (col(Outbox.contact_id) == contact_id, col(Outbox.done_at).is_(None))
    session.exec(update(Outbox).where(*waiting).values(contact_id=other.id))


def _end(session: Session, id_: int, gen: int, *, state: str, error: str, now: datetime) -> bool:
    mine = (col(Outbox.id) == id_, col(Outbox.lease_gen) == gen, col(Outbox.done_at).is_(None))
    values = {"state": state, "done_at": now, "error": error[:500]}
    return bool(session.exec(update(Outbox).where(*mine).values(**values)).rowcount)


def _tell_staff(session: Session, outbox_id: int, kind: str, *, key: str, now: datetime) -> None:
    """A task, or the same one again when it was done before."""
    row = session.exec(
        select(Outbox, Message.case_id)
        .join(Message, col(Message.id) == col(Outbox.message_id))
        .where(col(Outbox.id) == outbox_id)
        .execution_options(populate_existing=True)
    ).one()
    outgoing, case_id = row
    data = msgspec.json.encode({"message": outgoing.message_id, "error": outgoing.error}).decode()
    values: dict[str, Any] = {"kind": kind, "key": key, "centre_id": outgoing.centre_id, "case_id": case_id}
    values |= {"contact_id": outgoing.contact_id, "due_at": now, "data": data, "note": ""}
    again = {"due_at": now, "done_at": None, "done_by": None, "data": data, "case_id": case_id}
    was_done = col(Task.done_at).is_not(None)
    task = postgresql.insert(Task).values(**values)
    session.exec(task.on_conflict_do_update(index_elements=["kind", "key"], set_=again, where=was_done))
    session.signals |= {f"centre:{outgoing.centre_id}", f"contact:{outgoing.contact_id}"}
