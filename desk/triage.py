"""Triage: intake decides of a complaint, explains what is invalid, and may decide anew (A4.2.3)."""

from datetime import datetime

from desk import contacting
from desk.acting import CHASED, CONTACT, SOMEBODY_WAS_FIRST, OnCase, on_case, written
from desk.actor import Actor
from desk.centres import Working, working
from desk.explaining import explain
from desk.plain import plain
from desk.proposals import propose
from desk.reopening import promise_anew, tell_reopened, times
from desk.revisits import on_triage, put_off_until_done
from desk.severity import count_close_by
from procedures import life, triage
from procedures.kinds import CaseState, Category, Cause, Kind, Severity, Validity
from procedures.life import Act
from procedures.refused import Refused
from procedures.triage import Verdict
from storage import Missing, Session, cases, postponements
from storage.cases import NewTask
from storage.missing import row_id
from storage.tables import Case, Department

TASKS = ("decide", "decide_late")


def decide(
    session: Session,
    case_id: int,
    *,
    said: Verdict,
    category: Category,
    department_id: int | None = None,
    seen: Validity | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Say whether a complaint is valid, how severe, what about, whose (A4.2.3); again until it is resolved.

    An invalid one is resolved by its explanation (A4.2.3.2). `seen` is what the page showed that was decided
    upon: a decision made meanwhile is not overwritten. Raises Refused, Missing.
    """
    on = on_case(session, case_id, by, now)
    if seen is not None and on.case.validity != seen:
        raise Refused(SOMEBODY_WAS_FIRST, number=on.case.number)
    is_invalid = said.validity is Validity.INVALID
    life.allow(by.role, Act.TRIAGE)
    desk = working(session, by.centre_id, now=now)
    triage.allow(desk.procedure, Kind(on.case.kind), said)
    department = _department(session, department_id, by)
    on.moved(Act.FIND_INVALID if is_invalid else Act.TRIAGE)
    _write(on, said, category, desk)
    _give(on, department)
    on.end_tasks(*TASKS)
    if is_invalid:
        on.end_tasks(*CONTACT)
        explain(on, desk, explanation=written(said.explanation), helped=written(said.helped))
    elif on.case.validity == Validity.VALID:
        contacting.expect(on)


def reopen(session: Session, case_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """Take a matter up again that is not settled after all; a complaint is to be decided anew (A4.2.3).

    Its owner is told by when they hear now (A4.2.3.1.1). Raises Refused, Missing.
    """
    on = on_case(session, case_id, by, now)
    said = written(reason)
    on.moved(Act.REOPEN)
    case = on.case
    desk = working(session, by.centre_id, now=now)
    promise_anew(session, case, desk, now=now)
    due = triage.decide_by(desk.procedure, desk.calendar, kind=Kind(case.kind), now=now)
    case.triage_by = case.triage_look_at = due.by if due else None
    if due:
        case.validity = Validity.UNDECIDED
    on.end_tasks(*CHASED, *CONTACT)
    put_off_until_done(session, case, desk, by=by, now=now)
    if case.handler_id or case.department_id:
        cases.change_state(session, case, CaseState.ASSIGNED)
    on.recorded("reopened", clause="A4.2.3", words=said, **times(case))
    on_triage(session, case, desk, by=str(by), now=now)
    tell_reopened(session, case, desk, now=now)


def on_cause(session: Session, case: Case, cause: Cause | None, *, by: Actor, now: datetime) -> None:
    """A cause that lies in the procedure itself opens a proposal to change it (A4.4.3)."""
    if cause is not Cause.PROCEDURE:
        return
    words = "\n".join(filter(None, (case.cause, case.measure)))
    propose(
        session,
        centre_id=case.centre_id,
        case_id=case.id,
        clause="A4.4.3",
        words=words,
        by=str(by),
        now=now,
    )


def _write(on: OnCase, said: Verdict, category: Category, desk: Working) -> None:
    case = on.case
    was = {"was_validity": case.validity, "was_severity": case.severity, "was_category": case.category}
    case.validity, case.validity_reason = said.validity, plain(said.reason).strip()
    case.category = category
    case.triaged_at, case.triaged_by, case.triage_look_at = on.now, on.by.staff_id, None
    if case.severity != said.severity:
        case.severity = said.severity
        _count_anew(on, desk)
    if case.kind == Kind.SUGGESTION:
        case.constructive = said.severity is Severity.MAJOR
    rule = desk.procedure.triage.decision
    on.recorded(
        "triaged",
        clause=rule.clause if rule else None,
        validity=case.validity,
        words=case.validity_reason,
        severity=case.severity,
        category=category,
        close_by=case.close_by.isoformat() if case.close_by else None,
        **was,
    )
    on_triage(on.session, case, desk, by=str(on.by), now=on.now)
    _report_major(on)


def _count_anew(on: OnCase, desk: Working) -> None:
    """The severity's limit, unless a new time was agreed with the owner: that one stands (A4.2.3.1.4).

    Whoever has the case is told that it is due at another time now.
    """
    case, before = on.case, on.case.close_by
    if postponements.is_agreed(on.session, case):
        return
    count_close_by(case, desk)
    if case.close_by == before or case.handler_id in (None, on.by.staff_id):
        return
    task = NewTask(
        centre_id=case.centre_id,
        kind="new_limit",
        key=f"case:{case.id}:{on.now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=case.close_by or on.now,
        clause=case.close_clause,
        staff_id=case.handler_id,
    )
    on.end_tasks("new_limit")
    cases.add_task(on.session, task)


def _give(on: OnCase, department: Department | None) -> None:
    if department is None or department.id == on.case.department_id:
        return
    on.case.department_id = department.id
    if on.case.state == CaseState.OPEN:
        on.moved(Act.ASSIGN)
    on.recorded("assigned", clause="A4.2.3.1.1", department=department.id)


def _report_major(on: OnCase) -> None:
    """A major invalid complaint is reported to the director (A4.2.3.2)."""
    case = on.case
    if case.validity != Validity.INVALID or case.severity != Severity.MAJOR:
        return
    task = NewTask(
        centre_id=case.centre_id,
        kind="report_invalid",
        key=f"case:{case.id}:{on.now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=on.now,
        clause="A4.2.3.2",
        for_role="director",
    )
    cases.add_task(on.session, task)


def _department(session: Session, number: int | None, by: Actor) -> Department | None:
    if number is None:
        return None
    found = session.get(Department, row_id(number))
    if found is None or found.centre_id != by.centre_id:
        raise Missing
    return found
