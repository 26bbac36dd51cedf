"""Which revisits a resolved case owes, and how a silent owner is chased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from procedures.calendar import Calendar
from procedures.kinds import Category, Kind, RevisitForm, Role, Severity
from procedures.procedure import Procedure
from procedures.rules import RevisitDue, RevisitRule

THREE_DAYS = 3

# What a form asks of staff and owner; whatever is not named here comes last (A4.3.1).
MOST_DEMANDING_FIRST = (RevisitForm.ON_SITE, RevisitForm.ORAL, RevisitForm.PHONE, RevisitForm.CHAT)


@dataclass(frozen=True)
class Closed:
    """What the rules look at in a resolved case; `round` is the number of its next revisit, from 1."""

    kind: Kind
    category: Category
    severity: Severity
    resolved_at: datetime
    round: int = 1
    is_rework: bool = False


@dataclass(frozen=True)
class Owed:
    """A revisit to plan: asked or paid at `due` (UTC) because of `clause`; its round is the case's n-th."""

    form: RevisitForm
    by_whom: Role
    due: datetime
    clause: str
    round: int


def owed(case: Closed, procedure: Procedure, calendar: Calendar) -> list[Owed]:
    """The revisits that a resolved case owes, most demanding first (A4.3.3.2, A4.3.3.3, B4.1.2).

    Their rounds go on from the case's: no two of one case share one.
    """
    rules = _most_demanding_first(rule for rule in procedure.revisits if _applies(rule, case))
    return [_owed(rule, case, calendar, nth) for rule, nth in zip(rules, count(case.round), strict=False)]


def reminder_due(procedure: Procedure, calendar: Calendar, *, asked_at: datetime) -> datetime:
    """When an owner who has not answered is reminded (A4.3.1): that long after, then in contact hours."""
    return calendar.next_open(asked_at + procedure.chase.remind_after)


def phone_due(procedure: Procedure, calendar: Calendar, *, asked_at: datetime) -> datetime:
    """When staff phone an owner who is still silent (A4.3.1): that long after, then in contact hours."""
    return calendar.next_open(asked_at + procedure.chase.phone_after)


def revisit_due(due: RevisitDue, calendar: Calendar, resolved_at: datetime) -> datetime:
    """The next open day's opening (A4.1.3), or the close of the third calendar day (B4.1.2.3-B)."""
    match due:
        case RevisitDue.NEXT_DAY:
            return calendar.next_day_open(resolved_at)
        case RevisitDue.THREE_DAYS:
            return calendar.end_of_nth_day(resolved_at, THREE_DAYS)


def _applies(rule: RevisitRule, case: Closed) -> bool:
    return rule.applies_to.covers(case.kind, case.category, case.severity, is_rework=case.is_rework)


def _most_demanding_first(rules: Iterable[RevisitRule]) -> list[RevisitRule]:
    rank = {form: place for place, form in enumerate(MOST_DEMANDING_FIRST)}
    return sorted(rules, key=lambda rule: rank.get(rule.form, len(rank)))


def _owed(rule: RevisitRule, case: Closed, calendar: Calendar, nth: int) -> Owed:
    due = revisit_due(rule.due, calendar, case.resolved_at)
    return Owed(form=rule.form, by_whom=rule.by_whom, due=due, clause=rule.clause, round=nth)
