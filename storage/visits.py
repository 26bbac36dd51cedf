"""Visits on site: revisits with an owner's time, and the appointments made for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import bindparam, col, func, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from procedures.calendar import Period
from procedures.kinds import AppointmentState, RevisitForm, RevisitState
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.revisits import ENDED, Row
from storage.session import Session
from storage.tables import Appointment, Case, Contact, Conversation, Revisit, Staff, Task


class Visit(NamedTuple):
    """A revisit that somebody makes on site; one of an owner alone has no case."""

    revisit: Revisit
    case: Case | None

    @property
    def owner_id(self) -> int | None:
        return self.revisit.owner_id or (self.case.owner_id if self.case else None)


_IS_OURS = or_(col(Revisit.form) == str(RevisitForm.ON_SITE), col(Revisit.state) == str(RevisitState.DONE))
_AS_IT_IS = {"populate_existing": True}
_LOCKED = select(Revisit).where(col(Revisit.id) == bindparam("which")).with_for_update()
_LOCKED_CASE = select(Case).where(col(Case.id) == bindparam("which")).with_for_update()
_DUE = DueIds(
    select(Revisit.id)
    .where(col(Revisit.next_at) <= NOW, _IS_OURS)
    .order_by(col(Revisit.next_at), col(Revisit.id))
)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Visits that the clock has to look at, and records that the owner is to confirm."""
    return _DUE(session, now, most)


def get(session: Session, revisit_id: int) -> Visit:
    """As it is now, locked with its case. Raises Missing."""
    revisit = _as_it_is(session, _LOCKED, row_id(revisit_id))
    if revisit is None:
        raise Missing
    case = _as_it_is(session, _LOCKED_CASE, revisit.case_id)
    return Visit(revisit, case)


def _as_it_is(session: Session, chosen: SelectOfScalar[Row], which: int | None) -> Row | None:
    return session.exec(chosen, params={"which": which}, execution_options=_AS_IT_IS).one_or_none()


def hold(session: Session, revisits: Sequence[int]) -> None:
    """Lock the conversations of these visits' owners first, as a turn does (one order for all)."""
    if session.is_sqlite:
        return  # its single writer is lock enough
    of_case = select(Case.contact_id).join(Revisit, col(Revisit.case_id) == col(Case.id))
    owners = select(func.coalesce(Revisit.owner_id, Case.owner_id)).join(
        Case, col(Case.id) == col(Revisit.case_id), isouter=True
    )
    theirs = select(Contact.id).where(
        or_(
            col(Contact.id).in_(of_case.where(col(Revisit.id).in_(revisits))),
            col(Contact.owner_id).in_(owners.where(col(Revisit.id).in_(revisits))),
        )
    )
    chosen = select(Conversation.contact_id).where(col(Conversation.contact_id).in_(theirs))
    session.exec(chosen.order_by(col(Conversation.contact_id)).with_for_update()).all()


def taken(session: Session, centre_id: int, by_whom: str, *, but: int | None, now: datetime) -> list[Period]:
    """The times at which this role is to be somewhere already."""
    chosen = select(Revisit.visit_from, Revisit.visit_until).where(
        Revisit.centre_id == centre_id,
        Revisit.by_whom == by_whom,
        Revisit.state == RevisitState.BOOKED,
        Revisit.id != but,
        col(Revisit.visit_until) > now,
    )
    return [Period(start, end) for start, end in session.exec(chosen) if start and end]


def booked_of(session: Session, centre_id: int, contact_id: int, owner_id: int | None) -> list[Revisit]:
    """The visits that an owner expects, the next one first."""
    mine = col(Case.contact_id) == contact_id
    if owner_id is not None:
        mine = mine | (col(Case.owner_id) == owner_id) | (col(Revisit.owner_id) == owner_id)
    chosen = (
        select(Revisit)
        .join(Case, col(Case.id) == col(Revisit.case_id), isouter=True)
        .where(Revisit.centre_id == centre_id, Revisit.state == RevisitState.BOOKED, mine)
    )
    return list(session.exec(chosen.order_by(col(Revisit.visit_from), col(Revisit.id))))


def history(session: Session, revisit_id: int) -> Sequence[Appointment]:
    """Every time that was offered or fixed for a visit, in order."""
    chosen = select(Appointment).where(Appointment.revisit_id == revisit_id)
    return session.exec(chosen.order_by(col(Appointment.revision))).all()


def newest(session: Session, revisit_id: int) -> Appointment | None:
    chosen = select(Appointment).where(Appointment.revisit_id == revisit_id)
    return session.exec(chosen.order_by(col(Appointment.revision).desc())).first()


def count(session: Session, revisit_id: int, *states: AppointmentState) -> int:
    chosen = select(func.count()).select_from(Appointment).where(Appointment.revisit_id == revisit_id)
    return session.exec(chosen.where(col(Appointment.state).in_(states)) if states else chosen).one()


def only_one_with(session: Session, centre_id: int, role: str) -> int | None:
    """The one person at work with this role; None when there are several."""
    chosen = select(Staff.id).where(
        Staff.centre_id == centre_id, Staff.role == role, col(Staff.disabled_at).is_(None)
    )
    found = session.exec(chosen.limit(2)).all()
    return found[0] if len(found) == 1 else None


def end_tasks(
    session: Session, revisit_id: int, kinds: Sequence[str], *, by: int | None, at: datetime
) -> None:
    """End the open tasks of a visit; each has a key of its own ("revisit:12:3")."""
    mine = or_(col(Task.key) == f"revisit:{revisit_id}", col(Task.key).like(f"revisit:{revisit_id}:%"))
    which = mine, col(Task.kind).in_(kinds), col(Task.done_at).is_(None)
    session.exec(update(Task).where(*which).values(done_at=at, done_by=by))


def is_over(session: Session, revisit_id: int) -> bool:
    """Whether a visit has ended, or is none."""
    state = session.exec(select(Revisit.state).where(Revisit.id == revisit_id)).one_or_none()
    return state in (None, *ENDED)
