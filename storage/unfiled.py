"""Conversations in which words wait that nobody has filed, and the tasks that say so."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlmodel import col, select, update

from storage.cases import NewTask, add_task
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Contact, Conversation, Task

KIND, ALARM = "unfiled_words", "emergency"
# What is told without a case, and can be filed.
FILED_BY_STAFF = (KIND, ALARM)


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
    key = f"contact:{contact.id}:{now:%Y%m%d%H%M%S}"
    new = NewTask(contact.centre_id, KIND, key, due_at=now, contact_id=contact.id, clause=clause)
    if task := _open_of(session, contact.id, KIND):
        task.data = _data(words)
        session.flush()
    else:
        add_task(session, new._replace(data=_data(words)))


def alarm(session: Session, new: NewTask, words: str) -> None:
    """A task with words that sound like danger; one that is open already gets them too."""
    assert new.contact_id is not None
    task = _open_of(session, new.contact_id, ALARM)
    if task is None:
        add_task(session, new._replace(data=_data(words)))
        return
    before = msgspec.json.decode(task.data).get("words", "")
    if words not in before:
        task.data = _data(words if before in words else f"{before}\n\n{words}")
        session.flush()


def end(session: Session, contact_id: int, kinds: Sequence[str], *, at: datetime) -> None:
    """What these tasks of a contact told has become a case; alarms of cases go on."""
    ended = update(Task).where(
        col(Task.contact_id) == contact_id,
        col(Task.case_id).is_(None),
        col(Task.kind).in_(kinds),
        col(Task.done_at).is_(None),
    )
    session.exec(ended.values(done_at=at))


def _open_of(session: Session, contact_id: int, kind: str) -> Task | None:
    mine = Task.contact_id == contact_id, col(Task.case_id).is_(None), Task.kind == kind
    return session.exec(select(Task).where(*mine, col(Task.done_at).is_(None)).with_for_update()).first()


def _data(words: str) -> str:
    return msgspec.json.encode({"words": words}).decode()


def open_task(session: Session, task_id: int, centre_id: int) -> tuple[Task, Contact]:
    """A task of this centre with its contact. Raises Missing, also when it is done."""
    chosen = (
        select(Task, Contact)
        .join(Contact, col(Contact.id) == col(Task.contact_id))
        .where(Task.id == row_id(task_id), Task.centre_id == centre_id)
        .where(col(Task.kind).in_(FILED_BY_STAFF), col(Task.case_id).is_(None), col(Task.done_at).is_(None))
    )
    found = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found
