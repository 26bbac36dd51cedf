"""What a severity brings: the close-by time, in the case itself and in what has to be done again (A3.1-b)."""

from datetime import datetime

import msgspec

from desk.actor import THE_BOT
from desk.centres import Working
from desk.deadlines import look_again
from desk.noting import note
from desk.planning import on_triage
from procedures.kinds import Category, Kind, Severity, Validity
from procedures.promises import close_by, warn_at
from storage import Session
from storage.tables import Case


def count_close_by(case: Case, desk: Working) -> None:
    """The severity decides by when a case is closed (A3.1-b), from intake or its being taken up again."""
    since = case.reopened_at or case.opened_at
    kind, severity = Kind(case.kind), Severity(case.severity)
    due = close_by(
        desk.procedure,
        desk.calendar,
        kind=kind,
        severity=severity,
        category=Category(case.category),
        now=since,
    )
    warned = warn_at(desk.procedure, desk.calendar, since=since, by=due.by) if due else None
    case.close_warn_at, case.close_warned_at = warned, None
    case.close_by, case.close_clause = (due.by, due.clause) if due else (None, None)
    case.close_steps = msgspec.json.encode(due.steps).decode() if due else "[]"


def inherit(session: Session, rework_id: int, parent: Case, desk: Working, *, now: datetime) -> None:
    """What was valid stays valid when it has to be done again; what was not is decided anew."""
    if parent.validity != Validity.VALID:
        return
    rework = session.get_one(Case, rework_id)
    rework.validity, rework.validity_reason = parent.validity, parent.validity_reason
    rework.severity, rework.triaged_at, rework.triage_look_at = parent.severity, now, None
    count_close_by(rework, desk)
    note(
        session,
        "triage_inherited",
        centre_id=rework.centre_id,
        case_id=rework_id,
        by=THE_BOT,
        now=now,
        clause="A4.2.3",
        number=parent.number,
        validity=rework.validity,
        severity=rework.severity,
    )
    on_triage(session, rework, desk, by=THE_BOT, now=now)
    look_again(session, rework, now=now)
