"""When an owner is promised a reply, and when a case is to be closed, each with the steps that lead there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from procedures.calendar import Calendar, utc
from procedures.day_limits import by_day
from procedures.kinds import Category, Kind, Severity
from procedures.procedure import Procedure
from procedures.steps import Step, What, counted


@dataclass(frozen=True)
class Due:
    """A moment, UTC, by which something is to have happened, and the clause that wants it."""

    by: datetime
    clause: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Promise:
    """What the owner is told: a reply until `reply_by`; staff are warned at `warn_at`. Both UTC."""

    reply_by: datetime
    warn_at: datetime
    clause: str
    steps: tuple[Step, ...]


def promise(
    procedure: Procedure,
    calendar: Calendar,
    *,
    kind: Kind,
    urgent: bool,
    wished_by: datetime | None,
    now: datetime,
) -> Promise:
    """The promised reply time, never a past one (A4.2.3.1.1, in an emergency A4.2.1).

    The time that the owner asked for is kept (A4.2.3.2.1), whether earlier than the procedure's or later,
    inside contact hours or not: the clause sets it no bounds. Two follow from its sense: a time already past
    cannot be kept, so the procedure's holds; and a later wish does not put off an emergency.
    Raises Refused for a kind to which the procedure gives no reply time.
    """
    now = utc(now)
    due = _emergency(procedure, now) if urgent else _usual(procedure, calendar, kind, now)
    if wished_by is not None:
        due = _with_wish(procedure, due, utc(wished_by), urgent=urgent, now=now)
    counts = not any(step.what is What.AROUND_THE_CLOCK for step in due.steps)
    warned = _warn_at(procedure, calendar if counts else None, now, due.by)
    return Promise(reply_by=due.by, warn_at=warned, clause=due.clause, steps=due.steps)


def close_by(
    procedure: Procedure,
    calendar: Calendar,
    *,
    kind: Kind,
    severity: Severity,
    now: datetime,
    category: Category = Category.OTHER,
) -> Due | None:
    """The day's last contact hour by which such a case is to be closed (A3.1-b, A4.2.3.1.4).

    Where the paper sets no limit, the usual handling time of the category is the one proposed
    (A4.2.3.2.1); None when the procedure has neither. Whether days are calendar or working days is data;
    what comes in after closing time counts from the next open day's closing.
    """
    for rule in procedure.closes:
        if rule.covers(kind, severity):
            steps = by_day(calendar, now, rule.days, procedure.deadlines.days_are)
            return Due(steps[-1].until, rule.clause, steps)
    return usual(procedure, calendar, kind=kind, category=category, now=now)


def usual(
    procedure: Procedure, calendar: Calendar, *, kind: Kind, category: Category, now: datetime
) -> Due | None:
    """When such a matter is usually done with, counted from `now` (A4.2.3.2.1); None if nothing is said."""
    rules = (rule for rule in procedure.deadlines.usual if rule.covers(kind, category))
    rule = next(rules, None)
    if rule is None:
        return None
    if rule.within is not None:
        steps = counted(calendar, now, rule.within)
    else:
        steps = by_day(calendar, now, rule.days or 0, procedure.deadlines.days_are)
    return Due(steps[-1].until, rule.clause, steps)


def warn_at(procedure: Procedure, calendar: Calendar, *, since: datetime, by: datetime) -> datetime:
    """When staff are warned that a due time comes near: at that share of the contact time to it, UTC."""
    return _warn_at(procedure, calendar, utc(since), utc(by))


def _emergency(procedure: Procedure, now: datetime) -> Due:
    rule = procedure.emergency
    by = now + rule.within
    return Due(by, rule.clause, (Step(What.AROUND_THE_CLOCK, now, by),))


def _usual(procedure: Procedure, calendar: Calendar, kind: Kind, now: datetime) -> Due:
    rule = procedure.reply_rule(kind)
    steps = counted(calendar, now, rule.within)
    return Due(steps[-1].until, rule.clause, steps)


def _with_wish(procedure: Procedure, due: Due, wish: datetime, *, urgent: bool, now: datetime) -> Due:
    if wish <= now:
        return Due(due.by, due.clause, (Step(What.WISH_PASSED, wish, now), *due.steps))
    if urgent and wish > due.by:
        return due
    return Due(wish, procedure.wish_clause, (Step(What.OWNERS_WISH, now, wish),))


def _warn_at(procedure: Procedure, calendar: Calendar | None, now: datetime, by: datetime) -> datetime:
    """That share of the contact time until `by` (A4.2.3.2.1); of real time where no contact time counts."""
    working = calendar.working_between(now, by) if calendar else timedelta(0)
    if calendar and working:
        return calendar.add(now, working * procedure.warn_at)
    return now + (by - now) * procedure.warn_at
