"""A case with everything that belongs to it, and the search over all cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_
from sqlmodel import col, select

from storage import grams, search
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
)

# What was said just before a case was filed belongs to its story.
BEFORE = timedelta(minutes=15)
MOST_MESSAGES = 400
MOST_COUNTED = 1000


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


@dataclass(frozen=True)
class Listed:
    """A page of cases, the newest first; `many` counted up to MOST_COUNTED, `after` the last one's id."""

    rows: list[CaseRow]
    many: int
    after: int | None

    @property
    def counted(self) -> str:
        return f"{MOST_COUNTED}+" if self.many > MOST_COUNTED else str(self.many)


def listed(
    session: Session, centre_id: int, *, words: str, state: str, kind: str, after: int, per_page: int
) -> Listed:
    """Cases that have all of the words in what the search knows of them; with words the newest of those."""
    wanted = named_cases(centre_id)
    query = grams.query(words)
    if words.strip():
        hits = search.hits(session, query, "c", centre_id, most=MOST_COUNTED + 1)
        wanted = wanted.where(col(Case.id).in_([hit.thing_id for hit in hits.found]))
    if state:
        wanted = wanted.where(Case.state == state)
    if kind:
        wanted = wanted.where(Case.kind == kind)
    some = wanted.with_only_columns(col(Case.id)).limit(MOST_COUNTED + 1)
    many = session.exec(select(func.count()).select_from(some.subquery())).one()
    if after:
        wanted = wanted.where(col(Case.id) < after)
    rows = case_rows(session.exec(wanted.order_by(col(Case.id).desc()).limit(per_page + 1)))
    last = rows[per_page - 1].case.id if len(rows) > per_page else None
    return Listed(rows[:per_page], many, last)


def centre(session: Session, centre_id: int) -> Centre:
    return session.get_one(Centre, centre_id)
