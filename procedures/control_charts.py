"""Repeats and moving figures: which counts lie above their control limit (A4.4.4).

Shewhart charts after ISO 7870-2: counts by the c-chart or, per flat, the u-chart; shares by the p-chart.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt


class Chart(StrEnum):
    """What a building is compared with: its own past (c), or the whole centre's rate per flat (u)."""

    C = "c_chart"
    U = "u_chart"


class Subject(StrEnum):
    """What a review is about."""

    REPEATS = "repeats"
    PROMISE_KEPT = "promise_kept"
    SATISFACTION = "satisfaction"


@dataclass(frozen=True)
class Counted:
    """Cases of one category: a building's now and in past stretches as long, and the whole centre's."""

    count: int
    past: int
    stretches: int
    units: int
    centre_past: int
    centre_units: int


@dataclass(frozen=True)
class Share:
    """How many of how many were good."""

    good: int
    of: int

    @property
    def rate(self) -> float:
        return self.good / self.of if self.of else 0.0


@dataclass(frozen=True)
class Limit:
    """What was usual, and the bound beyond which it is not."""

    mean: float
    bound: float


def upper(counted: Counted, chart: Chart, sigmas: float) -> Limit:
    """Mean and upper limit of a count: mean + sigmas * sqrt(mean). Without a past both are zero."""
    stretches = max(counted.stretches, 1)
    if chart is Chart.U and counted.centre_units:
        mean = counted.centre_past / stretches * counted.units / counted.centre_units
    else:
        mean = counted.past / stretches
    return Limit(mean, mean + sigmas * sqrt(mean))


def is_repeated(counted: Counted, limit: Limit, *, least: int) -> bool:
    """Above its limit, and often enough to be worth a discussion."""
    return counted.count >= least and counted.count > limit.bound


def lower(past: Share, of: int, sigmas: float) -> Limit:
    """Mean and lower limit of a share of `of` answers: mean - sigmas * sqrt(mean * (1 - mean) / of)."""
    mean = past.rate
    spread = sqrt(mean * (1 - mean) / of) if of else 0.0
    return Limit(mean, max(mean - sigmas * spread, 0.0))


def has_fallen(now: Share, past: Share, limit: Limit, *, least: int) -> bool:
    """Below its limit; few answers, now or in the past, say nothing."""
    return now.of >= least and past.of >= least and now.rate < limit.bound
