"""Agreeing a new time: what may be asked for, and whose agreement it needs (A4.2.3.1.4)."""

from datetime import datetime
from enum import StrEnum

from procedures.calendar import Calendar, utc
from procedures.day_limits import by_day
from procedures.deadline_rules import Deadlines
from procedures.kinds import Role
from procedures.refused import Refused


class PostponementState(StrEnum):
    """Where a new time stands. `TO_TELL`: the owner has no chat, somebody phones."""

    AWAITS_DIRECTOR = "awaits_director"
    DISAGREED = "disagreed"
    TO_TELL = "to_tell"
    TOLD = "told"
    ACCEPTED = "accepted"
    OWNER_PROPOSES = "owner_proposes"
    WANTS_PERSON = "wants_person"
    REPLACED = "replaced"


OPEN = (
    PostponementState.AWAITS_DIRECTOR,
    PostponementState.TO_TELL,
    PostponementState.TOLD,
    PostponementState.OWNER_PROPOSES,
    PostponementState.WANTS_PERSON,
)
COUNTED = (
    PostponementState.TO_TELL,
    PostponementState.TOLD,
    PostponementState.ACCEPTED,
    PostponementState.WANTS_PERSON,
    PostponementState.REPLACED,
)
"""Agreed times that used up what staff may agree alone; one that the owner turned into their own did not."""

AGREED = (
    PostponementState.TO_TELL,
    PostponementState.TOLD,
    PostponementState.ACCEPTED,
    PostponementState.OWNER_PROPOSES,
    PostponementState.WANTS_PERSON,
)
"""The case is due then, until another new time takes its place."""

HIGHER: frozenset[Role] = frozenset({Role.DIRECTOR, Role.GENERAL_DIRECTOR})
"""Whoever leads the centre may what a rule leaves to somebody below."""


def check_time(until: datetime, *, current: datetime | None, now: datetime) -> None:
    """Raises Refused for a time already past, or one no later than what was promised."""
    if utc(until) <= utc(now):
        raise Refused("refused.time_is_past")
    if current is not None and utc(until) <= utc(current):
        raise Refused("refused.not_later")


def longest(rules: Deadlines, calendar: Calendar, *, now: datetime) -> datetime | None:
    """The latest time that staff may agree by themselves, UTC; None where the procedure sets no bounds."""
    if rules.postpone is None:
        return None
    return by_day(calendar, now, rules.postpone.days, rules.days_are)[-1].until


def needs_leader(
    rules: Deadlines, calendar: Calendar, *, until: datetime, before: int, by: Role, now: datetime
) -> Role | None:
    """Who has to agree besides whoever asks; None when nobody has to.

    `before` is how often this case was postponed already: asking for three days again and again is no way
    around the three days.
    """
    rule, most = rules.postpone, longest(rules, calendar, now=now)
    if rule is None or most is None or may_agree(rules, by):
        return None
    return rule.beyond if utc(until) > most or before >= rule.times else None


def may_agree(rules: Deadlines, role: Role) -> bool:
    """Whether this role decides on what goes beyond the bounds."""
    return rules.postpone is None or role is rules.postpone.beyond or role in HIGHER
