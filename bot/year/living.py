"""The year itself: a queue of moments, a day a transaction, the clock ticking through the contact hours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from bot.year.matters import of_month
from bot.year.owners import Owners
from bot.year.place import ZONE, Place, build
from bot.year.staff import Rounds
from desk import due
from storage import Session, Store
from storage.tables import Centre

SEED = 20261127
DAYS = 365
MATTERS_A_DAY = 3.2
ROUNDS_AT = (time(8, 50), time(10, 20), time(11, 40), time(14, 10), time(15, 45), time(17, 20))
TICKS_AT = tuple(time(hour, 35) for hour in (8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19))
ANSWERS = 0.8
Act = Callable[[Session, datetime], None]


@dataclass
class Year:
    """What is still to happen, in order; each act may add what follows from it."""

    place: Place
    rng: Random
    owners: Owners
    rounds: Rounds
    queue: list[tuple[datetime, int, Act]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)

    def at(self, moment: datetime, act: Act) -> None:
        heappush(self.queue, (moment, next(self.order), act))

    def begin(self, day: date) -> None:
        """What a day brings: new matters, rounds of the staff, ticks."""
        for _ in range(_poisson(self.rng, MATTERS_A_DAY)):
            self.at(_moment(day, time(self.rng.randint(7, 21), self.rng.randint(0, 59))), self._file)
        # One day in fifteen half the staff is out.
        diligence = 0.45 if self.rng.random() < 1 / 15 else 0.92
        for wall in ROUNDS_AT:
            self.at(_moment(day, wall), partial(self._round, diligence=diligence))
        for wall in TICKS_AT:
            self.at(_moment(day, wall), self._tick)

    def live(self, session: Session, *, until: datetime) -> None:
        while self.queue and self.queue[0][0] <= until:
            moment, _, act = heappop(self.queue)
            act(session, moment)

    def _file(self, session: Session, now: datetime) -> None:
        matters, often = of_month(now.astimezone(ZONE).month)
        words = self.rng.choices(matters, often)[0].words
        self.owners.file(session, self.rng.choice(self.place.contacts), words, now)

    def _round(self, session: Session, now: datetime, *, diligence: float) -> None:
        self.rounds.diligence = diligence
        self.rounds.work(session, now)

    def _tick(self, session: Session, now: datetime) -> None:
        for unit in due.ALL:
            while unit(session, now):
                session.flush()
        for address in self.owners.asked_since(session):
            if self.rng.random() < ANSWERS:
                self.at(
                    now + timedelta(minutes=self.rng.expovariate(1 / 90)),
                    partial(self._answer, address=address),
                )

    def _answer(self, session: Session, now: datetime, *, address: str) -> None:
        self.owners.answer(session, address, now)


def live_a_year(store: Store, centre: Centre, *, password: str, until: datetime, days: int = DAYS) -> Year:
    """Seeded, so that two runs of one day are the same; a day is one transaction."""
    rng = Random(SEED)  # noqa: S311  a simulation
    last = until.astimezone(ZONE).date()
    first = last - timedelta(days=days)
    since = _moment(first, time(0, 0))
    place = store.write(lambda session: build(session, centre, password=password, rng=rng, since=since))
    year = Year(place, rng, Owners(place, rng, count()), Rounds(place, rng))
    for n in range(days + 1):
        day = first + timedelta(days=n)
        year.begin(day)
        store.write(partial(year.live, until=min(_moment(day, time(23, 59)), until)))
    return year


def _moment(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, ZONE).astimezone(UTC)


def _poisson(rng: Random, mean: float) -> int:
    """How many in a day, when they come independently of each other."""
    total, found = rng.expovariate(mean), 0
    while total < 1:
        found += 1
        total += rng.expovariate(mean)
    return found
