"""Reports: drafted, submitted, signed and so frozen, corrected by another version (A4.4.1, B4.2.1)."""

from datetime import datetime
from typing import Any

import msgspec

from desk import report_figures
from desk.actor import THE_BOT, Actor
from desk.centres import Working, working
from desk.noting import note
from desk.plain import plain
from procedures.kinds import Role
from procedures.procedure import Procedure
from procedures.refused import Refused
from procedures.report_rules import ReportRule, Span
from procedures.reports import Figures, ReportKind, ReportState
from storage import Missing, Session, cases, reports
from storage.cases import NewTask
from storage.tables import Report

LONGEST = 4000
DRAFT, REMINDER, SIGN, LATE, OVERDUE, RECEIVED = (
    *("report_draft", "report_reminder", "report_sign", "report_late", "report_overdue"),
    "report_received",
)
OF_WRITERS = (DRAFT, REMINDER)
ALL_TASKS = (*OF_WRITERS, SIGN, LATE, OVERDUE)
READ_FIGURES = msgspec.json.Decoder(Figures)


def draft(session: Session, rule: ReportRule, span: Span, desk: Working, *, now: datetime) -> Report:
    """The report of a month or week is there, and on the list of whoever writes it."""
    times = rule.times(span, desk.calendar)
    row = Report(
        centre_id=desk.centre.id,
        kind=rule.kind,
        period=str(span),
        clause=rule.clause,
        since=_since(session, rule, span, desk),
        due_at=times.due_at,
        look_at=max(times.remind_at, now),
        drafted_at=now,
    )
    session.add(row)
    session.flush()
    tell(session, row, DRAFT, role=rule.by)
    record(session, row, "report_drafted", THE_BOT, now)
    return row


def submit(session: Session, report_id: int, *, remarks: str = "", by: Actor, now: datetime) -> None:
    """Whoever writes it has looked at it; it is on the signer's list. Raises Refused, Missing."""
    row, rule, _ = _on(session, report_id, by, now)
    rule.allow_writing(by.role)
    _allow(row, ReportState.DRAFT)
    row.state, row.remarks = ReportState.SUBMITTED, _words(remarks)
    row.submitted_at, row.submitted_by = now, by.staff_id
    reports.end_tasks(session, row, OF_WRITERS, by_id=by.staff_id, at=now)
    tell(session, row, SIGN, role=rule.signed_by)
    record(session, row, "report_submitted", by, now, words=row.remarks)


def give_back(session: Session, report_id: int, *, reason: str, by: Actor, now: datetime) -> None:
    """The signer wants something else in it. Raises Refused, Missing."""
    row, rule, _ = _on(session, report_id, by, now)
    rule.allow_signing(by.role)
    _allow(row, ReportState.SUBMITTED)
    row.reason = _needed(reason)
    row.state, row.submitted_at, row.submitted_by = ReportState.DRAFT, None, None
    reports.end_tasks(session, row, (SIGN,), by_id=by.staff_id, at=now)
    tell(session, row, DRAFT, role=rule.by)
    record(session, row, "report_given_back", by, now, words=row.reason)


def sign(session: Session, report_id: int, *, opinion: str = "", by: Actor, now: datetime) -> None:
    """Its figures of this moment are kept, with what is behind them; it goes where it is to go.

    What nobody submitted is signed only by whoever writes such reports, too. Raises Refused, Missing.
    """
    row, rule, desk = _on(session, report_id, by, now)
    rule.allow_signing(by.role)
    _allow(
        row,
        *(
            (ReportState.SUBMITTED, ReportState.DRAFT)
            if rule.may_write(by.role)
            else (ReportState.SUBMITTED,)
        ),
    )
    found = figures_of(session, row, desk, now=now)
    row.figures = msgspec.json.encode(found).decode()
    row.since, row.until = found.since, found.until
    row.state, row.look_at, row.opinion = ReportState.SIGNED, None, _words(opinion)
    row.signed_at, row.signed_by = now, by.staff_id
    reports.end_tasks(session, row, ALL_TASKS, by_id=by.staff_id, at=now)
    # The principal has no list of tasks: what was released is on their page.
    if rule.goes_to is not None and rule.goes_to is not Role.PRINCIPAL:
        tell(session, row, RECEIVED, role=rule.goes_to, due_at=now)
    record(session, row, "report_signed", by, now, words=row.opinion, version=row.version)


