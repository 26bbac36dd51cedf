"""Due work of triage: undecided complaints are chased (A4.2.3), and so are first contacts (A4.2.3.1.2)."""

from datetime import datetime, timedelta

from desk.actor import THE_BOT
from desk.centres import working
from desk.due_unit import Unit
from desk.noting import note_on
from procedures.kinds import Kind, Role, Validity
from storage import Session, cases, overdue, triage
from storage.boards import OPEN_STATES
from storage.cases import NewTask
from storage.tables import Case

PUT_OFF = timedelta(minutes=10)


def _look(session: Session, case_id: int, now: datetime) -> None:
    case = overdue.get(session, case_id)
    if case.triage_look_at is None or case.triage_look_at > now:
        return
    case.triage_look_at = None
    if case.state not in OPEN_STATES:
        return
    if case.validity == Validity.UNDECIDED:
        _chase_decision(session, case, now)
    elif case.contact_by is not None and case.first_contact_at is None:
        _add(session, case, "first_contact_late", Role.DIRECTOR, "contact_late", "A4.2.3.1.2", now)


def _chase_decision(session: Session, case: Case, now: datetime) -> None:
    """First the assistants, and the director after as long again."""
    desk = working(session, case.centre_id, now=now)
    rule = desk.procedure.triage.decides(Kind(case.kind))
    if rule is None:
        return
    if cases.is_task_there(session, "decide", _key(case)):
        _add(session, case, "decide_late", Role.DIRECTOR, "triage_late", rule.clause, now)
        return
    _add(session, case, "decide", Role.ASSISTANT, "triage_chased", rule.clause, now)
    case.triage_look_at = desk.calendar.add(now, rule.within)


def _add(session: Session, case: Case, kind: str, role: Role, what: str, clause: str, now: datetime) -> None:
    task = NewTask(
        centre_id=case.centre_id,
        kind=kind,
        key=_key(case),
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=clause,
        for_role=role,
    )
    cases.add_task(session, task)
    note_on(session, case, what, clause, THE_BOT, now)


def _key(case: Case) -> str:
    """One decision, one chase: a case that is taken up again is decided, and chased, anew."""
    since = case.contact_by if case.validity != Validity.UNDECIDED else case.triage_by
    return f"case:{case.id}:{since:%Y%m%d%H%M%S}"


def _later(session: Session, case_id: int, now: datetime) -> int:
    case = overdue.get(session, case_id)
    case.triage_look_at = now + PUT_OFF
    return case.centre_id


chase_triage = Unit("chase_triage", triage.to_look_at, _look, _later)
