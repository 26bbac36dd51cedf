"""Conversations in which words wait that nobody has filed, and the tasks that say so."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlmodel import col, select

from storage.cases import NewTask, add_task
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Contact, Conversation, Task

KIND = "unfiled_words"


_DUE = DueIds(
    select(Conversation.contact_id)
    .where(col(Conversation.chase_at) <= NOW)
    .order_by(col(Conversation.chase_at), col(Conversation.contact_id))
    .with_for_update(skip_locked=True)
)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Contacts that have been silent over words not yet filed; locked."""
    return _DUE(session, now, most)


def tell_staff(session: Session, contact: Contact, words: str, *, clause: str, now: datetime) -> None:
    """A task with the words; one that is open already gets the newest."""
    assert contact.id is not None
    mine = select(Task).where(Task.contact_id == contact.id, Task.kind == KIND, col(Task.done_at).is_(None))
    task = session.exec(mine.with_for_update()).first()
    key = f"contact:{contact.id}:{now:%Y%m%d%H%M%S}"
    if task is None:
        new = NewTask(contact.centre_id, KIND, key, due_at=now, contact_id=contact.id, clause=clause)
        add_task(session, new)
        task = session.exec(select(Task).where(Task.kind == KIND, Task.key == key)).one()
    task.data = msgspec.json.encode({"words": words}).decode()
    session.flush()


def open_task(session: Session, task_id: int, centre_id: int) -> tuple[Task, Contact]:
    """A task of this centre with its contact. Raises Missing, also when it is done."""
    chosen = (
        select(Task, Contact)
        .join(Contact, col(Contact.id) == col(Task.contact_id))
        .where(Task.id == row_id(task_id), Task.centre_id == centre_id)
        .where(Task.kind == KIND, col(Task.done_at).is_(None))
    )
    found = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found
