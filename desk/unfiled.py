"""Words that nobody filed: chased after a while, and filed by staff (A4.2.2)."""

from datetime import datetime, timedelta

from desk.actor import Actor
from desk.centres import Working, working
from dialogs.state import State
from dialogs.unfiled import let_go, names_of, pictures_of, unfiled, words_of
from storage import Session, conversations, turns
from storage import unfiled as rows
from storage.cases import NewTask
from storage.tables import Contact, Conversation
from storage.turns import Talk

PUT_OFF = timedelta(minutes=10)
# A turn does not stop to read the procedure; whoever looks then counts the contact time.
FIRST_LOOK = timedelta(minutes=5)


def chase(session: Session, contact_id: int, now: datetime) -> None:
    """After so much silence in contact hours staff get a task with the words."""
    found = conversations.locked(session, contact_id, now=now)
    if found is None:
        return
    row, state = found
    contact = session.get_one(Contact, contact_id)
    desk = working(session, contact.centre_id, now=now)
    rule, runs = desk.procedure.unfiled, unfiled(state)
    ripe = desk.calendar.add(row.heard_at or now, rule.after)
    if ripe > now and runs:
        row.chase_at = ripe
        return
    row.chase_at = None
    if runs:
        state.chased = names_of(runs)
        words = "\n\n".join(filter(None, map(words_of, runs)))
        rows.tell_staff(session, contact, words, clause=rule.clause, now=now)
        conversations.keep(session, row, state)


def put_off(session: Session, contact_id: int, now: datetime) -> int:
    session.get_one(Conversation, contact_id).chase_at = now + PUT_OFF
    return session.get_one(Contact, contact_id).centre_id


def settle(session: Session, state: State, contact_id: int, *, now: datetime) -> datetime | None:
    """At a turn's end: when to look whether the words are still unfiled; what is filed is chased no more."""
    if runs := unfiled(state):
        return now + FIRST_LOOK if names_of(runs) != state.chased else None
    if state.chased:
        state.chased = ""
        rows.end(session, contact_id, (rows.KIND,), at=now)
    return None


def alarm(session: Session, talk: Talk, words: str, desk: Working, *, message_id: int, now: datetime) -> None:
    """Words that sound like danger reach staff at once, day and night, filed or not (A4.2.1)."""
    new = NewTask(
        centre_id=talk.centre_id,
        kind=rows.ALARM,
        key=f"message:{message_id}",
        contact_id=talk.contact_id,
        due_at=now,
        clause=desk.procedure.emergency.clause,
    )
    rows.alarm(session, new, words)


def hold(session: Session, task_id: int, *, by: Actor, now: datetime) -> Contact:
    """Who wrote what a task is about; their conversation is locked before any case is. Raises Missing."""
    _, contact = rows.open_task(session, task_id, by.centre_id)
    conversations.locked(session, contact.id or 0, now=now)
    return contact


def filed_by_staff(session: Session, task_id: int, case_id: int, *, by: Actor, now: datetime) -> None:
    """What the owner told has become a case: the task ends, the bot asks no more. Raises Missing."""
    task, contact = rows.open_task(session, task_id, by.centre_id)
    task.done_at, task.done_by = now, by.staff_id
    assert contact.id is not None
    session.flush()
    rows.end(session, contact.id, rows.FILED_BY_STAFF, at=now)
    found = conversations.locked(session, contact.id, now=now)
    if found is None:
        return
    row, state = found
    is_all = task.kind == rows.KIND
    runs = [run for run in unfiled(state) if is_all or run.facts.urgent]
    pictures = [int(ref) for run in runs for ref in pictures_of(run)]
    turns.put_pictures(session, contact.id, pictures, case_id)
    let_go(state, runs)
    state.focus, state.focus_until = case_id, now + conversations.FOCUS_LASTS
    state.chased, row.chase_at = "", None
    conversations.keep(session, row, state)
