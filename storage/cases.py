"""Cases: numbered, found within their centre, changed only when nobody was first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import bindparam, col, select, update

from procedures.kinds import CaseState, Severity, Validity
from storage.missing import Missing, row_id
from storage.prepared import NewRow, Prepared, insert_once
from storage.session import Session
from storage.tables import Case, Counter, Task

_NEXT = Prepared(
    postgresql.insert(Counter)
    .on_conflict_do_update(index_elements=["centre_id", "name"], set_={"value": col(Counter.value) + 1})
    .returning(col(Counter.value)),
    *("centre_id", "name", "value"),
)
_NEW = {
    "severity": Severity.ORDINARY,
    "state": CaseState.OPEN,
    "details": "{}",
    "cause": "",
    "measure": "",
    "validity": Validity.UNDECIDED,
    "validity_reason": "",
    "explanation": "",
    "helped": "",
    "level": "handler",
    "constructive": False,
    "awaits_rain": False,
}
_OPENED = (
    *("centre_id", "number", "kind", "category", "urgent", "source", "contact_id", "owner_id", "unit_id"),
    *("place", "story", "visit_from", "visit_until", "wished_by", "reply_by", "reply_clause", "reply_steps"),
    *("warn_at", "close_by", "close_clause", "close_steps", "parent_id", "relation", "opened_at"),
    *("triage_by", "triage_look_at", "look_at", "close_warn_at"),
)
_ADD = NewRow(Case, *_OPENED, *_NEW)
_ADD_TASK = insert_once(
    Task,
    *("centre_id", "kind", "key", "case_id", "contact_id", "due_at", "clause", "for_role", "staff_id"),
    *("data", "note"),
)
_STATE = Prepared(
    update(Case)
    .where(col(Case.id) == bindparam("which"), col(Case.state) == bindparam("from_state"))
    .values(state=bindparam("to"))
)

_LOCKED = (
    select(Case)
    .where(col(Case.id) == bindparam("which"), col(Case.centre_id) == bindparam("of_centre"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_OPEN_TASK = Prepared(
    select(Task.id).where(
        col(Task.kind) == bindparam("of_kind"),
        col(Task.key) == bindparam("with_key"),
        col(Task.done_at).is_(None),
    )
)
_OPEN_KINDS = Prepared(
    select(Task.kind).where(col(Task.case_id) == bindparam("of_case"), col(Task.done_at).is_(None))
)


def add(session: Session, **values: Any) -> int:
    """Write a new case; its id."""
    return _ADD.add(session, **_NEW, **values)


def next_number(session: Session, centre_id: int, *, now: datetime, series: str = "") -> str:
    """The next number of a centre's month, as people say it: "2611-0042", of a series "I2611-0001"."""
    month = f"{series}{now:%y%m}"
    row = _NEXT.one(session, centre_id=centre_id, name=month, value=1)
    assert row
    return f"{month}-{row[0]:04}"


def get(session: Session, case_id: int, centre_id: int) -> Case:
    """A case of this centre, as it is now; locked where rows can be. Raises Missing."""
    mine = {"which": row_id(case_id), "of_centre": centre_id}
    found = session.exec(_LOCKED, params=mine).one_or_none()
    if found is None:
        raise Missing
    return found


def look(session: Session, case_id: int, centre_id: int) -> Case:
    """A case of this centre, only to be looked at. Raises Missing."""
    found = session.get(Case, row_id(case_id))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def by_number(session: Session, number: str, centre_id: int) -> Case:
    """Raises Missing for a number of another centre, too."""
    found = session.exec(
        select(Case).where(col(Case.number) == number, col(Case.centre_id) == centre_id)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def change_state(session: Session, case: Case, to: CaseState) -> bool:
    """Move a case on from the state it was read in; False when somebody was first."""
    session.flush()
    moved = _STATE.run(session, which=case.id, from_state=case.state, to=to)
    if moved:
        set_committed_value(case, "state", str(to))
        session.signals.add(f"centre:{case.centre_id}")
    return bool(moved)


def of_contact(session: Session, contact_id: int, owner_id: int | None, *, most: int = 8) -> list[Case]:
    """The newest cases of an owner, or of a contact nobody is known for."""
    mine = col(Case.contact_id) == contact_id
    if owner_id is not None:
        mine = mine | (col(Case.owner_id) == owner_id)
    return list(session.exec(select(Case).where(mine).order_by(col(Case.id).desc()).limit(most)))


class NewTask(NamedTuple):
    """A task to be written; `key` makes it one of its kind ("case:12"), `data` is a JSON object."""

    centre_id: int
    kind: str
    key: str
    due_at: datetime
    case_id: int | None = None
    contact_id: int | None = None
    clause: str | None = None
    for_role: str | None = None
    staff_id: int | None = None
    data: str = "{}"


def add_task(session: Session, task: NewTask) -> bool:
    """A task for staff, once for its kind and key; whether it is new."""
    added = _ADD_TASK.run(session, **task._asdict(), note="")
    if added:
        session.signals.add(f"centre:{task.centre_id}")
    return bool(added)


def is_at_it(
    session: Session, kind: str, *, case_id: int | None = None, contact_id: int | None = None
) -> bool:
    """Whether such a task of a case, or of a contact without one, is still open."""
    of = (
        Task.case_id == case_id
        if case_id
        else (col(Task.case_id).is_(None) & (Task.contact_id == contact_id))
    )
    chosen = select(Task.id).where(Task.kind == kind, of, col(Task.done_at).is_(None))
    return session.exec(chosen).first() is not None


def count_changed(result: Any) -> int:
    """How many rows a Core UPDATE touched."""
    assert isinstance(result, CursorResult)
    return result.rowcount


def newest_child(session: Session, parent_id: int, relation: str) -> Case | None:
    """The latest case linked to another in this way."""
    chosen = select(Case).where(Case.parent_id == parent_id, Case.relation == relation)
    return session.exec(chosen.order_by(col(Case.id).desc())).first()


def end_tasks(session: Session, case: Case, kinds: Sequence[str], *, by_id: int, at: datetime) -> None:
    """End the open tasks of these kinds that a case has."""
    if not _has_open(session, case.id or 0, kinds):
        return
    ended = update(Task).where(
        col(Task.case_id) == case.id, col(Task.kind).in_(kinds), col(Task.done_at).is_(None)
    )
    if count_changed(session.exec(ended.values(done_at=at, done_by=by_id))):
        session.signals.add(f"centre:{case.centre_id}")


def end_tasks_of(session: Session, case_id: int, kinds: Sequence[str], *, at: datetime) -> None:
    """End a case's open tasks of these kinds without anybody's doing: another has taken their place."""
    if not _has_open(session, case_id, kinds):
        return
    ended = update(Task).where(
        col(Task.case_id) == case_id, col(Task.kind).in_(kinds), col(Task.done_at).is_(None)
    )
    session.exec(ended.values(done_at=at))


def _has_open(session: Session, case_id: int, kinds: Sequence[str]) -> bool:
    """Most acts end none; a look costs a tenth of an UPDATE."""
    session.flush()
    return any(kind in kinds for (kind,) in _OPEN_KINDS.all(session, of_case=case_id))


def is_task_there(session: Session, kind: str, key: str) -> bool:
    """Whether there is, or was, such a task."""
    return session.exec(select(Task.id).where(Task.kind == kind, Task.key == key)).first() is not None


def open_task(session: Session, kind: str, key: str) -> Task | None:
    session.flush()
    found = _OPEN_TASK.one(session, of_kind=kind, with_key=key)
    return session.get(Task, found[0]) if found else None
