"""Before, by, after, since and within: which side of the named time is meant."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dialogs.times.values import Limit, Span

# "By noon" is twelve o'clock: a short part of the day is as good as a moment.
_SHORT = timedelta(hours=2)


class Grain(StrEnum):
    """How large the named time is; it decides whether "before" includes it."""

    MOMENT = "moment"
    PART = "part"
    DAY = "day"
    LONGER = "longer"


@dataclass(frozen=True)
class Stretch:
    """A named time; `closes` is when "after it" ends, None when open."""

    grain: Grain
    first: datetime
    last: datetime
    closes: datetime | None = None


def limited(stretch: Stretch, limit: Limit | None, *, now: datetime) -> Span:
    """The named time with its limit applied."""
    if limit in {Limit.BEFORE, Limit.STRICTLY_BEFORE, Limit.BY}:
        return Span(None, _latest(stretch, limit, now))
    if limit is Limit.AFTER:
        return _after(stretch)
    if limit is Limit.SINCE and stretch.grain is not Grain.PART:
        return Span(stretch.first, stretch.closes)
    if limit is Limit.WITHIN and stretch.grain is not Grain.MOMENT and stretch.last >= now:
        return Span(max(stretch.first, now), stretch.last)
    return Span(stretch.first, stretch.last)


def _latest(stretch: Stretch, limit: Limit, now: datetime) -> datetime:
    if stretch.grain is Grain.PART and stretch.last - stretch.first <= _SHORT:
        return stretch.first
    if limit is Limit.BY or (limit is Limit.BEFORE and stretch.grain is Grain.DAY):
        return stretch.last
    # 本週前, said in that week, can only mean its end.
    return stretch.last if stretch.grain is Grain.LONGER and stretch.first <= now else stretch.first


def _after(stretch: Stretch) -> Span:
    if stretch.grain is Grain.MOMENT:
        return Span(stretch.first, stretch.closes)
    if stretch.grain is Grain.PART:
        return Span(stretch.last, stretch.last.replace(hour=23, minute=59))
    return Span(stretch.last + timedelta(minutes=1), None)
