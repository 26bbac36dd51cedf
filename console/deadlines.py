"""What a case's page shows of its deadlines: new times, the ladder, and why it is due when it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console import why
from console.desk import Desk
from desk.centres import calendar_of
from procedures.kinds import CaseState, Category, Kind, Role, Source
from procedures.postponing import PostponementState, longest, may_agree
from procedures.procedure import load
from procedures.promises import usual
from storage import archive, postponements

FIELD = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True)
class Place:
    """A rung of the ladder: who, whether the case is there now or has passed it."""

    role: str
    is_here: bool
    clause: str


async def deadline_facts(desk: Desk, found: archive.Dossier) -> dict[str, Any]:
    """For `case_deadlines.html` and the promise's panel."""
    case = found.row.case
    procedure = load(desk.centre.procedure)
    rules, kind = procedure.deadlines, Kind(case.kind)
    calendar = calendar_of(
        desk.centre.procedure, desk.centre.zone, desk.centre.holidays or procedure.holidays, desk.now.year
    )
    proposed = usual(procedure, calendar, kind=kind, category=Category(case.category), now=case.opened_at)
    most = longest(rules, calendar, now=desk.now)
    return {
        "why_reply": why.stored(case.reply_steps),
        "why_close": why.stored(case.close_steps),
        "usual": proposed,
        "why_usual": why.shown(proposed.steps) if proposed else [],
        "postponements": await desk.read(postponements.of_number, case.number),
        "ladder": [
            Place("handler", case.level == "handler", ""),
            *(Place(rung.role, case.level == rung.role, rung.clause) for rung in rules.rungs(kind)),
        ],
        "may_agree": may_agree(rules, Role(desk.staff.role)),
        "awaiting": PostponementState.AWAITS_DIRECTOR,
        "proposing": PostponementState.OWNER_PROPOSES,
        "alone_until": most,
        "soonest": _field(desk, desk.now),
        "suggested": _field(desk, most) if most else "",
        "owes_note": case.source == Source.COMPANY
        and case.returned_at is None
        and case.state in (CaseState.RESOLVED, CaseState.CLOSED),
    }


def _field(desk: Desk, at: datetime) -> str:
    """A moment as a browser's field for date and time wants it."""
    return at.astimezone(desk.zone).strftime(FIELD)
