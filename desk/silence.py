"""An owner who was asked and is silent for long: the case comes back to whoever asked (A4.2.3.1.4)."""

from datetime import datetime

from desk.actor import THE_BOT
from desk.centres import Working
from desk.noting import note_on
from procedures.kinds import CaseState
from storage import Session, cases
from storage.cases import NewTask
from storage.tables import Case

TASK = "owner_silent"


def ends_at(case: Case, desk: Working) -> datetime | None:
    """When the waiting is over; None when the procedure waits for ever."""
    rule = desk.procedure.deadlines.silent
    if rule is None or case.waits_since is None:
        return None
    return desk.calendar.end_of_nth_day(case.waits_since, rule.days)


def look(session: Session, case: Case, desk: Working, *, now: datetime) -> None:
    """Whoever has the case phones the owner; until then it is theirs again, with all its deadlines."""
    over, rule = ends_at(case, desk), desk.procedure.deadlines.silent
    if rule is None or over is None or over > now:
        return
    if not cases.change_state(session, case, CaseState.TAKEN):
        return
    task = NewTask(
        centre_id=case.centre_id,
        kind=TASK,
        key=f"case:{case.id}:{case.waits_since:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=rule.clause,
        staff_id=case.handler_id,
    )
    cases.add_task(session, task)
    since = case.waits_since.isoformat() if case.waits_since else None
    case.waits_since = None
    note_on(session, case, TASK, rule.clause, THE_BOT, now, since=since)
