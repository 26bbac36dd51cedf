"""What a procedure says about heavy rain: which sums make a storm, and what follows for leak repairs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from procedures.kinds import Category
from procedures.strict_table import Table

KEYS = (
    *("scheme", "by_region", "schemes", "dry_hours", "dry_mm", "categories", "when_dry"),
    *("remind_after", "visit_after", "quiet_days", "source_silent", "clause"),
)
LONGEST_WINDOW, MOST_MM, LONGEST_QUIET = 72, 2000, 730


class WhenDry(StrEnum):
    """What an owner's "it stayed dry" leads to: no visit, or the on-site check all the same."""

    WAIVE = "waive"
    VISIT = "visit"


@dataclass(frozen=True)
class Threshold:
    """So many mm within so many hours; `is_open` when exactly that much is not yet enough."""

    mm: float
    hours: int
    is_open: bool = False

    def is_met_by(self, mm: float) -> bool:
        return mm > self.mm if self.is_open else mm >= self.mm


@dataclass(frozen=True)
class RainRules:
    """Storms and what they release (B4.1.2.3-C).

    A storm ends when `dry_hours` have passed with less than `dry_mm`. `quiet_days` without one remind staff,
    and so does a source that says nothing for `source_silent`.
    """

    scheme: str
    by_region: Mapping[str, str]
    schemes: Mapping[str, tuple[Threshold, ...]]
    dry_hours: int
    dry_mm: float
    categories: frozenset[Category]
    when_dry: WhenDry
    remind_after: timedelta
    visit_after: timedelta
    quiet_days: int
    source_silent: timedelta
    clause: str

    def thresholds(self, region: str) -> tuple[Threshold, ...]:
        """What counts as a heavy rainstorm in a region such as "CN-GD", "HK"."""
        country = region.partition("-")[0]
        named = self.by_region.get(region, self.by_region.get(country, self.scheme))
        return self.schemes[named]

    @property
    def longest(self) -> int:
        """Hours that have to be looked back on."""
        return max(self.dry_hours, *(each.hours for scheme in self.schemes.values() for each in scheme))


def rain_rules(table: Table) -> RainRules:
    """Raises ProcedureError."""
    table.only(*KEYS)
    schemes = _schemes(table.table("schemes"))
    rules = RainRules(
        scheme=_known(table, "scheme", schemes),
        by_region=_by_region(table.table("by_region"), schemes) if table.has("by_region") else {},
        schemes=schemes,
        dry_hours=_at_least_one(table, "dry_hours", LONGEST_WINDOW),
        dry_mm=table.number("dry_mm", most=MOST_MM),
        categories=table.words("categories", Category),
        when_dry=table.word("when_dry", WhenDry),
        remind_after=table.duration("remind_after"),
        visit_after=table.duration("visit_after"),
        quiet_days=_at_least_one(table, "quiet_days", LONGEST_QUIET),
        source_silent=table.duration("source_silent"),
        clause=table.clause(),
    )
    if rules.visit_after <= rules.remind_after:
        table.fail("visit_after", "must be later than remind_after")
    return rules


def _schemes(table: Table) -> dict[str, tuple[Threshold, ...]]:
    found = {name: tuple(_threshold(each) for each in table.tables(name)) for name in table.names()}
    for name, thresholds in found.items():
        if not thresholds:
            table.fail(name, "is empty")
    return found


def _threshold(table: Table) -> Threshold:
    table.only("at_least", "more_than", "hours")
    if table.has("at_least") == table.has("more_than"):
        table.fail("at_least", "one of at_least and more_than, in mm, is needed")
    key = "at_least" if table.has("at_least") else "more_than"
    mm = table.number(key, most=MOST_MM)
    if not mm:
        table.fail(key, "must be more than 0")
    hours = _at_least_one(table, "hours", LONGEST_WINDOW)
    return Threshold(mm, hours, is_open=key == "more_than")


def _by_region(table: Table, schemes: Mapping[str, object]) -> dict[str, str]:
    return {region: _known(table, region, schemes) for region in table.names()}


def _known(table: Table, key: str, schemes: Mapping[str, object]) -> str:
    name = table.text(key)
    return name if name in schemes else table.fail(key, f"{name!r} is none of {', '.join(schemes)}")


def _at_least_one(table: Table, key: str, most: int) -> int:
    return table.whole(key, most=most) or table.fail(key, "must be at least 1")
