"""Open letters, their versions, and the copy that each case has on file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from storage import conversations
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Case, Incident, Letter, LetterCopy, Message, Outbox, Owner, Unit


@dataclass(frozen=True)
class CopyRow:
    copy: LetterCopy
    number: str
    owner: str | None
    building: str | None
    room: str | None


@dataclass(frozen=True)
class Filed:
    """A letter as a case or an owner has it on file."""

    letter: Letter
    copy: LetterCopy
    case_number: str
    incident_number: str


def incident_of(session: Session, letter_id: int, centre_id: int) -> int:
    """Which incident to lock first. Raises Missing, also for another centre's letter."""
    chosen = select(Letter.incident_id).where(Letter.id == row_id(letter_id), Letter.centre_id == centre_id)
    found = session.exec(chosen).one_or_none()
    if found is None:
        raise Missing
    return found


def get(session: Session, letter_id: int, centre_id: int) -> Letter:
    """Locked. Raises Missing."""
    chosen = select(Letter).where(Letter.id == row_id(letter_id), Letter.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def of_incident(session: Session, incident_id: int) -> Sequence[Letter]:
    """All versions, the newest first."""
    chosen = select(Letter).where(Letter.incident_id == incident_id)
    return session.exec(chosen.order_by(col(Letter.version).desc())).all()


def next_version(session: Session, incident_id: int) -> int:
    newest = session.exec(select(func.max(Letter.version)).where(Letter.incident_id == incident_id)).one()
    return (newest or 0) + 1


def copies(session: Session, letter_id: int) -> list[CopyRow]:
    chosen: Any = (
        select(LetterCopy, Case.number, col(Owner.name), col(Unit.building))
        .add_columns(col(Unit.room))
        .join(Case, col(Case.id) == col(LetterCopy.case_id))
        .join(Owner, col(Owner.id) == col(LetterCopy.owner_id), isouter=True)
        .join(Unit, col(Unit.id) == col(Case.unit_id), isouter=True)
        .where(col(LetterCopy.letter_id) == letter_id)
        .order_by(col(LetterCopy.id))
    )
    return [CopyRow(*row) for row in session.exec(chosen)]


def has_copy(session: Session, letter_id: int) -> set[int]:
    """The cases that a letter is filed with."""
    return set(session.exec(select(LetterCopy.case_id).where(LetterCopy.letter_id == letter_id)))


def filed_with(
    session: Session, centre_id: int, *, case_id: int | None = None, owner_id: int | None = None
) -> list[Filed]:
    """The letters on file with a case, or with an owner, the newest first."""
    mine = LetterCopy.case_id == case_id if case_id is not None else LetterCopy.owner_id == owner_id
    chosen = (
        select(Letter, LetterCopy, Case.number, Incident.number)
        .join(LetterCopy, col(LetterCopy.letter_id) == col(Letter.id))
        .join(Case, col(Case.id) == col(LetterCopy.case_id))
        .join(Incident, col(Incident.id) == col(Letter.incident_id))
        .where(mine, Letter.centre_id == centre_id)
        .order_by(col(LetterCopy.id).desc())
    )
    return [Filed(*row) for row in session.exec(chosen)]


def copy_of(session: Session, copy_id: int, centre_id: int) -> LetterCopy:
    """Locked. Raises Missing, also for another centre's."""
    chosen = select(LetterCopy).where(LetterCopy.id == row_id(copy_id), LetterCopy.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


_DUE = DueIds(
    select(LetterCopy.id)
    .where(col(LetterCopy.look_at) <= NOW)
    .order_by(col(LetterCopy.look_at), col(LetterCopy.id))
)


def to_look_at(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Copies under way whose delivery is to be looked at; the earliest first."""
    return _DUE(session, now, most)


def hold(session: Session, copy_ids: Sequence[int]) -> None:
    """Lock the conversations of these copies' owners, then the cases, before anything is recorded."""
    cases = select(LetterCopy.case_id).where(col(LetterCopy.id).in_(copy_ids))
    conversations.hold(session, cases)
    session.exec(
        select(Case.id).where(col(Case.id).in_(cases)).order_by(col(Case.id)).with_for_update()
    ).all()


def case_of(session: Session, copy_id: int, centre_id: int) -> int:
    """Raises Missing, also for another centre's copy."""
    chosen = select(LetterCopy.case_id).where(
        LetterCopy.id == row_id(copy_id), LetterCopy.centre_id == centre_id
    )
    found = session.exec(chosen).one_or_none()
    if found is None:
        raise Missing
    return found


def put_off(session: Session, copy_id: int, now: datetime, by: timedelta) -> int:
    """Look again later; the copy's centre."""
    row = session.get_one(LetterCopy, copy_id)
    row.look_at = now + by
    return row.centre_id


def newest_said(session: Session, case_id: int) -> int | None:
    """The message that a case's owner was sent last."""
    chosen = select(func.max(Message.id)).where(Message.case_id == case_id, Message.direction == "out")
    return session.exec(chosen).one()


def outcome(session: Session, message_id: int | None) -> tuple[str, datetime | None] | None:
    """How sending a message stands, and since when; None for a web chat, which pulls its messages."""
    chosen = select(Outbox.state, Outbox.done_at).where(Outbox.message_id == message_id)
    row = session.exec(chosen.order_by(col(Outbox.id).desc())).first()
    return (row[0], row[1]) if row else None


def letter_of(session: Session, copy_id: int, centre_id: int) -> int:
    """Raises Missing, also for another centre's copy."""
    chosen = select(LetterCopy.letter_id).where(
        LetterCopy.id == row_id(copy_id), LetterCopy.centre_id == centre_id
    )
    found = session.exec(chosen).one_or_none()
    if found is None:
        raise Missing
    return found
