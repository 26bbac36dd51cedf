"""Due work of reports: drafted on their day, reminded of, and chased when they are late (A4.4.1, B4.2.1)."""

from datetime import datetime, timedelta

from desk import reports as acts
from desk.actor import THE_BOT
from desk.centres import Working, working
from desk.due_unit import Unit
from procedures.report_rules import ReportRule, Span
from procedures.reports import ReportState
from storage import Session, client_reports, reports
from storage.tables import Daily, Report

PUT_OFF = timedelta(hours=1)
DAY = timedelta(days=1)


def _draft(session: Session, centre_id: int, now: datetime) -> None:
    turn = reports.take_turn(session, centre_id, now)
    if turn is None:
        return
    desk = working(session, centre_id, now=now)
    coming = [now + DAY]
    for rule in desk.procedure.reports.values():
        for span in _missing(session, rule, desk, now):
            acts.draft(session, rule, span, desk, now=now)
        coming.append(rule.times(rule.newest(now, desk.calendar).moved(1), desk.calendar).draft_at)
    turn.next_at = min(coming)


def _missing(session: Session, rule: ReportRule, desk: Working, now: datetime) -> list[Span]:
    """The newest one, and the one before if no clock ran then; none of a time before the centre's work."""
    newest = rule.newest(now, desk.calendar)
    centre, found = desk.centre.id, []
    for span, goes_on in ((newest.moved(-1), True), (newest, False)):
        if goes_on and not reports.before_is_there(session, centre, rule.kind, str(span)):
            continue
        is_there = reports.is_there(session, centre, rule.kind, str(span))
        if not is_there and client_reports.was_at_work(session, centre, before=span.ends(desk.calendar)):
            found.append(span)
    return found


def _look(session: Session, report_id: int, now: datetime) -> None:
    """First its writer is reminded, then its signer told that it is late, then whoever stands above."""
    row = reports.get(session, report_id)
    if row.look_at is None or row.look_at > now:
        return
    desk = working(session, row.centre_id, now=now)
    opens = desk.calendar.next_open(now)
    if opens > now:
        row.look_at = opens
        return
    rule = acts.rule_of(desk.procedure, row)
    if row.reminded_at is None:
        _remind(session, row, rule, now)
    else:
        _chase(session, row, rule, desk, now)


def _remind(session: Session, row: Report, rule: ReportRule, now: datetime) -> None:
    row.reminded_at, row.look_at = now, max(row.due_at, now)
    if row.state == ReportState.DRAFT:
        acts.tell(session, row, acts.REMINDER, role=rule.by)
        acts.record(session, row, "report_reminded", THE_BOT, now)


def _chase(session: Session, row: Report, rule: ReportRule, desk: Working, now: datetime) -> None:
    kind, role = (acts.OVERDUE, rule.chased_to) if row.chased else (acts.LATE, rule.signed_by)
    acts.tell(session, row, kind, role=role)
    acts.record(session, row, kind, THE_BOT, now)
    row.look_at = None if row.chased else desk.calendar.next_day_open(now)
    row.chased += 1


def _draft_later(session: Session, centre_id: int, now: datetime) -> int:
    session.merge(Daily(centre_id=centre_id, name=reports.NAME, next_at=now + PUT_OFF))
    return centre_id


def _look_later(session: Session, report_id: int, now: datetime) -> int:
    row = reports.get(session, report_id)
    row.look_at = now + PUT_OFF
    return row.centre_id


draft_reports = Unit("draft_reports", reports.to_draft, _draft, _draft_later)
look_at_reports = Unit("look_at_reports", reports.due, _look, _look_later)