def correct(session: Session, report_id: int, *, reason: str, by: Actor, now: datetime) -> int:
    """Another version of a signed one, which stays as it is; the new one's id. Raises Refused, Missing."""
    row, rule, desk = _on(session, report_id, by, now)
    if not rule.may_sign(by.role):
        rule.allow_writing(by.role)
    newest = reports.versions(session, row)[0]
    if row.state != ReportState.SIGNED or newest.id != row.id:
        raise Refused("refused.report_has_a_newer_version")
    due = desk.calendar.end_of_nth_day(now, 1)
    new = Report(
        centre_id=row.centre_id,
        kind=row.kind,
        period=row.period,
        version=row.version + 1,
        clause=row.clause,
        since=row.since,
        due_at=due,
        look_at=due,
        reminded_at=now,
        remarks=row.remarks,
        reason=_needed(reason),
        drafted_at=now,
    )
    session.add(new)
    session.flush()
    tell(session, new, DRAFT, role=rule.by)
    record(session, new, "report_corrected", by, now, words=new.reason, version=new.version)
    assert new.id is not None
    return new.id


def rule_of(procedure: Procedure, row: Report) -> ReportRule:
    """Raises Missing for a kind that the centre's procedure has no more."""
    rule = procedure.reports.get(ReportKind(row.kind))
    if rule is None:
        raise Missing
    return rule


def figures_of(session: Session, row: Report, desk: Working, *, now: datetime) -> Figures:
    """As signed; before that as they stand now. What a correction counts ends where the first one did."""
    if row.state == ReportState.SIGNED:
        return READ_FIGURES.decode(row.figures)
    rule = rule_of(desk.procedure, row)
    span = rule.read(row.period)
    first = reports.versions(session, row)[-1]
    until = first.until or min(now, span.ends(desk.calendar))
    earlier = reports.before(session, row.centre_id, rule.kind, row.period)
    was_since = (
        earlier.since if earlier and earlier.until == row.since else span.moved(-1).begins(desk.calendar)
    )
    return report_figures.figures(
        session, rule, desk, since=row.since, until=until, was_since=min(was_since, row.since), now=now
    )


def tell(session: Session, row: Report, kind: str, *, role: Role, due_at: datetime | None = None) -> None:
    """It is on somebody's list, once more for whatever was given back."""
    nth = reports.times_told(session, row, kind)
    task = NewTask(
        centre_id=row.centre_id,
        kind=kind,
        key=f"report:{row.id}:{nth}",
        due_at=due_at or row.due_at,
        clause=row.clause,
        for_role=role,
        data=msgspec.json.encode({"report": row.id, "kind": row.kind, "period": row.period}).decode(),
    )
    cases.add_task(session, task)


def record(session: Session, row: Report, what: str, by: object, now: datetime, **data: object) -> None:
    about: dict[str, Any] = {"report": row.id, "kind": row.kind, "period": row.period, **data}
    note(session, what, centre_id=row.centre_id, by=by, now=now, clause=row.clause, **about)


def _since(session: Session, rule: ReportRule, span: Span, desk: Working) -> datetime:
    """Where the last signed one ended, so that nothing falls between two."""
    begins = span.begins(desk.calendar)
    earlier = reports.before(session, desk.centre.id, rule.kind, str(span))
    follows = earlier is not None and earlier.period == str(span.moved(-1))
    return min(begins, earlier.until) if earlier and follows and earlier.until else begins


def _on(session: Session, report_id: int, by: Actor, now: datetime) -> tuple[Report, ReportRule, Working]:
    row = reports.get(session, report_id, by.centre_id)
    desk = working(session, by.centre_id, now=now)
    return row, rule_of(desk.procedure, row), desk


def _allow(row: Report, *states: ReportState) -> None:
    if row.state not in states:
        is_draft = row.state == ReportState.DRAFT
        raise Refused("refused.report_not_submitted" if is_draft else "refused.done_already")


def _words(words: str) -> str:
    return plain(words).strip()[:LONGEST]


def _needed(words: str) -> str:
    said = _words(words)
    if not said:
        raise Refused("refused.words_needed")
    return said
