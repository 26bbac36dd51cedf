"""When somebody can come, who may go, and whether a record can be true (A4.3.1, B4.2.2, B5.1)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from procedures.calendar import Calendar, Period
from procedures.kinds import Role
from procedures.refused import Refused
from procedures.visit_rules import VisitRule

SLOTS_OFFERED = 4
# "At three" is a visit of an hour; less than half an hour is no visit.
A_VISIT, SHORTEST = timedelta(hours=1), timedelta(minutes=30)
A_WEEK, ONE_DAY = timedelta(days=7), timedelta(days=1)
SENIOR = frozenset({Role.DIRECTOR, Role.GENERAL_DIRECTOR})


def slots(
    rule: VisitRule, calendar: Calendar, *, due: datetime, taken: Sequence[Period], now: datetime
) -> list[Period]:
    """Free half days of the coming days; only those up to the due day, as long as there is one."""
    days = (calendar.local_day(now) + timedelta(days=ahead) for ahead in range(rule.days_offered))
    halves = [half for day in days for half in calendar.periods_on(day) if half.start >= now + rule.notice]
    free = [half for half in halves if has_room(half, rule, taken)]
    in_time = [half for half in free if calendar.local_day(half.start) <= calendar.local_day(due)]
    return (in_time or free)[:SLOTS_OFFERED]


def fit(
    since: datetime | None,
    until: datetime | None,
    rule: VisitRule,
    calendar: Calendar,
    *,
    taken: Sequence[Period],
    now: datetime,
) -> Period | None:
    """The first stretch of contact hours in a wished time that has room; None when there is none."""
    start = max(since or now, now)
    end = until or start + A_WEEK
    if end - start < A_VISIT:
        end = start + A_VISIT
    for half in _halves(calendar, start, end):
        part = Period(max(start, half.start), min(end, half.end))
        if part.length >= SHORTEST and has_room(part, rule, taken):
            return part
    return None


def evening_before(rule: VisitRule, calendar: Calendar, starts_at: datetime) -> datetime:
    """When an owner is reminded of a visit."""
    day = calendar.local_day(starts_at) - ONE_DAY
    return datetime.combine(day, rule.remind_at, calendar.zone)


def allow_record(visited_at: datetime, *, planned_at: datetime | None, now: datetime) -> None:
    """Raises Refused for a visit that cannot have been made then (B5.1)."""
    if visited_at > now:
        raise Refused("refused.visit_in_future")
    if planned_at is not None and visited_at < planned_at:
        raise Refused("refused.visit_before_plan")


def has_room(part: Period, rule: VisitRule, taken: Iterable[Period]) -> bool:
    """Whether one more visit of a role fits into a time."""
    at_once = sum(each.start < part.end and each.end > part.start for each in taken)
    return at_once < rule.per_half_day


def _halves(calendar: Calendar, start: datetime, end: datetime) -> Iterator[Period]:
    day, last = calendar.local_day(start), calendar.local_day(end)
    while day <= last:
        yield from calendar.periods_on(day)
        day += ONE_DAY
