"""What came of the simulated year, in a few lines for the terminal."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, col, func, select

from desk.coverage import month_of
from procedures.kinds import RevisitState, Role
from storage import Session, Store, promises
from storage.tables import Case, CaseEvent, Incident, Revisit, Storm, Transfer


def summary(store: Store, centre_id: int, *, now: datetime) -> list[str]:
    """Lines of plain text, with the figures that the console shows."""
    return store.read(lambda session: list(_lines(session, centre_id, now)))


def _lines(session: Session, centre_id: int, now: datetime) -> Iterator[str]:
    others = f"incidents {_many(session, Incident)}, transfers {_many(session, Transfer)}"
    yield f"cases {_many(session, Case)}, {others}"
    kept, broken = (_many(session, Case, col(Case.promise_kept).is_(kept)) for kept in (True, False))
    kept += promises.kept_before(session, centre_id)
    yield f"promises kept {kept}, broken {broken}: {kept / max(kept + broken, 1):.0%} kept"
    director, company = _up(session, Role.DIRECTOR), _up(session, Role.COMPANY)
    yield f"escalated to the director {director}, to the company {company}"
    done = _many(session, Revisit, col(Revisit.state) == RevisitState.DONE)
    yield f"revisits {_many(session, Revisit)}, done {done}"
    asked = _many(session, Revisit, col(Revisit.storm_id).is_not(None))
    yield f"storms {_many(session, Storm)}, revisits after them {asked}"
    shares = month_of(session, None, centre_id, now=now).shares
    lines = (f"{one.rule.name} {len(one.line.made)}/{one.line.owed}" for one in shares)
    yield f"coverage of this month: {', '.join(lines)}"


def _up(session: Session, role: Role) -> int:
    """How often a case came up to this rung."""
    is_up = col(CaseEvent.what) == "escalated", col(CaseEvent.data).contains(f'"to":"{role}"')
    return session.exec(select(func.count()).select_from(CaseEvent).where(*is_up)).one()


def _many(session: Session, table: type[SQLModel], *where: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()
