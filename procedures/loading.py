"""From a procedure's tables to its rules; whatever is wrong there raises ProcedureError."""

import re
from datetime import time, timedelta
from itertools import pairwise

from procedures.calendar import Hours
from procedures.kinds import Kind, Severity
from procedures.rules import ChaseRule, CloseRule, EmergencyRule, ReplyRule, UnfiledRule
from procedures.strict_table import Table

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = ("zh-Hant", "zh-Hans", "en")
PERIOD = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)")
REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
LONGEST_CLOSE_DAYS = 365
PHONE_BEFORE = timedelta(hours=2)


def names(table: Table) -> dict[str, str]:
    table.only(*LANGUAGES)
    return {language: table.text(language) for language in LANGUAGES}


def holiday_region(table: Table) -> str:
    return table.matching("holidays", REGION, "a region such as 'CN' or 'CN-GD'")


def hours(table: Table) -> Hours:
    table.only(*WEEK)
    week = tuple(_day(table, day) for day in WEEK)
    if not any(week):
        table.fail(WEEK[0], "no day of the week has contact hours")
    return Hours(week)


def reply_rules(tables: list[Table]) -> tuple[ReplyRule, ...]:
    seen: set[Kind] = set()
    rules = []
    for table in tables:
        rule = _reply_rule(table)
        if again := rule.kinds & seen:
            table.fail("kinds", f"{', '.join(sorted(again))}: has a reply time already")
        seen |= rule.kinds
        rules.append(rule)
    return tuple(rules)


def emergency_rule(table: Table) -> EmergencyRule:
    table.only("within", "clause")
    return EmergencyRule(table.duration("within"), table.clause())


def unfiled_rule(table: Table) -> UnfiledRule:
    table.only("after", "clause")
    return UnfiledRule(table.duration("after"), table.clause())


def wish_clause(table: Table) -> str:
    table.only("clause")
    return table.clause()


def close_rule(table: Table) -> CloseRule:
    table.only("kinds", "severities", "days", "clause")
    return CloseRule(
        kinds=table.words("kinds", Kind),
        severities=table.words_or_all("severities", Severity),
        days=table.whole("days", most=LONGEST_CLOSE_DAYS),
        clause=table.clause(),
    )


def chase_rule(table: Table) -> ChaseRule:
    table.only("remind_after", "phone_after", "phone_before", "clause")
    before = table.duration("phone_before") if table.has("phone_before") else PHONE_BEFORE
    rule = ChaseRule(table.duration("remind_after"), table.duration("phone_after"), before, table.clause())
    if rule.phone_after <= rule.remind_after:
        table.fail("phone_after", "must be later than remind_after")
    return rule


def _reply_rule(table: Table) -> ReplyRule:
    table.only("kinds", "within", "clause")
    return ReplyRule(table.words("kinds", Kind), table.duration("within"), table.clause())


def _day(table: Table, day: str) -> tuple[tuple[time, time], ...]:
    periods = [_period(table, f"{day}[{n}]", text) for n, text in enumerate(table.texts(day))]
    for n, ((_, closes), (opens, _)) in enumerate(pairwise(periods), start=1):
        if closes == time.min or opens < closes:
            table.fail(f"{day}[{n}]", "begins before the period ahead of it has ended")
    return tuple(periods)


def _period(table: Table, place: str, text: str) -> tuple[time, time]:
    found = PERIOD.fullmatch(text)
    if not found:
        table.fail(place, f"{text!r} is not a period such as '08:30-12:00'")
    opens = time(int(found[1]), int(found[2]))
    closes = time(int(found[3] or 0), int(found[4] or 0))
    if closes <= opens and not text.endswith("24:00"):
        table.fail(place, f"{text!r} ends before it has begun")
    return opens, closes
