"""A case with everything that belongs to it, and the search over all cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_
from sqlmodel import col, select

from storage.boards import CaseRow, case_rows, named_cases
from storage.missing import Missing
from storage.session import Session
from storage.tables import (
    Attachment,
    Case,
    CaseEvent,
    Centre,
    Contact,
    Message,
    Owner,
    Revisit,
    Staff,
    Unit,
)

# What was said just before a case was filed belongs to its story.
BEFORE = timedelta(minutes=15)
MOST_MESSAGES = 400


@dataclass(frozen=True)
class Dossier:
    """One case, whole."""

    row: CaseRow
    owner: Owner | None
    contact: Contact | None
    messages: Sequence[Message]
    photos: Sequence[Attachment]
    events: Sequence[CaseEvent]
    revisits: Sequence[Revisit]
    linked: Sequence[CaseRow]
    names: dict[int, str]
    """The centre's staff, by id."""


def case(session: Session, number: str, centre_id: int) -> Case:
    """Raises Missing, also for another centre's."""
    wanted = select(Case).where(Case.number == number, Case.centre_id == centre_id)
    found = session.exec(wanted).one_or_none()
    if found is None:
        raise Missing
    return found


def dossier(session: Session, number: str, centre_id: int) -> Dossier:
    """Raises Missing, also for another centre's."""
    rows = case_rows(session.exec(named_cases(centre_id).where(Case.number == number)))
    if not rows:
        raise Missing
    found = rows[0].case
    assert found.id is not None
    return Dossier(
        row=rows[0],
        owner=session.get(Owner, found.owner_id) if found.owner_id else None,
        contact=session.get(Contact, found.contact_id) if found.contact_id else None,
        messages=_transcript(session, found),
        photos=photos(session, found.id, centre_id),
        events=_events(session, found.id, centre_id),
        revisits=_revisits(session, found.id, centre_id),
        linked=_linked(session, found),
        names=staff_names(session, centre_id),
    )


def _transcript(session: Session, case: Case) -> Sequence[Message]:
    """The case's own lines, and those of its conversation that are no other case's."""
    mine = col(Message.case_id) == case.id
    around = and_(
        col(Message.case_id).is_(None),
        col(Message.contact_id) == case.contact_id,
        col(Message.at) >= case.opened_at - BEFORE,
        col(Message.at) <= (case.closed_at or datetime.max.replace(tzinfo=case.opened_at.tzinfo)),
    )
    wanted = select(Message).where(Message.centre_id == case.centre_id, or_(mine, around))
    newest = session.exec(wanted.order_by(col(Message.id).desc()).limit(MOST_MESSAGES)).all()
    return newest[::-1]


def photos(session: Session, case_id: int, centre_id: int) -> Sequence[Attachment]:
    wanted = select(Attachment).where(Attachment.case_id == case_id, Attachment.centre_id == centre_id)
    return session.exec(wanted.order_by(col(Attachment.id))).all()


def photo(session: Session, number: str, photo_id: int, centre_id: int) -> Attachment:
    """A picture, reached through its case alone (RELIABILITY 7.17). Raises Missing."""
    owner = case(session, number, centre_id)
    found = session.get(Attachment, photo_id)
    if found is None or found.case_id != owner.id or found.centre_id != centre_id:
        raise Missing
    return found


def newest_act(session: Session, case_id: int) -> CaseEvent | None:
    wanted = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(col(CaseEvent.id).desc())
    return session.exec(wanted.limit(1)).one_or_none()


def _events(session: Session, case_id: int, centre_id: int) -> Sequence[CaseEvent]:
    wanted = select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.centre_id == centre_id)
    return session.exec(wanted.order_by(col(CaseEvent.id))).all()


def _revisits(session: Session, case_id: int, centre_id: int) -> Sequence[Revisit]:
    wanted = select(Revisit).where(Revisit.case_id == case_id, Revisit.centre_id == centre_id)
    return session.exec(wanted.order_by(col(Revisit.round))).all()


def _linked(session: Session, case: Case) -> list[CaseRow]:
    family = or_(col(Case.parent_id) == case.id, col(Case.id) == case.parent_id)
    return case_rows(session.exec(named_cases(case.centre_id).where(family).order_by(col(Case.id))))


def staff_names(session: Session, centre_id: int) -> dict[int, str]:
    wanted = select(Staff.id, Staff.name).where(Staff.centre_id == centre_id)
    return {number: name for number, name in session.exec(wanted) if number is not None}


def search(
    session: Session, centre_id: int, *, words: str, state: str, kind: str, page: int, per_page: int
) -> tuple[list[CaseRow], int]:
    """Cases by number, flat, owner or words of the story, newest first; and how many there are in all."""
    wanted = named_cases(centre_id)
    for word in words.split()[:5]:
        columns = (Case.number, Case.story, Case.place, Unit.room, Unit.building, Owner.name, Owner.phone)
        wanted = wanted.where(or_(*(col(column).icontains(word, autoescape=True) for column in columns)))
    if state:
        wanted = wanted.where(Case.state == state)
    if kind:
        wanted = wanted.where(Case.kind == kind)
    many = session.exec(select(func.count()).select_from(wanted.subquery())).one()
    shown = wanted.order_by(col(Case.id).desc()).offset((page - 1) * per_page).limit(per_page)
    return case_rows(session.exec(shown)), many


def centre(session: Session, centre_id: int) -> Centre:
    return session.get_one(Centre, centre_id)
