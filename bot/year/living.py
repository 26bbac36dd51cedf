"""The year itself: a queue of moments, a day a transaction, the clock ticking through the contact hours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from bot.year.duties import Duties
from bot.year.leading import Leading
from bot.year.matters import OUTAGE, of_month
from bot.year.owners import Owners
from bot.year.place import ZONE, Place, build
from bot.year.staff import ASK, Rounds
from bot.year.weather import SOURCE, Sky
from desk import due, rain
from storage import Session, Store
from storage.tables import Centre

SEED = 20261127
DAYS = 365
MATTERS_A_DAY = 1.8
ROUNDS_AT = (time(8, 50), time(10, 30), time(14, 10), time(15, 45), time(17, 20))
# After the desk opens, around noon, in the afternoon, and the evening before a visit.
TICKS_AT = (time(8, 35), time(11, 30), time(15, 0), time(18, 5))
MORNING_AT, GATHERED_AFTER, RESTORED_AFTER = time(9, 10), timedelta(hours=2), timedelta(hours=8)
ANSWERS, WRITES_BACK = 0.85, 0.8
OUTAGE_EVERY, PROPOSAL_EVERY, FEWEST_CRIES, MOST_CRIES = 75, 60, 7, 14
# What goes by days is looked at once a day.
DAILY = frozenset(
    {
        *("plan_for_new_owners", "plan_for_the_unsolved", "open_quotas", "remind_of_quotas", "close_quotas"),
        *("count_repeats", "chase_reviews", "chase_actions", "tell_of_long_dryness"),
        *("ask_for_reports", "tell_of_late_reports", "draft_reports", "look_at_reports"),
        *("ask_for_plans", "look_at_meetings", "invite_guests", "carry_notices_on", "carry_imports_out"),
        *("note_events_for_search", "note_messages_for_search", "keep_search"),
    }
)
OFTEN = tuple(unit for unit in due.ALL if unit.name not in DAILY)
Act = Callable[[Session, datetime], None]


@dataclass
class Year:
    """What is still to happen, in order; each act may add what follows from it."""

    place: Place
    rng: Random
    owners: Owners
    rounds: Rounds
    duties: Duties
    leading: Leading
    sky: Sky
    queue: list[tuple[datetime, int, Act]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)

    def at(self, moment: datetime, act: Act) -> None:
        heappush(self.queue, (moment, next(self.order), act))

    def begin(self, day: date) -> None:
        """What a day brings: rain, new matters, rounds of the staff, ticks."""
        self.sky.begin(day)
        for _ in range(_poisson(self.rng, MATTERS_A_DAY)):
            self.at(_moment(day, time(self.rng.randint(7, 21), self.rng.randint(0, 59))), self._file)
        # One day in twenty half the staff is out.
        diligence = 0.3 if self.rng.random() < 1 / 20 else 0.96
        for wall in ROUNDS_AT:
            self.at(_moment(day, wall), partial(self._round, diligence=diligence))
        for wall in TICKS_AT:
            self.at(_moment(day, wall), self._tick)
        self.at(_moment(day, MORNING_AT), self.leading.morning)
        if day.toordinal() % OUTAGE_EVERY == 0:
            self._outage(day)
        if day.toordinal() % PROPOSAL_EVERY == 0:
            self.at(_moment(day, MORNING_AT), self.leading.propose)

    def live(self, session: Session, *, until: datetime) -> None:
        while self.queue and self.queue[0][0] <= until:
            moment, _, act = heappop(self.queue)
            act(session, moment)

    def _file(self, session: Session, now: datetime) -> None:
        matters, often = of_month(now.astimezone(ZONE).month)
        words = self.rng.choices(matters, often)[0].words
        self.owners.file(session, self.rng.choice(list(self.place.contacts)), words, now)

    def _outage(self, day: date) -> None:
        """A building without water: many cry, one answer."""
        building, began = self.rng.choice(sorted(set(self.place.homes.values()))), _moment(day, time(9, 15))
        lives = [address for address, home in self.place.homes.items() if home == building]
        for address in self.rng.sample(lives, self.rng.randint(FEWEST_CRIES, MOST_CRIES)):
            cry = partial(self.owners.file, address=address, words=OUTAGE.words)
            self.at(
                began + timedelta(minutes=self.rng.randint(0, 100)),
                lambda session, now, cry=cry: cry(session, now=now),
            )
        self.at(began + GATHERED_AFTER, partial(self.leading.gather, building=building))
        self.at(began + RESTORED_AFTER, self.leading.restore)

    def _round(self, session: Session, now: datetime, *, diligence: float) -> None:
        self.rounds.diligence = diligence
        self.rounds.work(session, now)
        self.duties.work(session, now)
        self._look_at_phones(session, now)

    def _tick(self, session: Session, now: datetime) -> None:
        is_first = now.astimezone(ZONE).time() == TICKS_AT[0]
        if is_first or self.sky.has_news(now):
            rain.keep_hours(session, self.place.centre_id, SOURCE, self.sky.hours(now), now=now)
        for unit in due.ALL if is_first else OFTEN:
            while unit(session, now):
                session.flush()
        self._look_at_phones(session, now)

    def _look_at_phones(self, session: Session, now: datetime) -> None:
        """Who was asked something answers after a while, by a tap or in words; some never do."""
        for address, said in self.owners.asked_since(session, ASK):
            minutes = timedelta(minutes=self.rng.expovariate(1 / 90))
            if self.rng.random() >= (WRITES_BACK if said else ANSWERS):
                continue
            act = partial(self._write_back if said else self._answer, address=address)
            self.at(now + minutes, act)

    def _answer(self, session: Session, now: datetime, *, address: str) -> None:
        self.owners.answer(session, address, now)

    def _write_back(self, session: Session, now: datetime, *, address: str) -> None:
        self.owners.say(session, address, "在主臥靠窗的位置，晚上我在家", now)


def live_a_year(store: Store, centre: Centre, *, password: str, until: datetime, days: int = DAYS) -> Year:
    """Seeded, so that two runs of one day are the same; a day is one transaction."""
    rng = Random(SEED)  # noqa: S311  a simulation
    last = until.astimezone(ZONE).date()
    first = last - timedelta(days=days)
    since = _moment(first, time(0, 0))
    place = store.write(lambda session: build(session, centre, password=password, rng=rng, since=since))
    owners, rounds = Owners(place, rng, count()), Rounds(place, rng)
    sky = Sky(Random(SEED), since)  # noqa: S311  a simulation
    year = Year(place, rng, owners, rounds, Duties(rounds), Leading(rounds, owners), sky)
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
