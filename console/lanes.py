"""The lanes of the board: which open cases stand where, for whoever looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.countdown import is_late, triage
from procedures.escalation import HANDLER
from procedures.kinds import CaseState
from storage.boards import CaseRow


@dataclass(frozen=True)
class Lane:
    """A case may stand in several: one that is overdue is still somebody's."""

    name: str
    rows: Sequence[CaseRow]


def lanes(rows: Sequence[CaseRow], *, staff_id: int, now: datetime) -> list[Lane]:
    """Overdue, called up, to be decided, new, mine, waiting for the owner, and what others have in hand."""
    undecided = [row for row in rows if triage(row.case, now=now)]
    new = [row for row in rows if row.case.state == CaseState.OPEN and row not in undecided]
    waiting = [row for row in rows if row.case.state == CaseState.WAITING]
    mine = [row for row in rows if row.case.handler_id == staff_id and row not in waiting]
    shown = {row.case.id for row in (*undecided, *new, *waiting, *mine)}
    return [
        Lane("overdue", [row for row in rows if is_late(row.case, now=now)]),
        Lane("escalated", [row for row in rows if row.case.level != HANDLER]),
        Lane("undecided", sorted(undecided, key=lambda row: row.case.triage_by or now)),
        Lane("new", new),
        Lane("mine", mine),
        Lane("waiting", waiting),
        Lane("others", [row for row in rows if row.case.id not in shown]),
    ]
