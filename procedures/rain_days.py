"""What several sources saw, put together; and how a storm's time is said to owners (B4.1.2.3-C)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from procedures.rain import Storm

EVENING, NIGHT_ENDS, NOON = 18, 8, 12


@dataclass(frozen=True)
class Seen:
    """A storm as one or more sources saw it; over only when it is over for each of them."""

    storm: Storm
    sources: frozenset[str]


def together(seen: Iterable[tuple[str, Storm]]) -> list[Seen]:
    """Storms that overlap are one: the highest sums count, a second source confirms and never cancels."""
    found: list[Seen] = []
    for source, storm in sorted(seen, key=lambda each: each[1].started_at):
        last = found[-1] if found else None
        if last and (last.storm.over_at is None or storm.started_at < last.storm.over_at):
            found[-1] = Seen(_joined(last.storm, storm), last.sources | {source})
        else:
            found.append(Seen(storm, frozenset({source})))
    return found


def when_said(started: datetime, ended: datetime, said: datetime) -> str:
    """The word for a storm's time on the day it is spoken of; all three in the centre's zone."""
    days = (said.date() - ended.date()).days
    if days == 0 and ended.hour < NIGHT_ENDS and (started.date() < ended.date() or started.hour < NIGHT_ENDS):
        return "last_night" if started.date() < ended.date() else "this_morning"
    if days == 0:
        return "this_morning" if ended.hour < NOON and started.date() == ended.date() else "today"
    if days == 1:
        return "last_night" if started.hour >= EVENING and started.date() == ended.date() else "yesterday"
    return "lately"


def _joined(one: Storm, other: Storm) -> Storm:
    more = max(one, other, key=lambda storm: storm.mm)
    is_over = one.over_at is not None and other.over_at is not None
    return replace(
        more,
        started_at=min(one.started_at, other.started_at),
        ended_at=max(one.ended_at, other.ended_at),
        gaps=min(one.gaps, other.gaps),
        over_at=max(one.over_at, other.over_at) if is_over and one.over_at and other.over_at else None,
    )


def dry_from(ended_at: datetime, *, dry_hours: int) -> datetime:
    """When a storm that somebody saw end is over."""
    return ended_at + timedelta(hours=dry_hours)
