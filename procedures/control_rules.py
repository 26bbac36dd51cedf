"""What a procedure says of repeats and of corrective and preventive actions (A3.2, A4.4.4)."""

from dataclasses import dataclass
from datetime import timedelta

from procedures.control_charts import Chart
from procedures.kinds import Kind, Role
from procedures.strict_table import Table

LONGEST_DAYS = 366
MOST = 1000


@dataclass(frozen=True)
class RepeatRules:
    """How often is too often, who discusses it, and who is told when nothing comes of it."""

    kinds: frozenset[Kind]
    window: timedelta
    stretches: int
    chart: Chart
    sigmas: int
    least: int
    least_answers: int
    measure_days: int
    check_days: int
    discussed_by: Role
    chased_to: Role
    clause: str


@dataclass(frozen=True)
class ActionRules:
    """Within how many days what was done is verified, and who is told of what is overdue."""

    verify_days: int
    chased_to: Role
    clause: str


def repeat_rules(table: Table) -> RepeatRules:
    table.only(
        *("kinds", "window_days", "stretches", "chart", "sigmas", "least", "least_answers"),
        *("measure_days", "check_days", "discussed_by", "chased_to", "clause"),
    )
    return RepeatRules(
        kinds=table.words("kinds", Kind),
        window=timedelta(days=_some(table, "window_days", LONGEST_DAYS)),
        stretches=_some(table, "stretches", MOST),
        chart=table.word("chart", Chart),
        sigmas=_some(table, "sigmas", 6),
        least=_some(table, "least", MOST),
        least_answers=_some(table, "least_answers", MOST),
        measure_days=table.whole("measure_days", most=LONGEST_DAYS),
        check_days=_some(table, "check_days", LONGEST_DAYS),
        discussed_by=table.word("discussed_by", Role),
        chased_to=table.word("chased_to", Role),
        clause=table.clause(),
    )


def action_rules(table: Table) -> ActionRules:
    table.only("verify_days", "chased_to", "clause")
    days = _some(table, "verify_days", LONGEST_DAYS)
    return ActionRules(days, table.word("chased_to", Role), table.clause())


def _some(table: Table, key: str, most: int) -> int:
    return table.whole(key, most=most) or table.fail(key, "must be at least 1")
