"""What the staff's board shows: open cases, revisits, tasks and dead letters of one centre."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import func
from sqlmodel import col, select

from procedures.kinds import CaseState, RevisitState
from storage.missing import Missing
from storage.session import Session
from storage.tables import Case, Contact, DeadLetter, Department, Owner, Revisit, Staff, Task, Unit
from storage.unfiled import ALARM, FILED_BY_STAFF

MOST = 500
OPEN_STATES = (CaseState.OPEN, CaseState.ASSIGNED, CaseState.TAKEN, CaseState.WAITING)
OWED_STATES = (
    *(RevisitState.PLANNED, RevisitState.ASKED, RevisitState.REMINDED, RevisitState.BOOKED),
    RevisitState.PHONE,
)


@dataclass(frozen=True)
class CaseRow:
    """A case with the names that people know."""

    case: Case
    building: str | None
    room: str | None
    owner: str | None
    handler: str | None
    department: str | None
    contact: str | None

    @property
    def unit(self) -> str:
        return f"{self.building} {self.room}" if self.room else self.case.place

    @property
    def who(self) -> str:
        return self.owner or self.contact or ""


@dataclass(frozen=True)
class RevisitRow:
    revisit: Revisit
    row: CaseRow
    phone: str | None


@dataclass(frozen=True)
class TaskRow:
    task: Task
    number: str | None
    owner: str | None
    phone: str | None
    contact: str | None
    account: str | None
    """The channel that the contact writes in ("telegram:main")."""

    @property
    def can_be_filed(self) -> bool:
        """Whether it tells of words that are in no case yet."""
        return self.task.kind in FILED_BY_STAFF and self.task.case_id is None

    @property
    def words(self) -> str:
        """What the owner wrote, where the task is about words."""
        return msgspec.json.decode(self.task.data).get("words", "")

    @property
    def notice(self) -> str:
        """The number of the document that the task is about."""
        return msgspec.json.decode(self.task.data).get("notice", "")

    @property
    def report(self) -> dict[str, Any]:
        """Id, kind and period of the report that the task is about; empty for others."""
        about = msgspec.json.decode(self.task.data)
        return about if "report" in about else {}


def open_cases(session: Session, centre_id: int) -> list[CaseRow]:
    """Everything not yet resolved, the earliest promise first."""
    wanted = named_cases(centre_id).where(col(Case.state).in_(OPEN_STATES))
    return case_rows(session.exec(wanted.order_by(col(Case.reply_by), col(Case.id)).limit(MOST)))


def named_cases(centre_id: int) -> Any:
    """A SELECT of a centre's cases, with the columns of a `CaseRow`."""
    return (
        select(Case, col(Unit.building), col(Unit.room), col(Owner.name))
        .add_columns(col(Staff.name), col(Department.name), col(Contact.name))
        .join(Unit, col(Unit.id) == col(Case.unit_id), isouter=True)
        .join(Owner, col(Owner.id) == col(Case.owner_id), isouter=True)
        .join(Staff, col(Staff.id) == col(Case.handler_id), isouter=True)
        .join(Department, col(Department.id) == col(Case.department_id), isouter=True)
        .join(Contact, col(Contact.id) == col(Case.contact_id), isouter=True)
        .where(col(Case.centre_id) == centre_id)
    )


def case_rows(rows: Any) -> list[CaseRow]:
    return [CaseRow(*row) for row in rows]


def revisits(
    session: Session, centre_id: int, states: Collection[str], *, due_before: datetime | None = None
) -> list[RevisitRow]:
    """Revisits in these states; those done newest first, those owed by due time."""
    wanted = _named_revisits(centre_id).where(col(Revisit.state).in_(states))
    if due_before is not None:
        wanted = wanted.where(Revisit.due_at < due_before)
    owed = RevisitState.DONE not in states
    by = (col(Revisit.due_at), col(Revisit.id)) if owed else (col(Revisit.done_at).desc(), col(Revisit.id))
    return [_revisit_row(row) for row in session.exec(wanted.order_by(*by).limit(MOST))]


def revisit(session: Session, revisit_id: int, centre_id: int) -> RevisitRow:
    """Raises Missing."""
    found = session.exec(_named_revisits(centre_id).where(Revisit.id == revisit_id)).one_or_none()
    if found is None:
        raise Missing
    return _revisit_row(found)


def _named_revisits(centre_id: int) -> Any:
    joined = named_cases(centre_id).join(Revisit, col(Revisit.case_id) == col(Case.id))
    return joined.add_columns(Revisit, col(Owner.phone)).where(Revisit.centre_id == centre_id)


def _revisit_row(row: Sequence[Any]) -> RevisitRow:
    *case, revisit, phone = row
    return RevisitRow(revisit, CaseRow(*case), phone)


def tasks(session: Session, centre_id: int, *, done: bool = False) -> list[TaskRow]:
    wanted: Any = (
        select(Task, col(Case.number), col(Owner.name), col(Owner.phone))
        .add_columns(col(Contact.name), col(Contact.account))
        .join(Case, col(Case.id) == col(Task.case_id), isouter=True)
        .join(Contact, col(Contact.id) == col(Task.contact_id), isouter=True)
        .join(Owner, col(Owner.id) == func.coalesce(Case.owner_id, Contact.owner_id), isouter=True)
        .where(col(Task.centre_id) == centre_id)
    )
    if done:
        wanted = wanted.where(col(Task.done_at).is_not(None)).order_by(col(Task.done_at).desc())
    else:
        danger_first = col(Task.kind) != ALARM
        wanted = wanted.where(col(Task.done_at).is_(None)).order_by(danger_first, col(Task.due_at))
    return [TaskRow(*row) for row in session.exec(wanted.limit(MOST))]


def dead_letters(session: Session, centre_id: int) -> Sequence[DeadLetter]:
    mine = DeadLetter.centre_id == centre_id, col(DeadLetter.solved_at).is_(None)
    return session.exec(select(DeadLetter).where(*mine).order_by(col(DeadLetter.id)).limit(MOST)).all()


def contacts_of_centre(session: Session, contact_ids: Collection[int], centre_id: int) -> set[int]:
    """Which of these contacts are this centre's."""
    wanted = select(Contact.id).where(col(Contact.id).in_(contact_ids), Contact.centre_id == centre_id)
    return {found for found in session.exec(wanted) if found is not None}
