"""Revisits: what is due, what is owed, each changed only from the state it was read in."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, func, select

from procedures.kinds import RevisitForm, RevisitState
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Case, Revisit

ENDED = (RevisitState.DONE, RevisitState.SKIPPED, RevisitState.FAILED)
# What is asked in a chat and chased there; visits and storm questions have units of their own.
ASKED_IN_CHAT = (RevisitState.PLANNED, RevisitState.ASKED, RevisitState.REMINDED)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Revisits that the clock has to look at, oldest first; not locked, so to be looked at again.

    Visits on site and the questions of a storm are looked at elsewhere.
    """
    is_storms = col(Revisit.storm_id).is_not(None) & (col(Revisit.form) == RevisitForm.CHAT)
    chosen = (
        select(Revisit.id)
        .where(
            col(Revisit.next_at) <= now,
            col(Revisit.form) != RevisitForm.ON_SITE,
            col(Revisit.state).in_(ASKED_IN_CHAT),
            ~is_storms,
        )
        .order_by(col(Revisit.next_at), col(Revisit.id))
        .limit(most)
    )
    return [each for each in session.exec(chosen) if each is not None]


def get(session: Session, revisit_id: int) -> tuple[Revisit, Case]:
    """A revisit with its case, locked. Raises Missing."""
    chosen = (
        select(Revisit, Case)
        .join(Case, col(Case.id) == col(Revisit.case_id))
        .where(Revisit.id == row_id(revisit_id))
    )
    row = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise Missing
    return row[0], row[1]


def open_of(session: Session, case_id: int) -> Sequence[Revisit]:
    """Revisits of a case that have not ended."""
    chosen = select(Revisit).where(Revisit.case_id == case_id, col(Revisit.state).not_in(ENDED))
    return session.exec(chosen.order_by(col(Revisit.round))).all()


def state_of(session: Session, revisit_id: int) -> str | None:
    return session.exec(select(Revisit.state).where(Revisit.id == revisit_id)).one_or_none()


def next_round(session: Session, case_id: int) -> int:
    highest = session.exec(select(func.max(Revisit.round)).where(Revisit.case_id == case_id)).one()
    return (highest or 0) + 1
