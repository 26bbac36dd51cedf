"""The warranty of a house: two clocks, and who is liable while one of them runs (A4.2.3.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from procedures.kinds import Category


class Part(StrEnum):
    """The part of a house that a warranty is for."""

    WATERPROOFING = "waterproofing"
    PIPES_AND_WIRES = "pipes_and_wires"
    HEATING = "heating"
    STRUCTURE = "structure"
    FITTINGS = "fittings"


class Clock(StrEnum):
    """Which day a warranty counts from: the building's acceptance, or the hand-over of the flat."""

    ACCEPTANCE = "acceptance"
    HAND_OVER = "hand_over"


class Recipient(StrEnum):
    """To whom a matter can be transferred (A3.3, A4.2.3.2)."""

    COMPANY = "company"
    DEVELOPER = "developer"
    CONTRACTOR = "contractor"


class Runs(StrEnum):
    """What a clock says today."""

    RUNNING = "running"
    ENDED = "ended"
    DATE_MISSING = "date_missing"


@dataclass(frozen=True)
class Season:
    """A heating period of every winter, as (month, day); it ends in the year after it began."""

    begins: tuple[int, int]
    ends: tuple[int, int]


@dataclass(frozen=True)
class WarrantyRule:
    """A part of a house is under warranty for `years`, or for that many of the `season`'s periods."""

    part: Part
    categories: frozenset[Category]
    years: int
    season: Season | None
    clock: Clock
    liable: Recipient
    clause: str


@dataclass(frozen=True)
class Finding:
    """What one clock says of a case: counted from which day, for how long, until which day (included)."""

    rule: WarrantyRule
    runs: Runs
    since: date | None
    until: date | None


def findings(
    rules: Iterable[WarrantyRule],
    category: Category,
    *,
    days: Mapping[Clock, date | None],
    today: date,
) -> list[Finding]:
    """What every warranty that covers this category says today."""
    return [_finding(rule, days.get(rule.clock), today) for rule in rules if category in rule.categories]


def proposed(found: Iterable[Finding]) -> Recipient | None:
    """Who is liable: the first whose clock still runs, in the order of the procedure's data."""
    return next((each.rule.liable for each in found if each.runs is Runs.RUNNING), None)


def ends_on(rule: WarrantyRule, since: date) -> date:
    """The last day of a warranty. A day that a month has not is its last one (29 February)."""
    if rule.season:
        return _season_end(rule.season, rule.years, since)
    return _same_day(since, since.year + rule.years)


def _finding(rule: WarrantyRule, since: date | None, today: date) -> Finding:
    if since is None:
        return Finding(rule, Runs.DATE_MISSING, None, None)
    until = ends_on(rule, since)
    return Finding(rule, Runs.RUNNING if today <= until else Runs.ENDED, since, until)


def _season_end(season: Season, periods: int, since: date) -> date:
    """The end of the n-th whole period; one that had begun already does not count."""
    first = since.year if since <= date(since.year, *season.begins) else since.year + 1
    return date(first + periods, *season.ends)


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, day.month + 1, 1) - timedelta(days=1)
