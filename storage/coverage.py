"""The revisits of a month: what the count looks at, and the rows behind a number."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select

from procedures.coverage import Asked
from procedures.kinds import RevisitForm, RevisitState
from storage.missing import Missing
from storage.session import Session
from storage.tables import Case, Owner, Revisit, Staff, Unit

MOST = 200
_FORMS = {str(form): form for form in RevisitForm}
_STATES = {str(state): state for state in RevisitState}


@dataclass(frozen=True)
class Row:
    """A revisit behind a number, with the names that people know."""

    revisit: Revisit
    number: str | None
    owner: str | None
    building: str | None
    room: str | None
    by: str | None

    @property
    def unit(self) -> str:
        return f"{self.building} {self.room}" if self.room else ""


def of_month(session: Session, *, since: datetime, until: datetime, centre_id: int) -> list[Asked]:
    """Everything due in a centre between two moments; one walk along `revisit_of_centre`."""
    at = func.coalesce(Revisit.visited_at, Revisit.done_at)
    columns: Any = (Revisit.id, Revisit.rule, Revisit.also, Revisit.form, Revisit.state)
    chosen: Any = (
        select(*columns)
        .add_columns(col(Revisit.due_at), at, col(Revisit.done_form), col(Revisit.why))
        .where(Revisit.centre_id == centre_id, Revisit.due_at >= since, Revisit.due_at < until)
        .order_by(col(Revisit.due_at), col(Revisit.id))
    )
    return [_asked(*row) for row in session.exec(chosen)]


def rows(session: Session, ids: Collection[int], centre_id: int) -> Sequence[Row]:
    """These revisits of a centre, by due time."""
    return [Row(*row) for row in session.exec(_named(centre_id).where(col(Revisit.id).in_(ids)))]


def row(session: Session, revisit_id: int, centre_id: int) -> Row:
    """One revisit of a centre. Raises Missing."""
    found = rows(session, [revisit_id], centre_id)
    if not found:
        raise Missing
    return found[0]


def owners_to_visit(session: Session, centre_id: int, *, states: Collection[str]) -> Sequence[Row]:
    """Revisits without a case (new owners, planned by hand) in these states, by due time."""
    chosen = _named(centre_id).where(col(Revisit.case_id).is_(None), col(Revisit.state).in_(states))
    return [Row(*row) for row in session.exec(chosen.limit(MOST))]


def _named(centre_id: int) -> Any:
    chosen: Any = (
        select(Revisit, col(Case.number), col(Owner.name), col(Unit.building))
        .add_columns(col(Unit.room), col(Staff.name))
        .join(Case, col(Case.id) == col(Revisit.case_id), isouter=True)
        .join(Owner, col(Owner.id) == func.coalesce(Revisit.owner_id, Case.owner_id), isouter=True)
        .join(Unit, col(Unit.id) == func.coalesce(Revisit.unit_id, Case.unit_id), isouter=True)
        .join(Staff, col(Staff.id) == func.coalesce(Revisit.done_by, Revisit.visitor_id), isouter=True)
    )
    return chosen.where(col(Revisit.centre_id) == centre_id).order_by(col(Revisit.due_at), col(Revisit.id))


def _asked(
    number: int,
    rule: str,
    also: str,
    form: str,
    state: str,
    due_at: datetime,
    done_at: datetime | None,
    made_in: str | None,
    why: str | None,
) -> Asked:
    rules = frozenset((rule, *also.split(","))) if also else frozenset((rule,))
    made = _FORMS[made_in] if made_in else None
    return Asked(number, rules, _FORMS[form], _STATES[state], due_at, done_at, made, why)
