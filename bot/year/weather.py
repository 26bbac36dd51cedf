"""A year of hourly rain as it falls in Hangzhou: plum rain, typhoons, thunderstorms; seeded."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from bot.year.place import ZONE
from procedures.rain import HOUR, Hour

SOURCE = "open_meteo"
# How likely a day of each month has rain, and its usual mm: the 1991-2020 means of Hangzhou, rounded.
WET_DAYS = (0.42, 0.43, 0.48, 0.46, 0.44, 0.51, 0.41, 0.44, 0.34, 0.26, 0.33, 0.31)
MM_A_DAY = (6.0, 6.5, 8.5, 8.5, 9.0, 15.0, 12.0, 12.0, 11.0, 9.0, 7.0, 5.5)
# Heavy rainstorms: plum rain in June and July, typhoons from July to October. Not closer than ten days.
STORM_DAYS = ((6, 9), (6, 24), (7, 12), (8, 17), (9, 14), (10, 5))
STORM_CHANCE, SHIFT_DAYS = 0.85, 4
# More than this in a day would be a storm of its own, which these days are not.
MOST_ORDINARY = 22.0


@dataclass
class Sky:
    """What falls, day by day; the rain of a day is thrown once, in the order of days."""

    rng: Random
    told: datetime
    falling: dict[datetime, float] = field(default_factory=dict)
    wet_until: datetime = field(init=False)
    storms: dict[int, set[date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.wet_until = self.told

    def begin(self, day: date) -> None:
        """Throw a day's rain."""
        if day in self._storms_of(day.year):
            self._storm(day)
        elif self.rng.random() < WET_DAYS[day.month - 1]:
            mm = min(self.rng.expovariate(1 / MM_A_DAY[day.month - 1]), MOST_ORDINARY)
            self._spread(day, self.rng.randint(0, 17), self.rng.randint(2, 6), mm)

    def has_news(self, now: datetime) -> bool:
        """Whether rain fell that nobody was told of, or the last hours of it are to be seen as over."""
        if any(at <= now for at in self.falling):
            self.wet_until = now + 12 * HOUR
        return now <= self.wet_until

    def hours(self, now: datetime) -> list[Hour]:
        """What a source has to tell since it was last asked: every full hour, dry ones too."""
        found = []
        while self.told + HOUR <= now:
            self.told += HOUR
            found.append(Hour(self.told, round(self.falling.pop(self.told, 0.0), 1)))
        return found

    def _storm(self, day: date) -> None:
        """Through the evening and the night: 45 to 130 mm in some ten hours."""
        self._spread(day, self.rng.randint(13, 19), self.rng.randint(6, 10), self.rng.uniform(45, 130))

    def _spread(self, day: date, begins: int, hours: int, mm: float) -> None:
        weights = [self.rng.uniform(0.4, 1.6) for _ in range(hours)]
        start = datetime(day.year, day.month, day.day, begins, tzinfo=ZONE)
        for n, weight in enumerate(weights, start=1):
            at = (start + n * HOUR).astimezone(self.told.tzinfo)
            self.falling[at] = self.falling.get(at, 0.0) + mm * weight / sum(weights)

    def _storms_of(self, year: int) -> set[date]:
        if year not in self.storms:
            self.storms[year] = {
                date(year, month, day) + timedelta(days=self.rng.randint(-SHIFT_DAYS, SHIFT_DAYS))
                for month, day in STORM_DAYS
                if self.rng.random() < STORM_CHANCE
            }
        return self.storms[year]
