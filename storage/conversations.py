"""Conversations as the desk changes them outside a turn: what is being talked about, what is asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlmodel import bindparam, col, select
from sqlmodel.sql.expression import SelectOfScalar

from dialogs.flows import FLOWS
from dialogs.pausing import leave
from dialogs.state import State, from_json, to_json
from storage.missing import row_id
from storage.session import Session
from storage.tables import Case, Contact, Conversation, DeadLetter, Revisit

FOCUS_LASTS = timedelta(days=7)


class Read(NamedTuple):
    """A conversation's state; `lost` says what of the stored one no release of today understands."""

    state: State
    lost: str = ""


def read(stored: str) -> Read:
    """The state as far as it can be understood; flows that are no more are let go."""
    try:
        state = from_json(stored)
    except (msgspec.MsgspecError, UnicodeError) as fault:
        return Read(State(), f"unreadable: {fault}")
    gone = {run.flow for run in (state.run, *state.paused) if run and run.flow not in FLOWS}
    if not gone:
        return Read(state)
    state.run = state.run if state.run and state.run.flow in FLOWS else None
    state.paused = [run for run in state.paused if run.flow in FLOWS]
    return Read(state, f"no such flow: {', '.join(sorted(gone))}")


def keep_lost(
    session: Session, *, centre_id: int, account: str, stored: str, lost: str, now: datetime
) -> None:
    """What was stored goes to the dead letters before anything is written over it."""
    error = f"conversation began again, {lost}"[:2000]
    session.add(DeadLetter(centre_id=centre_id, account=account, raw=stored, error=error, at=now))
    session.flush()
    session.signals.add(f"centre:{centre_id}")


_LOCKED = (
    select(Conversation)
    .where(col(Conversation.contact_id) == bindparam("of_contact"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def locked(session: Session, contact_id: int, *, now: datetime) -> tuple[Conversation, State] | None:
    """A contact's conversation, locked against a turn of the same contact."""
    row = session.exec(_LOCKED, params={"of_contact": contact_id}).one_or_none()
    if row is None:
        return None
    state, lost = read(row.state)
    if lost:
        of = session.get_one(Contact, contact_id)
        keep_lost(session, centre_id=of.centre_id, account=of.account, stored=row.state, lost=lost, now=now)
        keep(session, row, state)
    return row, state


_ONE_CASE = select(Case.id).where(col(Case.id) == bindparam("of_case"))
_OF_REVISITS = select(Revisit.case_id).where(col(Revisit.id).in_(bindparam("of_revisits", expanding=True)))


def hold(session: Session, cases: SelectOfScalar[Any], **given: Any) -> None:
    """Lock the conversations of these cases' owners before anything of the cases, as a turn does.

    Everybody locks in one order, so that no two wait for each other: conversation, case, chain, counter.
    `given` are the parameters of the statement.
    """
    if session.is_sqlite:
        return  # its single writer is lock enough
    contacts = select(Case.contact_id).where(col(Case.id).in_(cases))
    chosen = select(Conversation.contact_id).where(col(Conversation.contact_id).in_(contacts))
    session.exec(chosen.order_by(col(Conversation.contact_id)).with_for_update(), params=given).all()


def hold_of_case(session: Session, case_id: int) -> None:
    """Raises Missing for a number that no case can have."""
    hold(session, _ONE_CASE, of_case=row_id(case_id))


def hold_of_revisits(session: Session, revisits: Sequence[int]) -> None:
    hold(session, _OF_REVISITS, of_revisits=list(revisits))


def keep(session: Session, row: Conversation, state: State) -> None:
    row.state = to_json(state)
    row.revision += 1
    session.flush()


def focus(session: Session, contact_id: int, case_id: int, *, now: datetime) -> None:
    """Staff spoke of this case: the owner's next words belong to it; what was on screen is paused."""
    found = locked(session, contact_id, now=now)
    if found:
        row, state = found
        leave(state)
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
