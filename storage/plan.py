"""The plan of visits: who goes where, when and why (B4.2.3); and one visit with all that belongs to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import func, or_
from sqlmodel import col, select

from storage.archive import photos, staff_names
from storage.missing import Missing
from storage.session import Session
from storage.tables import Appointment, Attachment, Case, CaseEvent, Owner, Revisit, Staff, Unit
from storage.visits import history

MOST, MOST_EARLIER = 600, 20
# The same moment everywhere: when they were there, when they are expected, else when it is due.
AT: Any = func.coalesce(Revisit.visited_at, Revisit.visit_from, Revisit.due_at)


@dataclass(frozen=True)
class PlanRow:
    """A revisit with the names that people know; `case` is None for a visit to an owner."""

    revisit: Revisit
    case: Case | None
    building: str | None
    room: str | None
    owner: str | None
    phone: str | None
    address: str | None
    visitor: str | None

    @property
    def unit(self) -> str:
        """Where it is: the flat, else what intake wrote down, else where a consultancy's client resides."""
        if self.room:
            return f"{self.building} {self.room}"
        return (self.case.place if self.case else "") or self.address or ""

    @property
    def at(self) -> datetime:
        return self.revisit.visited_at or self.revisit.visit_from or self.revisit.due_at


@dataclass(frozen=True)
class VisitPage:
    """One visit, whole."""

    row: PlanRow
    times: Sequence[Appointment]
    earlier: Sequence[Revisit]
    photos: Sequence[Attachment]
    case_photos: Sequence[Attachment]
    events: Sequence[CaseEvent]
    names: dict[int, str]


def rows(
    session: Session,
    since: datetime,
    until: datetime,
    centre_id: int,
    *,
    who: int | None = None,
    forms: Collection[str] = (),
) -> list[PlanRow]:
    """A stretch of the plan, in the order of the clock; `who` is to go or went."""
    wanted = _named(centre_id).where(since <= AT, until > AT)
    if who is not None:
        wanted = wanted.where(or_(col(Revisit.visitor_id) == who, col(Revisit.done_by) == who))
    if forms:
        wanted = wanted.where(col(Revisit.form).in_(forms))
    return [PlanRow(*row) for row in session.exec(wanted.order_by(AT, col(Revisit.id)).limit(MOST))]


def page(session: Session, revisit_id: int, centre_id: int) -> VisitPage:
    """Raises Missing, also for another centre's."""
    found = session.exec(_named(centre_id).where(col(Revisit.id) == revisit_id)).one_or_none()
    if found is None:
        raise Missing
    row = PlanRow(*found)
    case_id = row.case.id if row.case else None
    mine = select(Attachment).where(Attachment.revisit_id == revisit_id, Attachment.centre_id == centre_id)
    return VisitPage(
        row=row,
        times=history(session, revisit_id),
        earlier=_earlier(session, row),
        photos=session.exec(mine.order_by(col(Attachment.id))).all(),
        case_photos=[one for one in photos(session, case_id, centre_id) if not one.revisit_id]
        if case_id
        else [],
        events=_events(session, row.revisit),
        names=staff_names(session, centre_id),
    )


def photo(session: Session, revisit_id: int, photo_id: int, centre_id: int) -> Attachment:
    """A picture that a visitor took, reached through its visit alone. Raises Missing."""
    found = session.get(Attachment, photo_id)
    if found is None or found.revisit_id != revisit_id or found.centre_id != centre_id:
        raise Missing
    return found


def _named(centre_id: int) -> Any:
    return (
        select(Revisit, Case, col(Unit.building), col(Unit.room))
        .add_columns(col(Owner.name), col(Owner.phone), col(Owner.address), col(Staff.name))
        .join(Case, col(Case.id) == col(Revisit.case_id), isouter=True)
        .join(Unit, col(Unit.id) == func.coalesce(Revisit.unit_id, Case.unit_id), isouter=True)
        .join(Owner, col(Owner.id) == func.coalesce(Revisit.owner_id, Case.owner_id), isouter=True)
        .join(Staff, col(Staff.id) == func.coalesce(Revisit.done_by, Revisit.visitor_id), isouter=True)
        .where(col(Revisit.centre_id) == centre_id)
    )


def _earlier(session: Session, row: PlanRow) -> Sequence[Revisit]:
    """Other revisits that this owner, or this case, has had."""
    owner = row.revisit.owner_id or (row.case.owner_id if row.case else None)
    theirs = select(Case.id).where(Case.owner_id == owner)
    mine = or_(col(Revisit.owner_id) == owner, col(Revisit.case_id).in_(theirs))
    if owner is None:
        mine = col(Revisit.case_id) == row.revisit.case_id
    wanted = select(Revisit).where(mine, Revisit.id != row.revisit.id, col(Revisit.done_at).is_not(None))
    wanted = wanted.where(Revisit.centre_id == row.revisit.centre_id)
    return session.exec(wanted.order_by(col(Revisit.done_at).desc()).limit(MOST_EARLIER)).all()


def _events(session: Session, revisit: Revisit) -> list[CaseEvent]:
    """What happened to this revisit: its case's events, or the centre's, that name it."""
    wanted = select(CaseEvent).where(
        CaseEvent.centre_id == revisit.centre_id,
        CaseEvent.case_id == revisit.case_id,
        col(CaseEvent.data).contains(f'"revisit":{revisit.id}', autoescape=True),
    )
    found = session.exec(wanted.order_by(col(CaseEvent.id)))
    return [event for event in found if msgspec.json.decode(event.data).get("revisit") == revisit.id]
