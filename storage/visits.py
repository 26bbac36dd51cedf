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
from storage.prepared import Prepared
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
_APPOINTMENTS = select(Appointment).where(col(Appointment.revisit_id) == bindparam("of_revisit"))
_HISTORY = _APPOINTMENTS.order_by(col(Appointment.revision))
_NEWEST = _APPOINTMENTS.order_by(col(Appointment.revision).desc()).limit(1)
_STATES = Prepared(select(Appointment.state).where(col(Appointment.revisit_id) == bindparam("of_revisit")))
_TAKEN = Prepared(
    select(Revisit.visit_from, Revisit.visit_until).where(
        col(Revisit.centre_id) == bindparam("of_centre"),
        col(Revisit.by_whom) == bindparam("role"),
        col(Revisit.state) == str(RevisitState.BOOKED),
        col(Revisit.id) != bindparam("but"),
        col(Revisit.visit_until) > bindparam("now"),
    )
)
_WITH_ROLE = Prepared(
    select(Staff.id)
    .where(
        col(Staff.centre_id) == bindparam("of_centre"),
        col(Staff.role) == bindparam("of_role"),
        col(Staff.disabled_at).is_(None),
    )
    .limit(2)
)
_OPEN_TASKS = select(Task.id, Task.kind, Task.key).where(col(Task.done_at).is_(None))
_TASKS_OF_CASE = Prepared(_OPEN_TASKS.where(col(Task.case_id) == bindparam("of_case")))
_TASKS_OF_NO_CASE = Prepared(
    _OPEN_TASKS.where(col(Task.centre_id) == bindparam("of_centre"), col(Task.case_id).is_(None))
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
    session.flush()
    times = _TAKEN.all(session, of_centre=centre_id, role=by_whom, but=but or 0, now=now)
    return [Period(start, end) for start, end in times if start and end]


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
    return session.exec(_HISTORY, params={"of_revisit": revisit_id}).all()


def newest(session: Session, revisit_id: int) -> Appointment | None:
    return session.exec(_NEWEST, params={"of_revisit": revisit_id}).first()


def count(session: Session, revisit_id: int, *states: AppointmentState) -> int:
    """How many times were offered or fixed; only those in these states, if any are named."""
    session.flush()
    found = [state for (state,) in _STATES.all(session, of_revisit=revisit_id)]
    return sum(state in states for state in found) if states else len(found)


def only_one_with(session: Session, centre_id: int, role: str) -> int | None:
    """The one person at work with this role; None when there are several."""
    session.flush()
    found = _WITH_ROLE.all(session, of_centre=centre_id, of_role=role)
    return found[0][0] if len(found) == 1 else None


def end_tasks(
    session: Session, revisit: Revisit, kinds: Sequence[str], *, by: int | None, at: datetime
) -> None:
    """End the open tasks of a visit; each has a key of its own ("revisit:12:3")."""
    session.flush()
    tasks = (
        _TASKS_OF_CASE.all(session, of_case=revisit.case_id)
        if revisit.case_id
        else _TASKS_OF_NO_CASE.all(session, of_centre=revisit.centre_id)
    )
    mine = f"revisit:{revisit.id}:"
    found = [which for which, kind, key in tasks if kind in kinds and f"{key}:".startswith(mine)]
    if found:
        session.exec(update(Task).where(col(Task.id).in_(found)).values(done_at=at, done_by=by))


def is_over(session: Session, revisit_id: int) -> bool:
    """Whether a visit has ended, or is none."""
    state = session.exec(select(Revisit.state).where(Revisit.id == revisit_id)).one_or_none()
    return state in (None, *ENDED)
