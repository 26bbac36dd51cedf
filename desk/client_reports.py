"""The quarterly report on the client archive: asked for, and handed in by name (C2)."""

from datetime import datetime
from typing import Any

import msgspec

from desk.actor import THE_BOT, Actor
from desk.centres import Working, working
from desk.clients import rules_of
from desk.noting import note
from desk.plain import plain
from procedures.kinds import Role
from procedures.quarters import Quarter
from procedures.refused import Refused, Why
from storage import Session, cases, client_figures, client_reports, improving
from storage.cases import NewTask
from storage.tables import ClientReport

TASK, LATE = "quarterly_report", "quarterly_report_late"
HANDED_IN = "handed_in"


def ask_for(session: Session, quarter: Quarter, desk: Working, *, now: datetime) -> ClientReport:
    """The quarter comes to its end: whoever writes the report has it on their list."""
    rule = rules_of(desk).report
    due = quarter.closes(desk.calendar)
    report = ClientReport(
        centre_id=desk.centre.id, quarter=str(quarter), clause=rule.clause, due_at=due, look_at=due
    )
    session.add(report)
    _record(session, report, "report_asked_for", THE_BOT, now, due_at=due.isoformat())
    _tell(session, report, TASK, rule.by)
    return report


def tell_late(session: Session, report: ClientReport, *, now: datetime) -> None:
    """Nobody has handed it in: whoever it is for is told, once, in contact hours."""
    desk = working(session, report.centre_id, now=now)
    opens = desk.calendar.next_open(now)
    if report.look_at is None or report.look_at > now:
        return
    report.look_at = opens if opens > now else None
    if report.look_at is None:
        _tell(session, report, LATE, rules_of(desk).report.to)
        _record(session, report, "report_late", THE_BOT, now)


def hand_in(session: Session, report_id: int, *, words: str = "", by: Actor, now: datetime) -> None:
    """Somebody hands it in: the figures of that moment are kept with their name. Raises Refused, Missing."""
    report = client_reports.get(session, report_id, by.centre_id)
    desk = working(session, by.centre_id, now=now)
    rule = rules_of(desk).report
    if by.role not in {rule.by, rule.to, Role.DIRECTOR, Role.GENERAL_DIRECTOR}:
        raise Refused(Why.ROLE_MAY_NOT, role=by.role, act="hand_in_report")
    if report.state == HANDED_IN:
        raise Refused("refused.done_already")
    report.figures = msgspec.json.encode(figures_of(session, report, desk, now=now)).decode()
    report.state, report.look_at, report.note = HANDED_IN, None, plain(words).strip()
    report.handed_in_at, report.handed_in_by = now, by.staff_id
    for kind in (TASK, LATE):
        improving.end_task(session, kind, _key(report), by_id=by.staff_id, at=now)
    _record(session, report, "report_handed_in", str(by), now, words=report.note)


def figures_of(session: Session, report: ClientReport, desk: Working, *, now: datetime) -> dict[str, Any]:
    """As handed in; before that as they stand now."""
    if report.state == HANDED_IN:
        return msgspec.json.decode(report.figures)
    quarter, rules = Quarter.read(report.quarter), desk.procedure.clients
    return client_figures.figures(
        session,
        report.centre_id,
        opinions=rules.opinions.kinds if rules else (),
        since=quarter.begins(desk.calendar),
        until=min(now, quarter.ends(desk.calendar)),
    )


def _tell(session: Session, report: ClientReport, kind: str, role: Role) -> None:
    task = NewTask(
        centre_id=report.centre_id,
        kind=kind,
        key=_key(report),
        due_at=report.due_at,
        clause=report.clause,
        for_role=role,
    )
    cases.add_task(session, task)


def _key(report: ClientReport) -> str:
    return f"{report.centre_id}:{report.quarter}"


def _record(session: Session, report: ClientReport, what: str, by: str, now: datetime, **data: str) -> None:
    note(
        session,
        what,
        centre_id=report.centre_id,
        case_id=None,
        by=by,
        now=now,
        clause=report.clause,
        quarter=report.quarter,
        **data,
    )
    session.signals.add(f"centre:{report.centre_id}")
