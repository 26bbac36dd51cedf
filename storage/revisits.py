"""Revisits: what is due, what is owed, each changed only from the state it was read in."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import SQLModel, bindparam, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from procedures.kinds import RevisitForm, RevisitState
from storage.due_ids import NOW, DueIds, one_of
from storage.missing import Missing, row_id
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Case, Message, Outbox, Revisit

Row = TypeVar("Row", bound=SQLModel)
ENDED = (RevisitState.DONE, RevisitState.SKIPPED, RevisitState.FAILED)
# What is asked in a chat and chased there; visits and storm questions have units of their own.
ASKED_IN_CHAT = (RevisitState.PLANNED, RevisitState.ASKED, RevisitState.REMINDED)


_IS_STORMS = col(Revisit.storm_id).is_not(None) & (col(Revisit.form) == str(RevisitForm.CHAT))
_DUE = DueIds(
    select(Revisit.id)
    .where(
        col(Revisit.next_at) <= NOW,
        col(Revisit.form) != str(RevisitForm.ON_SITE),
        one_of(Revisit.state, ASKED_IN_CHAT),
        ~_IS_STORMS,
    )
    .order_by(col(Revisit.next_at), col(Revisit.id))
)


_CASE_OF = Prepared(select(Revisit.case_id).where(col(Revisit.id) == bindparam("which")))
_CASE = select(Case).where(col(Case.id) == bindparam("which")).with_for_update()
_REVISIT = select(Revisit).where(col(Revisit.id) == bindparam("which")).with_for_update()
_AS_IT_IS = {"populate_existing": True}
_OF_CASE = select(Revisit).where(col(Revisit.case_id) == bindparam("of_case")).order_by(col(Revisit.round))
_BY_KEY = select(Revisit).where(
    col(Revisit.centre_id) == bindparam("of_centre"), col(Revisit.key) == bindparam("with_key")
)
_HIGHEST = Prepared(select(func.max(Revisit.round)).where(col(Revisit.case_id) == bindparam("of_case")))
_OPEN_OF_CASE = _OF_CASE.where(one_of(Revisit.state, [state for state in RevisitState if state not in ENDED]))


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Revisits that the clock has to look at, oldest first; not locked, so to be looked at again.

    Visits on site and the questions of a storm are looked at elsewhere.
    """
    return _DUE(session, now, most)


def get(session: Session, revisit_id: int) -> tuple[Revisit, Case]:
    """A revisit with its case, locked. Raises Missing, also for one without a case."""
    revisit, case = find(session, revisit_id)
    if case is None:
        raise Missing
    return revisit, case


def find(session: Session, revisit_id: int) -> tuple[Revisit, Case | None]:
    """A revisit with its case, if it has one (a new owner's has none, B4.2.2), locked. Raises Missing."""
    # The case before the revisit, as everybody locks; an outer join cannot be locked as a whole.
    session.flush()
    of = _CASE_OF.one(session, which=row_id(revisit_id))
    case = _locked(session, _CASE, of[0]) if of and of[0] else None
    revisit = _locked(session, _REVISIT, revisit_id)
    if revisit is None:
        raise Missing
    return revisit, case


def by_key(session: Session, centre_id: int, key: str) -> Revisit | None:
    """The one revisit that carries this key in a centre."""
    return session.exec(_BY_KEY, params={"of_centre": centre_id, "with_key": key}).first()


def _locked(session: Session, chosen: SelectOfScalar[Row], which: int) -> Row | None:
    return session.exec(chosen, params={"which": which}, execution_options=_AS_IT_IS).one_or_none()


def of_case(session: Session, case_id: int) -> Sequence[Revisit]:
    """All revisits of a case, by round."""
    return session.exec(_OF_CASE, params={"of_case": case_id}).all()


def rules_of(row: Revisit) -> frozenset[str]:
    """The rules that a revisit answers: the one that asked for it, and those that share it."""
    return frozenset({row.rule, *row.also.split(",")}) - {""}


def open_of(session: Session, case_id: int) -> Sequence[Revisit]:
    """Revisits of a case that have not ended."""
    return session.exec(_OPEN_OF_CASE, params={"of_case": case_id}).all()


def asked_by(session: Session, message_id: int) -> Sequence[Revisit]:
    """The revisits that a question or a reminder in a chat was about, locked."""
    chosen = (
        select(Revisit)
        .join(Message, col(Message.case_id) == col(Revisit.case_id))
        .join(Outbox, col(Outbox.message_id) == col(Message.id))
        .where(
            Message.id == message_id,
            Outbox.klass == "B",
            Revisit.form == str(RevisitForm.CHAT),
            col(Revisit.storm_id).is_(None),
            col(Revisit.state).in_((RevisitState.ASKED, RevisitState.REMINDED)),
            col(Revisit.asked_at) <= col(Message.at),
        )
        .with_for_update(of=Revisit)
    )
    return session.exec(chosen.order_by(col(Revisit.id)).execution_options(populate_existing=True)).all()


def state_of(session: Session, revisit_id: int) -> str | None:
    return session.exec(select(Revisit.state).where(Revisit.id == revisit_id)).one_or_none()


def next_round(session: Session, case_id: int) -> int:
    session.flush()
    [(highest,)] = _HIGHEST.all(session, of_case=case_id)
    return (highest or 0) + 1
