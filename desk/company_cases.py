"""Cases that the company passed on: when handled, they go back to its quality department (A4.2.3.2.2)."""

from datetime import datetime

import msgspec

from desk.actor import THE_BOT, Actor
from desk.centres import working
from desk.noting import note_on
from desk.plain import plain
from procedures import life
from procedures.kinds import CaseState, Role, Source
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, cases, ladder
from storage.cases import NewTask
from storage.tables import Case

LONGEST = 4000
DUE, OVERDUE, RETURNED = "return_note", "return_overdue", "returned_case"


def handled(session: Session, case: Case, *, now: datetime) -> None:
    """Handled: the return note to quality is due, in contact time; somebody gets the task."""
    desk = working(session, case.centre_id, now=now)
    rule = desk.procedure.deadlines.returned
    if case.source != Source.COMPANY or rule is None or case.returned_at is not None:
        return
    case.return_by = desk.calendar.add(now, rule.within)
    _task(session, case, DUE, rule.clause, due_at=case.return_by, staff_id=case.handler_id)
    note_on(session, case, "return_due", rule.clause, THE_BOT, now, due=case.return_by.isoformat())


def chase(session: Session, case: Case, *, now: datetime) -> None:
    """The note was not sent in time: the director is told, and again for as long as it lasts."""
    desk = working(session, case.centre_id, now=now)
    rules = desk.procedure.deadlines
    case.look_at = None
    if rules.returned is None or case.return_by is None or case.returned_at is not None:
        return
    opens = desk.calendar.next_open(now)
    if opens > now:
        case.look_at = opens
        return
    cases.end_tasks_of(session, case.id or 0, (OVERDUE,), at=now)
    who = ladder.whom(session, case, Role.DIRECTOR)
    _task(session, case, OVERDUE, rules.returned.clause, due_at=now, role=Role.DIRECTOR, staff_id=who)
    note_on(session, case, "return_overdue", rules.returned.clause, THE_BOT, now)
    case.look_at = desk.calendar.next_open(desk.calendar.add(now, rules.again))


def return_to_quality(session: Session, case_id: int, *, words: str, by: Actor, now: datetime) -> None:
    """The return note: quality gets its text as a task of theirs. Raises Refused, Missing."""
    life.allow(by.role, Act.RESOLVE)
    case = cases.get(session, case_id, by.centre_id)
    if case.source != Source.COMPANY or case.returned_at is not None:
        raise Refused("refused.nothing_to_return")
    if case.state not in (CaseState.RESOLVED, CaseState.CLOSED):
        raise Refused("refused.case_not_resolved")
    said = plain(words).strip()[:LONGEST]
    if not said:
        raise Refused("refused.words_needed")
    rule = working(session, by.centre_id, now=now).procedure.deadlines.returned
    clause = rule.clause if rule else "A4.2.3.2.2"
    case.returned_at, case.look_at = now, None
    cases.end_tasks(session, case, (DUE, OVERDUE), by_id=by.staff_id, at=now)
    _task(session, case, RETURNED, clause, due_at=now, role=Role.QUALITY, words=said)
    note_on(session, case, "returned", clause, str(by), now, words=said)


def _task(
    session: Session,
    case: Case,
    kind: str,
    clause: str,
    *,
    due_at: datetime,
    role: Role | None = None,
    staff_id: int | None = None,
    **data: object,
) -> None:
    task = NewTask(
        centre_id=case.centre_id,
        kind=kind,
        key=f"case:{case.id}:{due_at:%Y%m%d%H%M%S}",
        case_id=case.id,
        due_at=due_at,
        clause=clause,
        for_role=role,
        staff_id=staff_id,
        data=msgspec.json.encode(data).decode(),
    )
    cases.add_task(session, task)
