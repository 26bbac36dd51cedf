"""Heavy rain: hourly millimetres in, storms out (B4.1.2.3-C). No data is not dry."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from procedures.calendar import utc
from procedures.rain_rules import Threshold

HOUR = timedelta(hours=1)
# More than has ever been measured in an hour anywhere (about 400 mm): a broken gauge or another unit.
MOST_IN_AN_HOUR = 450.0
# As fine as any source measures; a sum of tenths is not held up by binary fractions.
DIGITS = 2
DAY_HOURS, WET_HOURS_OF_A_REPEAT = 24, 3


@dataclass(frozen=True, order=True)
class Hour:
    """The rain of one hour, by its end (UTC, on the hour), in mm; None when nobody knows.

    Raises ValueError for a moment that is naive or not on the hour, and for impossible millimetres.
    """

    ends_at: datetime
    mm: float | None

    def __post_init__(self) -> None:
        moment = utc(self.ends_at)
        if moment.minute or moment.second or moment.microsecond:
            raise ValueError(f"not on the hour: {self.ends_at}")
        if self.mm is not None and millimetres(self.mm) is None:
            raise ValueError(f"no millimetres of an hour: {self.mm}")


@dataclass(frozen=True)
class Storm:
    """A heavy rainstorm, from its first wet hour to the end of its last (UTC); `over_at` None while it lasts.

    `mm` is at least what fell: `gaps` hours of it nobody knows. `peaks` are the highest sums by hours.
    """

    started_at: datetime
    ended_at: datetime
    mm: float
    met: Threshold
    peaks: tuple[tuple[int, float], ...]
    gaps: int = 0
    over_at: datetime | None = None


@dataclass(frozen=True)
class Scheme:
    """What makes a storm, and what ends one: so many hours with less than so many mm."""

    thresholds: tuple[Threshold, ...]
    dry_hours: int
    dry_mm: float

    @property
    def longest(self) -> int:
        return max(self.dry_hours, *(each.hours for each in self.thresholds))


@dataclass(frozen=True)
class Sky:
    """What has to be remembered from hour to hour; hours of a storm that is over are not counted again."""

    window: tuple[Hour, ...] = ()
    wet_since: datetime | None = None
    fallen: float = 0.0
    storm: Storm | None = None


def millimetres(value: object) -> float | None:
    """What a source calls a number of mm; None for one that cannot be (null, words, negative, too much)."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        mm = float(value)
    except ValueError:
        return None
    return round(mm, DIGITS) if math.isfinite(mm) and 0 <= mm <= MOST_IN_AN_HOUR else None


def storms(hours: Iterable[Hour], scheme: Scheme) -> list[Storm]:
    """All storms of a series in time's order, the last maybe not over yet."""
    sky, over = watch(Sky(), hours, scheme)
    return [*over, sky.storm] if sky.storm else over


def watch(sky: Sky, hours: Iterable[Hour], scheme: Scheme) -> tuple[Sky, list[Storm]]:
    """Go on with more hours, in time's order; the sky after them, and the storms that ended on the way."""
    over: list[Storm] = []
    for hour in hours:
        for each in (*_unknown_before(sky, hour, scheme), hour):
            sky, ended = _after(sky, each, scheme)
            over += [ended] if ended else []
    return sky, over


def repeats_yesterday(hours: Sequence[Hour]) -> bool:
    """Whether the last day is, hour for hour, the day before again: a source that is stuck."""
    today, before = hours[-DAY_HOURS:], hours[-2 * DAY_HOURS : -DAY_HOURS]
    if len(today) < DAY_HOURS or len(before) < DAY_HOURS:
        return False
    wet = sum(1 for hour in today if hour.mm)
    return wet >= WET_HOURS_OF_A_REPEAT and [hour.mm for hour in today] == [hour.mm for hour in before]


def _unknown_before(sky: Sky, hour: Hour, scheme: Scheme) -> list[Hour]:
    """The hours between the last and this one: unknown; more than a window of them say nothing new."""
    if not sky.window:
        return []
    last = sky.window[-1].ends_at
    missing = (hour.ends_at - last) // HOUR - 1
    first = max(1, missing - scheme.longest + 1)
    return [Hour(last + nth * HOUR, None) for nth in range(first, missing + 1)]


def _after(sky: Sky, hour: Hour, scheme: Scheme) -> tuple[Sky, Storm | None]:
    window = (*sky.window, hour)[-scheme.longest :]
    mm = hour.mm or 0.0
    wet_since = sky.wet_since or (hour.ends_at - HOUR if mm else None)
    fallen = round(sky.fallen + mm, DIGITS) if wet_since else 0.0
    storm = _going_on(sky.storm, hour, window, scheme)
    if storm is None and mm:  # a dry hour adds nothing: what it would begin has begun
        storm = _begun(window, wet_since, fallen, scheme)
    if wet_since is None or not _is_dry(window, scheme):
        return Sky(window, wet_since, fallen, storm), None
    if storm is None:
        return Sky(window), None
    return Sky(), replace(storm, over_at=hour.ends_at)


def _going_on(storm: Storm | None, hour: Hour, window: tuple[Hour, ...], scheme: Scheme) -> Storm | None:
    if storm is None:
        return None
    return replace(
        storm,
        ended_at=hour.ends_at if hour.mm else storm.ended_at,
        mm=round(storm.mm + (hour.mm or 0.0), DIGITS),
        gaps=storm.gaps + (hour.mm is None),
        peaks=_peaks(window, scheme, dict(storm.peaks)),
    )


def _begun(
    window: tuple[Hour, ...], wet_since: datetime | None, fallen: float, scheme: Scheme
) -> Storm | None:
    """The storm that this hour makes. Rain before a dry spell counts too, while its window reaches there."""
    met = next((each for each in scheme.thresholds if each.is_met_by(_sum(window, each.hours))), None)
    if met is None or wet_since is None:
        return None
    counted = window[-met.hours :]
    first_wet = next(hour.ends_at - HOUR for hour in counted if hour.mm)
    started_at = min(wet_since, first_wet)
    mm = fallen if started_at == wet_since else _sum(window, met.hours)
    ended_at = max(hour.ends_at for hour in counted if hour.mm)
    gaps = sum(1 for hour in window if hour.mm is None and started_at < hour.ends_at)
    return Storm(started_at, ended_at, mm, met, _peaks(window, scheme, {}), gaps)


def _peaks(
    window: tuple[Hour, ...], scheme: Scheme, before: dict[int, float]
) -> tuple[tuple[int, float], ...]:
    lengths = sorted({1, *(each.hours for each in scheme.thresholds)})
    return tuple((hours, max(_sum(window, hours), before.get(hours, 0.0))) for hours in lengths)


def _sum(window: tuple[Hour, ...], hours: int) -> float:
    """At least so much fell in the last hours: what is unknown adds nothing."""
    return round(sum(hour.mm or 0.0 for hour in window[-hours:]), DIGITS)


def _is_dry(window: tuple[Hour, ...], scheme: Scheme) -> bool:
    last = window[-scheme.dry_hours :]
    known = len(last) == scheme.dry_hours and all(hour.mm is not None for hour in last)
    return known and _sum(window, scheme.dry_hours) < scheme.dry_mm
