"""Owners' meetings: the year's plan, whom a meeting invites, who said what (A4.1.4)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import case, func, literal
from sqlmodel import col, insert, select, update
from sqlmodel.sql.sqltypes import UTCDateTime

from procedures.meetings import Coming
from storage import daily
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import (
    Contact,
    Conversation,
    Daily,
    Meeting,
    MeetingGuest,
    MeetingPlan,
    Owner,
    Tenancy,
    Unit,
)

Row = TypeVar("Row", Meeting, MeetingPlan)
Thing = TypeVar("Thing", Meeting, MeetingGuest, MeetingPlan)
NAME = "meetings"
MOST = 500
_DUE, _GUESTS_DUE = (
    DueIds(select(table.id).where(col(table.look_at) <= NOW).order_by(col(table.look_at), col(table.id)))
    for table in (Meeting, MeetingGuest)
)


def to_ask(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Centres that have to be looked at for next year's plan; not locked."""
    return daily.due(session, NAME, now, most)


def take_turn(session: Session, centre_id: int, now: datetime) -> Daily | None:
    return daily.take(session, centre_id, NAME, now)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _DUE(session, now, most)


def guests_due(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _GUESTS_DUE(session, now, most)


def plan_of(session: Session, centre_id: int, year: int) -> MeetingPlan | None:
    """Locked where rows can be."""
    chosen = select(MeetingPlan).where(MeetingPlan.centre_id == centre_id, MeetingPlan.year == year)
    return session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()


def plans(session: Session, centre_id: int) -> Sequence[MeetingPlan]:
    """The latest year first."""
    chosen = select(MeetingPlan).where(MeetingPlan.centre_id == centre_id)
    return session.exec(chosen.order_by(col(MeetingPlan.year).desc())).all()


def plan(session: Session, plan_id: int, centre_id: int) -> MeetingPlan:
    """Locked. Raises Missing, also for another centre's."""
    return _locked(session, MeetingPlan, plan_id, centre_id)


def get(session: Session, meeting_id: int, centre_id: int | None = None) -> Meeting:
    """Locked. Raises Missing, also for another centre's."""
    return _locked(session, Meeting, meeting_id, centre_id)


def look(session: Session, meeting_id: int, centre_id: int) -> Meeting:
    """Only to be looked at. Raises Missing."""
    return _there(session, Meeting, meeting_id, centre_id)


def plan_there(session: Session, plan_id: int, centre_id: int) -> MeetingPlan:
    """Only to be looked at. Raises Missing."""
    return _there(session, MeetingPlan, plan_id, centre_id)


def meeting_of_guest(session: Session, guest_id: int, centre_id: int) -> int:
    """Raises Missing, also for another centre's."""
    return _there(session, MeetingGuest, guest_id, centre_id).meeting_id


def of_plan(session: Session, plan_id: int, centre_id: int) -> Sequence[Meeting]:
    """In order of time."""
    chosen = select(Meeting).where(Meeting.plan_id == plan_id, Meeting.centre_id == centre_id)
    return session.exec(chosen.order_by(col(Meeting.begins_at), col(Meeting.id))).all()


def buildings(session: Session, centre_id: int) -> list[str]:
    chosen = select(Unit.building).where(Unit.centre_id == centre_id).distinct().order_by(col(Unit.building))
    return list(session.exec(chosen))


def invite(session: Session, meeting: Meeting, *, now: datetime) -> int:
    """A row for every owner who lives there now, each once; how many. Those with a chat are asked now."""
    lives = select(Tenancy.id).join(Unit, col(Unit.id) == col(Tenancy.unit_id))
    lives = lives.where(Tenancy.owner_id == Owner.id, col(Tenancy.until).is_(None))
    if meeting.building:
        lives = lives.where(Unit.building == meeting.building)
    there = select(MeetingGuest.id).where(
        MeetingGuest.meeting_id == meeting.id, MeetingGuest.owner_id == Owner.id
    )
    chat: Any = (
        select(func.max(Contact.id))
        .where(
            Contact.owner_id == Owner.id,
            Contact.centre_id == meeting.centre_id,
            col(Contact.unreachable).is_(None),
        )
        .scalar_subquery()
    )
    values: tuple[Any, ...] = (literal(meeting.centre_id), literal(meeting.id), col(Owner.id), chat)
    whom: Any = select(*values, _when(chat, now), literal(False)).where(
        Owner.centre_id == meeting.centre_id, lives.exists(), ~there.exists()
    )
    into = ["centre_id", "meeting_id", "owner_id", "contact_id", "look_at", "attended"]
    session.flush()
    session.exec(insert(MeetingGuest).from_select(into, whom))
    return session.exec(select(func.count()).where(MeetingGuest.meeting_id == meeting.id)).one()


def without_chat(session: Session, meeting_id: int) -> int:
    """How many of the invited no chat reaches."""
    mine = MeetingGuest.meeting_id == meeting_id, col(MeetingGuest.contact_id).is_(None)
    return session.exec(select(func.count()).select_from(MeetingGuest).where(*mine)).one()


def hold_chats(session: Session, guest_ids: Sequence[int]) -> None:
    """Lock their conversations before anything else, as a turn does."""
    if session.is_sqlite:
        return  # its single writer is lock enough
    contacts = select(MeetingGuest.contact_id).where(col(MeetingGuest.id).in_(guest_ids))
    chosen = select(Conversation.contact_id).where(col(Conversation.contact_id).in_(contacts))
    session.exec(chosen.order_by(col(Conversation.contact_id)).with_for_update()).all()


def guest(session: Session, guest_id: int) -> MeetingGuest:
    """Of any centre, locked. Raises Missing."""
    chosen = select(MeetingGuest).where(col(MeetingGuest.id) == row_id(guest_id)).with_for_update()
    found = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def guests(session: Session, meeting_id: int, centre_id: int) -> Sequence[tuple[MeetingGuest, str]]:
    """With their names; who comes first, then who did not say, then who does not come."""
    order = case(
        (col(MeetingGuest.coming) == Coming.YES, 0), (col(MeetingGuest.coming).is_(None), 1), else_=2
    )
    chosen = (
        select(MeetingGuest, Owner.name)
        .join(Owner, col(Owner.id) == col(MeetingGuest.owner_id))
        .where(MeetingGuest.meeting_id == meeting_id, MeetingGuest.centre_id == centre_id)
    )
    return session.exec(chosen.order_by(order, col(MeetingGuest.id)).limit(MOST)).all()


def homes(session: Session, owner_ids: Collection[int], centre_id: int) -> dict[int, str]:
    """Where these owners live, one flat each."""
    chosen: Any = (
        select(Tenancy.owner_id, Unit.building, Unit.room)
        .join(Unit, col(Unit.id) == col(Tenancy.unit_id))
        .where(
            Tenancy.centre_id == centre_id,
            col(Tenancy.owner_id).in_(owner_ids),
            col(Tenancy.until).is_(None),
        )
    )
    return {owner: f"{building} {room}" for owner, building, room in session.exec(chosen)}


def counts(session: Session, meeting_ids: Collection[int], centre_id: int) -> dict[int, dict[str, int]]:
    """By meeting: how many are invited, come, do not, have no chat, were there."""
    sums: Any = (
        func.count(),
        func.sum(case((col(MeetingGuest.coming) == Coming.YES, 1), else_=0)),
        func.sum(case((col(MeetingGuest.coming) == Coming.NO, 1), else_=0)),
        func.sum(case((col(MeetingGuest.contact_id).is_(None), 1), else_=0)),
        func.sum(case((col(MeetingGuest.attended).is_(True), 1), else_=0)),
    )
    chosen: Any = (
        select(MeetingGuest.meeting_id, *sums)
        .where(MeetingGuest.centre_id == centre_id, col(MeetingGuest.meeting_id).in_(meeting_ids))
        .group_by(col(MeetingGuest.meeting_id))
    )
    names = ("invited", "yes", "no", "without_chat", "attended")
    return {number: dict(zip(names, map(int, found), strict=True)) for number, *found in session.exec(chosen)}


def look_at_guests(session: Session, meeting_id: int, at: datetime | None) -> None:
    """When the clock looks at those who did not say no; None when nothing is to be asked any more."""
    mine = [col(MeetingGuest.meeting_id) == meeting_id, col(MeetingGuest.asked_at).is_not(None)]
    if at is not None:
        mine.append(col(MeetingGuest.coming).is_distinct_from(Coming.NO))
    else:
        mine = mine[:1]
    session.flush()
    session.exec(update(MeetingGuest).where(*mine).values(look_at=at))


def _there(session: Session, table: type[Thing], number: int, centre_id: int) -> Thing:
    found = session.get(table, row_id(number))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def _when(chat: Any, now: datetime) -> Any:
    """Only those whom a chat reaches are looked at by the clock."""
    return case((chat.is_not(None), literal(now, UTCDateTime())), else_=None)


def _locked(session: Session, table: type[Row], number: int, centre_id: int | None) -> Row:
    chosen = select(table).where(col(table.id) == row_id(number)).with_for_update()
    found = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    if found is None or centre_id not in (None, found.centre_id):
        raise Missing
    return found
