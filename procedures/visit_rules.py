"""How visits on site are booked, reminded of and recorded: the `[visit]` section of a procedure."""

import re
from dataclasses import dataclass
from datetime import time, timedelta

from procedures.strict_table import Table

CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
MOST_VISITS, MOST_DAYS, MOST_TRIES = 50, 60, 10
KEYS = ("per_half_day", "days_offered", "notice", "remind_at", "record_within", "asks", "doors", "clause")


@dataclass(frozen=True)
class VisitRule:
    """`per_half_day` visits fit into half a day of one role; a slot is offered from `notice` ahead.

    The owner is reminded at `remind_at` (the centre's wall clock) on the evening before. Who was to go is
    asked for the record `record_within` after the visit's end. The bot asks for a time `asks` times, a
    closed door is tried `doors` times; then somebody phones.
    """

    per_half_day: int
    days_offered: int
    notice: timedelta
    remind_at: time
    record_within: timedelta
    asks: int
    doors: int
    clause: str


def visit_rule(table: Table) -> VisitRule:
    """Raises ProcedureError."""
    table.only(*KEYS)
    found = CLOCK.fullmatch(table.text("remind_at"))
    if not found:
        table.fail("remind_at", "is not a time such as '18:00'")
    return VisitRule(
        per_half_day=_at_least_one(table, "per_half_day", MOST_VISITS),
        days_offered=_at_least_one(table, "days_offered", MOST_DAYS),
        notice=table.duration("notice"),
        remind_at=time(int(found[1]), int(found[2])),
        record_within=table.duration("record_within"),
        asks=_at_least_one(table, "asks", MOST_TRIES),
        doors=_at_least_one(table, "doors", MOST_TRIES),
        clause=table.clause(),
    )


def _at_least_one(table: Table, key: str, most: int) -> int:
    number = table.whole(key, most=most)
    return number or table.fail(key, "must be at least 1")
