"""When an owner is promised a reply, and when a case is to be closed, each with the steps that lead there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from procedures.calendar import Calendar, utc
from procedures.day_limits import by_day
from procedures.kinds import Category, Kind, Severity
from procedures.procedure import Procedure
from procedures.steps import Step, What, counted

OF_WISHES = (What.OWNERS_WISH, What.BEFORE_WISH, What.WISH_UNMET, What.WISH_PASSED)


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

    @property
    def wish(self) -> What | None:
        """What became of the time that the owner asked for (A4.2.3.2.1); None when there was none."""
        return next((step.what for step in self.steps if step.what in OF_WISHES), None)


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

    The time that the owner asked for is kept (A4.2.3.2.1), whether earlier than the procedure's or later.
    Where nobody is there at that time, the last contact hour before it is promised if the procedure's time
    fits in until then, else the procedure's time, and the owner is told beforehand that it will be later.
    A time already past cannot be kept, so the procedure's holds; a later wish does not put off an emergency.
    Raises Refused for a kind to which the procedure gives no reply time.
    """
    now = utc(now)
    due = _emergency(procedure, now) if urgent else _usual(procedure, calendar, kind, now)
    if wished_by is not None and urgent:
        due = _sooner_if_wished(procedure, due, utc(wished_by), now)
    elif wished_by is not None:
        due = _with_wish(procedure, calendar, due, utc(wished_by), now)
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


def _sooner_if_wished(procedure: Procedure, due: Due, wish: datetime, now: datetime) -> Due:
    """Somebody is there around the clock; a later wish does not put off an emergency."""
    if wish <= now:
        return _too_late(due, wish, now)
    return due if wish > due.by else Due(wish, procedure.wish_clause, (Step(What.OWNERS_WISH, now, wish),))


def _with_wish(procedure: Procedure, calendar: Calendar, due: Due, wish: datetime, now: datetime) -> Due:
    """`due` is the procedure's own time: what can be kept whatever the owner wishes."""
    if wish <= now:
        return _too_late(due, wish, now)
    last = calendar.last_open(wish, since=now)
    if last == wish:
        return Due(wish, procedure.wish_clause, (Step(What.OWNERS_WISH, now, wish),))
    if last is not None and due.by <= last:
        return Due(last, procedure.wish_clause, (Step(What.BEFORE_WISH, now, last),))
    return Due(due.by, due.clause, (Step(What.WISH_UNMET, now, now), *due.steps))


def _too_late(due: Due, wish: datetime, now: datetime) -> Due:
    return Due(due.by, due.clause, (Step(What.WISH_PASSED, wish, now), *due.steps))


def _warn_at(procedure: Procedure, calendar: Calendar | None, now: datetime, by: datetime) -> datetime:
    """That share of the contact time until `by` (A4.2.3.2.1); of real time where no contact time counts."""
    working = calendar.working_between(now, by) if calendar else timedelta(0)
    if calendar and working:
        return calendar.add(now, working * procedure.warn_at)
    return now + (by - now) * procedure.warn_at
