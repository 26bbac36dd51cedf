"""From a procedure's tables to its rules about revisits; whatever is wrong there raises ProcedureError."""

import re
from datetime import timedelta

from procedures.kinds import Category, Kind, RevisitForm, Role, Severity
from procedures.revisit_rules import (
    AppliesTo,
    CoverageRule,
    NewOwnerRule,
    QuotaRule,
    RepeatRule,
    RevisitDue,
    Revisiting,
    RevisitRule,
    When,
)
from procedures.strict_table import Table

KEYS = ("repeats", "new_owner", "director", "by_hand", "coverage", "counting")
# The rule name of a revisit that the section of new owners asks for.
NEW_OWNER = "new_owner"
# The rule name of what a heavy rain asks for; the rule that waits for rain makes none itself.
STORM = "storm"
FLAGS = ("rework", "company", "constructive", "repeated", "valid")
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
MOST_DAYS, MOST_MONTHS, MOST_VISITS, LAST_DAY = 365, 12, 31, 28


def revisit_rules(tables: list[Table]) -> tuple[RevisitRule, ...]:
    """The rules of cases, each with a name of its own."""
    rules: list[RevisitRule] = []
    for table in tables:
        rule = _revisit_rule(table)
        if rule.name in {one.name for one in rules}:
            table.fail("rule", f"{rule.name}: there is such a rule already")
        rules.append(rule)
    return tuple(rules)


def revisiting(table: Table) -> Revisiting:
    by_hand, counting = table.table("by_hand"), table.table("counting")
    by_hand.only("clause")
    counting.only("late_days", "clause")
    counting.clause()
    names = {one.text("rule") for one in table.tables("revisit")}
    new_owner = _new_owner_rule(table.table(NEW_OWNER)) if table.has(NEW_OWNER) else None
    known = names | {STORM} | ({NEW_OWNER} if new_owner else set())
    return Revisiting(
        repeats=_repeat_rule(table.table("repeats")) if table.has("repeats") else None,
        new_owner=new_owner,
        quota=_quota_rule(table.table("director")) if table.has("director") else None,
        by_hand_clause=by_hand.clause(),
        coverage=_coverage_rules(table.tables("coverage"), known),
        late=timedelta(days=counting.whole("late_days", most=MOST_DAYS)),
    )


def _revisit_rule(table: Table) -> RevisitRule:
    keys = (
        "rule",
        "when",
        "applies_to",
        "form",
        "by_whom",
        "or_by",
        "due",
        "ask_after",
        "after_days",
        "clause",
    )
    table.only(*keys)
    when = table.word("when", When) if table.has("when") else When.RESOLVED
    if table.has("after_days") != (when is When.UNSOLVED):
        table.fail("after_days", f"goes with when = '{When.UNSOLVED}', and with nothing else")
    due = table.word("due", RevisitDue)
    if when is When.UNSOLVED and any(table.table("applies_to").has(flag) for flag in FLAGS):
        table.fail("applies_to", "may name kinds, categories and severities of what is unsolved, and no more")
    if due is RevisitDue.AFTER_RAIN and when is not When.RESOLVED:
        table.fail("due", "rain proves only what was resolved")
    return RevisitRule(
        name=_name(table, "rule"),
        when=when,
        applies_to=_applies_to(table.table("applies_to")),
        form=table.word("form", RevisitForm),
        by_whom=table.word("by_whom", Role),
        or_by=table.words("or_by", Role) if table.has("or_by") else frozenset(),
        due=due,
        ask_after=table.duration("ask_after") if table.has("ask_after") else timedelta(0),
        after=timedelta(days=table.whole("after_days", most=MOST_DAYS) if table.has("after_days") else 0),
        clause=table.clause(),
    )


def _applies_to(table: Table) -> AppliesTo:
    table.only("kinds", "categories", "not_categories", "severities", *FLAGS)
    if table.has("categories") and table.has("not_categories"):
        table.fail("not_categories", "stands beside categories")
    without = table.words("not_categories", Category) if table.has("not_categories") else frozenset()
    return AppliesTo(
        kinds=table.words("kinds", Kind),
        categories=table.words_or_all("categories", Category) - without,
        severities=table.words_or_all("severities", Severity),
        **{name: table.flag(name) for name in FLAGS if table.has(name)},
    )


def _repeat_rule(table: Table) -> RepeatRule:
    table.only("kinds", "window_days", "same_category", "matters", "clause")
    return RepeatRule(
        kinds=table.words("kinds", Kind),
        window=timedelta(days=table.whole("window_days", most=MOST_DAYS)),
        same_category=table.flag("same_category"),
        matters=table.words("matters", Kind) if table.has("matters") else frozenset(),
        clause=table.clause(),
    )


def _new_owner_rule(table: Table) -> NewOwnerRule:
    table.only("within_months", "settle_days", "form", "by_whom", "clause")
    return NewOwnerRule(
        months=table.whole("within_months", most=MOST_MONTHS),
        settle=timedelta(days=table.whole("settle_days", most=LAST_DAY)),
        form=table.word("form", RevisitForm),
        by_whom=table.word("by_whom", Role),
        clause=table.clause(),
    )


def _quota_rule(table: Table) -> QuotaRule:
    table.only("visits_a_month", "forms", "remind_on", "clause")
    return QuotaRule(
        visits=table.whole("visits_a_month", most=MOST_VISITS),
        forms=table.words("forms", RevisitForm),
        # A day that every month has.
        remind_on=max(table.whole("remind_on", most=LAST_DAY), 1),
        clause=table.clause(),
    )


def _coverage_rules(tables: list[Table], known: set[str]) -> tuple[CoverageRule, ...]:
    lines: list[CoverageRule] = []
    for table in tables:
        table.only("name", "rules", "rate", "any_form", "clause")
        rules = frozenset(table.texts("rules"))
        if not rules or rules - known:
            table.fail("rules", f"{', '.join(sorted(rules - known)) or 'nothing'}: no such rule of a revisit")
        any_form = table.flag("any_form") if table.has("any_form") else False
        line = CoverageRule(_name(table, "name"), rules, table.rate("rate"), table.clause(), any_form)
        if line.name in {one.name for one in lines}:
            table.fail("name", f"{line.name}: there is such a line already")
        lines.append(line)
    return tuple(lines)


def _name(table: Table, key: str) -> str:
    return table.matching(key, NAME, "a name such as 'second_complaint'")
