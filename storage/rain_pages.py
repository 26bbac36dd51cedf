"""What the rain page shows: how a campaign goes, and whom to visit, by building."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, literal
from sqlmodel import col, func, select

from procedures.kinds import Outcome, RevisitForm, RevisitState
from storage.rain_words import TASK
from storage.session import Session
from storage.tables import Case, Owner, Revisit, Task, Unit

MOST = 500


@dataclass(frozen=True)
class Progress:
    """How many repairs a storm's question went to, and how the answers stand."""

    dry: int = 0
    leaks: int = 0
    visit_wanted: int = 0
    to_visit: int = 0
    open: int = 0
    ended: int = 0

    @property
    def total(self) -> int:
        return self.dry + self.leaks + self.visit_wanted + self.to_visit + self.open + self.ended


@dataclass(frozen=True)
class Visit:
    """A repair that somebody has to look at: the owner was silent, or no chat reaches them."""

    task: Task
    number: str
    category: str
    building: str
    room: str
    owner: str | None
    phone: str | None
    why: str | None


def progress(session: Session, storm_id: int, centre_id: int) -> Progress:
    rows = session.exec(
        select(Revisit.state, Revisit.outcome, Revisit.why, func.count())
        .where(Revisit.storm_id == storm_id, Revisit.centre_id == centre_id, Revisit.form == RevisitForm.CHAT)
        .group_by(col(Revisit.state), col(Revisit.outcome), col(Revisit.why))
    )
    counts: Counter[str] = Counter()
    for state, outcome, why, many in rows:
        counts[_group(state, outcome, why)] += many
    return Progress(**counts)


def visits(session: Session, centre_id: int) -> list[tuple[str, list[Visit]]]:
    """Whom to visit, by building; flats in order."""
    found: dict[str, list[Visit]] = {}
    for row in _visits(session, centre_id):
        found.setdefault(row.building, []).append(row)
    return sorted(found.items())


def _visits(session: Session, centre_id: int) -> Sequence[Visit]:
    chosen: Any = (
        select(Task, col(Case.number), col(Case.category))
        .add_columns(func.coalesce(Unit.building, Case.place), func.coalesce(Unit.room, ""))
        .add_columns(col(Owner.name), col(Owner.phone), col(Revisit.why))
        .join(Case, col(Case.id) == col(Task.case_id))
        .join(
            Revisit,
            (col(Revisit.case_id) == col(Case.id))
            & (col(Task.key) == literal("revisit:") + cast(col(Revisit.id), String)),
        )
        .join(Unit, col(Unit.id) == col(Case.unit_id), isouter=True)
        .join(Owner, col(Owner.id) == col(Case.owner_id), isouter=True)
        .where(col(Task.centre_id) == centre_id, col(Task.kind) == TASK, col(Task.done_at).is_(None))
        .order_by(col(Unit.building), col(Unit.room), col(Task.id))
        .limit(MOST)
    )
    return [Visit(*row) for row in session.exec(chosen)]


def _group(state: str, outcome: str | None, why: str | None) -> str:
    if outcome == Outcome.SOLVED:
        return "dry"
    if outcome is not None:
        return "leaks"
    if state == RevisitState.SKIPPED:
        return "visit_wanted" if why == "visit_wanted" else "ended"
    return "to_visit" if state == RevisitState.PHONE else "open"
