"""Reports as a procedure's data: when each is drafted, reminded of and due, by whom, for whom, with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from procedures.calendar import ONE_DAY, Calendar
from procedures.kinds import Role
from procedures.months import Month
from procedures.refused import Refused, Why
from procedures.reports import ReportKind, ReportState, Section
from procedures.strict_table import Table
from procedures.weeks import Week

LAST_DAY = {"month": 31, "week": 7}
Span = Month | Week


class Every(StrEnum):
    MONTH = "month"
    WEEK = "week"


class Covers(StrEnum):
    """The month or week that the days are of, as far as it has come; or the one before."""

    THIS = "this"
    LAST = "last"


@dataclass(frozen=True)
class Times:
    """When a report's draft is made, its writer reminded, its signature due; UTC."""

    draft_at: datetime
    remind_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class ReportRule:
    """The days are those of a month (31 is its last), or of a week (1 is Monday).

    `by` writes it, or whoever `or_by` names; `signed_by`, or `or_signed_by`, signs it; then it goes to
    `goes_to`. When it is late the signer is told, and a day later `chased_to`.
    """

    kind: ReportKind
    every: Every
    covers: Covers
    drafted_on: int
    reminded_on: int
    due_on: int
    contents: tuple[Section, ...]
    by: Role
    or_by: frozenset[Role]
    signed_by: Role
    or_signed_by: frozenset[Role]
    goes_to: Role | None
    chased_to: Role
    clause: str

    def may_write(self, role: Role) -> bool:
        return role is self.by or role in self.or_by

    def may_sign(self, role: Role) -> bool:
        return role is self.signed_by or role in self.or_signed_by

    def may_read(self, role: Role, state: str) -> bool:
        """The principal reads what was released to them, and nothing else (B4.2.1)."""
        is_outside = role is Role.PRINCIPAL
        return not is_outside or (self.goes_to is role and state == ReportState.SIGNED)

    def allow_writing(self, role: Role) -> None:
        """Raises Refused unless the report is this role's to write."""
        if not self.may_write(role):
            raise Refused(Why.ROLE_MAY_NOT, role=role, act="write_report")

    def allow_signing(self, role: Role) -> None:
        """Raises Refused unless the report is this role's to sign."""
        if not self.may_sign(role):
            raise Refused(Why.ROLE_MAY_NOT, role=role, act="sign_report")

    def read(self, period: str) -> Span:
        """Raises ValueError."""
        return Month.read(period) if self.every is Every.MONTH else Week.read(period)

    def times(self, span: Span, calendar: Calendar) -> Times:
        """A day that is closed moves to the last open one before it: "by the 25th" stays true."""
        days = span if self.covers is Covers.THIS else span.moved(1)
        first = days.day(1)
        drafted, reminded, due = (
            _open_day(calendar, days.day(nth), first)
            for nth in (self.drafted_on, self.reminded_on, self.due_on)
        )
        return Times(_opens(calendar, drafted), _opens(calendar, reminded), _closes(calendar, due))

    def newest(self, now: datetime, calendar: Calendar) -> Span:
        """The last month or week whose draft has come."""
        span = Month.of(now, calendar) if self.every is Every.MONTH else Week.of(now, calendar)
        while self.times(span, calendar).draft_at > now:
            span = span.moved(-1)
        return span


def report_rules(table: Table) -> Mapping[ReportKind, ReportRule]:
    """Read strictly, by kind. Raises ProcedureError with the dotted place."""
    table.only(*ReportKind)
    return {kind: _report_rule(kind, table.table(kind)) for kind in ReportKind if table.has(kind)}


def _report_rule(kind: ReportKind, table: Table) -> ReportRule:
    table.only(
        *("every", "covers", "drafted_on", "reminded_on", "due_on", "contents", "by", "or_by"),
        *("signed_by", "or_signed_by", "goes_to", "chased_to", "clause"),
    )
    every = table.word("every", Every)
    drafted, reminded, due = (_day(table, key, every) for key in ("drafted_on", "reminded_on", "due_on"))
    if not drafted <= reminded <= due:
        table.fail("due_on", "drafted, reminded and due must follow each other")
    chosen = table.words("contents", Section)
    return ReportRule(
        kind=kind,
        every=every,
        covers=table.word("covers", Covers),
        drafted_on=drafted,
        reminded_on=reminded,
        due_on=due,
        contents=tuple(Section(each) for each in table.texts("contents") if each in chosen),
        by=table.word("by", Role),
        or_by=_roles(table, "or_by"),
        signed_by=table.word("signed_by", Role),
        or_signed_by=_roles(table, "or_signed_by"),
        goes_to=table.word("goes_to", Role) if table.has("goes_to") else None,
        chased_to=table.word("chased_to", Role),
        clause=table.clause(),
    )


def _roles(table: Table, key: str) -> frozenset[Role]:
    return table.words(key, Role) if table.has(key) else frozenset()


def _day(table: Table, key: str, every: Every) -> int:
    return table.whole(key, most=LAST_DAY[every]) or table.fail(key, "days are counted from 1")


def _open_day(calendar: Calendar, day: date, first: date) -> date:
    wanted = day
    while calendar.closes_on(day) is None:
        if day <= first:
            return wanted
        day -= ONE_DAY
    return day


def _opens(calendar: Calendar, day: date) -> datetime:
    periods = calendar.periods_on(day)
    return periods[0].start if periods else calendar.begins(day)


def _closes(calendar: Calendar, day: date) -> datetime:
    return calendar.closes_on(day) or calendar.begins(day + ONE_DAY)
