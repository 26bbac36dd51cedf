"""Conversations as the desk changes them outside a turn: what is being talked about, what is asked."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from dialogs.state import State, from_json, to_json
from storage.session import Session
from storage.tables import Contact, Conversation

FOCUS_LASTS = timedelta(days=7)


def locked(session: Session, contact_id: int) -> tuple[Conversation, State] | None:
    """A contact's conversation, locked against a turn of the same contact."""
    chosen = select(Conversation).where(Conversation.contact_id == contact_id).with_for_update()
    row = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    return (row, from_json(row.state)) if row else None


def keep(session: Session, row: Conversation, state: State) -> None:
    row.state = to_json(state)
    row.revision += 1
    session.flush()


def focus(session: Session, contact_id: int, case_id: int, *, now: datetime) -> None:
    """The owner's next words outside a flow belong to this case."""
    found = locked(session, contact_id)
    if found:
        row, state = found
        state.focus, state.focus_until = case_id, now + FOCUS_LASTS
        keep(session, row, state)


def contact_of(session: Session, owner_id: int, centre_id: int) -> int | None:
    """Where an owner can be written to: the reachable contact that was heard from last."""
    chosen = (
        select(Contact.id)
        .join(Conversation, col(Conversation.contact_id) == col(Contact.id))
        .where(
            Contact.owner_id == owner_id, Contact.centre_id == centre_id, col(Contact.unreachable).is_(None)
        )
        .order_by(col(Conversation.heard_at).desc())
    )
    return session.exec(chosen).first()
