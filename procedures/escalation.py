"""What the clock owes an open case next: a warning, an alarm, one rung of the ladder (A3.3, A3.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from procedures.calendar import Calendar
from procedures.deadline_rules import Deadlines, Rung
from procedures.kinds import Kind, Role

HANDLER = "handler"
"""The level below the first rung: whoever has the case."""


class Coming(StrEnum):
    """What happens to a case when nobody acts; also the kind of the task that staff get."""

    UNASSIGNED = "unassigned"
    CLOSE_WARNING = "close_warning"
    CLOSE_BROKEN = "close_broken"
    ESCALATED = "escalated"
    STILL_OVERDUE = "still_overdue"


@dataclass(frozen=True)
class Standing:
    """How an open case stands. `reply_by` is None once answered; `stepped_at` is when `level` got it. UTC."""

    kind: Kind
    urgent: bool
    opened_at: datetime
    level: str
    stepped_at: datetime | None
    reply_by: datetime | None
    close_by: datetime | None
    close_clause: str
    close_warn_at: datetime | None
    close_warned: bool
    close_counted: bool
    is_unassigned: bool
    alarmed_at: datetime | None


@dataclass(frozen=True)
class Next:
    """What is owed at `at` (UTC), to whom, by which clause, because of which due time."""

    what: Coming
    at: datetime
    clause: str
    role: Role | None = None
    due: datetime | None = None


def next_owed(rules: Deadlines, calendar: Calendar, case: Standing) -> Next | None:
    """The earliest thing that the clock owes a case; None when nothing is to be waited for.

    Reminders come in contact hours; of an urgent case at once, day and night (A4.2.1).
    """
    return min(_all(rules, calendar, case), key=lambda owed: owed.at, default=None)


def overdue_since(case: Standing) -> datetime | None:
    """The due time that a case is measured by: the reply's until it is given, else the closing."""
    return min((by for by in (case.reply_by, case.close_by) if by is not None), default=None)


def rung_above(rules: Deadlines, kind: Kind, level: str) -> Rung | None:
    """The next rung up; None at the top."""
    rungs = rules.rungs(kind)
    places = [place for place, rung in enumerate(rungs) if rung.role == level]
    above = places[0] + 1 if places else 0
    return rungs[above] if above < len(rungs) else None


def _all(rules: Deadlines, calendar: Calendar, case: Standing) -> Iterator[Next]:
    yield from _unassigned(rules, calendar, case)
    yield from _close(calendar, case)
    yield from _ladder(rules, calendar, case)


def _unassigned(rules: Deadlines, calendar: Calendar, case: Standing) -> Iterator[Next]:
    rule = rules.unassigned
    if rule is None or not case.is_unassigned:
        return
    wait = rule.urgent_after if case.urgent else rule.after
    since = case.opened_at
    if case.alarmed_at is not None:
        wait, since = rules.again, case.alarmed_at
    yield Next(Coming.UNASSIGNED, _later(calendar, case, since, wait), rule.clause, rule.role)


def _close(calendar: Calendar, case: Standing) -> Iterator[Next]:
    if case.close_by is None or case.close_counted:
        return
    if case.close_warn_at is not None and not case.close_warned:
        at = case.close_warn_at if case.urgent else calendar.next_open(case.close_warn_at)
        if at < case.close_by:
            yield Next(Coming.CLOSE_WARNING, at, case.close_clause, due=case.close_by)
    passed = case.close_by + datetime.resolution
    yield Next(
        Coming.CLOSE_BROKEN,
        passed if case.urgent else calendar.next_open(passed),
        case.close_clause,
        due=case.close_by,
    )


def _ladder(rules: Deadlines, calendar: Calendar, case: Standing) -> Iterator[Next]:
    """One rung at a time: after a jump of the clock the next one still has its own time to act."""
    due = overdue_since(case)
    if due is None:
        return
    rung = rung_above(rules, case.kind, case.level)
    below = next((step for step in rules.rungs(case.kind) if step.role == case.level), None)
    if rung is None:
        if below is not None:
            since = max(due, case.stepped_at or due)
            at = _later(calendar, case, since, rules.again)
            yield Next(Coming.STILL_OVERDUE, at, below.clause, below.role, due)
        return
    after = _wait(case, rung)
    at = _later(calendar, case, due, after)
    if case.stepped_at is not None:
        gap = after - (_wait(case, below) if below else timedelta(0))
        at = max(at, _later(calendar, case, case.stepped_at, gap))
    yield Next(Coming.ESCALATED, at, rung.clause, rung.role, due)


def _wait(case: Standing, rung: Rung) -> timedelta:
    return rung.urgent_after if case.urgent else rung.after


def _later(calendar: Calendar, case: Standing, since: datetime, wait: timedelta) -> datetime:
    """So much contact time later, and then inside contact hours; for an urgent case real time."""
    if case.urgent:
        return since + wait
    return calendar.next_open(calendar.add(since, wait))
