"""The values of the grammar: what comes out of it, and what its words say on the way."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import NamedTuple, TypedDict


@dataclass(frozen=True)
class Span:
    """What an owner said about time, in the zone of `now`; either end may be open."""

    not_before: datetime | None
    not_after: datetime | None


@dataclass(frozen=True)
class HalfUnclear:
    """A clock time in an unnamed half of the day ("兩點半"): both readings, earliest first."""

    readings: tuple[Span, Span]


@dataclass(frozen=True)
class Past:
    """Understood, but it ended before now."""

    span: Span


class Part(Enum):
    """A part of the day, in minutes after midnight: when it begins and ends."""

    SMALL_HOURS = (0, 6 * 60)
    MORNING = (8 * 60, 12 * 60)
    NOON = (12 * 60, 14 * 60)
    AFTERNOON = (12 * 60, 18 * 60)
    DUSK = (17 * 60, 19 * 60)
    EVENING = (18 * 60, 22 * 60)

    @property
    def begins(self) -> int:
        return self.value[0]

    @property
    def ends(self) -> int:
        return self.value[1]


class Third(StrEnum):
    """A third of a month: 月初, 月中, 月底."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"


class Unit(StrEnum):
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class Limit(StrEnum):
    """Which side of the named time is meant."""

    BEFORE = "before"  # 前: a day includes itself, as on every notice
    STRICTLY_BEFORE = "strictly_before"  # English "before": it does not
    BY = "by"
    AFTER = "after"
    SINCE = "since"  # 起, from: includes the day itself
    WITHIN = "within"
    IN = "in"


class Clock(NamedTuple):
    hour: int
    minute: int
    is_pm: bool | None = None


class Length(NamedTuple):
    count: int
    unit: Unit


class Said(TypedDict, total=False):
    """What the words of one phrase say; each thing at most once."""

    days: int  # from today
    weeks: int  # from this week
    weekday: int  # Monday is 0
    weekend: bool
    year: int
    years: int  # from this year
    months: int  # from this month
    month: int
    date: int
    third: Third
    part: Part
    clock: Clock
    length: Length
    away: Limit  # of the length: within it, after it, ago
    limit: Limit
