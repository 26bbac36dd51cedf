"""A run: owners talk, the server is killed at random moments, everything drains, the checker looks."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.fakes.telegram import FakeTelegram
from tests.faults.check import Violation, check
from tests.faults.driver import PATIENCE, Talker, crowd
from tests.faults.road import Road
from tests.faults.server import Server
from tests.faults.world import World

LONGEST_DRAIN = 90.0
# a run in which fewer kills than this hit work under way proves nothing
LEAST_HIT = 0.8
BETWEEN_KILLS = (0.5, 2.0)
LONGEST_LURK = 3.0
NEWEST_CALLS = 60


@dataclass
class Report:
    """What a run came to. `hits` are kills with a webhook or a call under way."""

    seed: int
    kills: int = 0
    hits: int = 0
    updates: int = 0
    thrice: int = 0
    tries: int = 0
    cases: int = 0
    sent: int = 0
    repeats: int = 0
    silences: list[str] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    ready_after: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_valid(self) -> bool:
        return self.hits >= LEAST_HIT * self.kills

    def __str__(self) -> str:
        slowest = max(self.ready_after, default=0.0)
        return (
            f"seed {self.seed}: {self.kills} kills, {self.hits} with work under way; {self.updates} updates "
            f"({self.thrice} sent three times, {self.tries} posts), {self.cases} cases, {self.sent} messages, "
            f"{self.repeats} repeats; ready after {slowest:.1f} s at most; {self.seconds:.0f} s"
        )


async def run(
    world: World,
    *,
    seed: int,
    kills: int,
    owners: int = 50,
    patience: float = PATIENCE,
    pictures: bool = True,
    thrice: float = 0.1,
) -> Report:
    """Talk and kill, then check."""
    report, dice, begun = Report(seed), Random(seed), time.monotonic()
    await world.server.start()
    async with world.road(dice, thrice=thrice) as road:
        talkers = crowd(_meeting(world.fake, road), dice, many=owners, patience=patience, pictures=pictures)
        ending = asyncio.Event()
        talks = [asyncio.create_task(talker.talk(ending)) for talker in talkers]
        for _ in range(kills):
            await kill_at_work(world.server, road, world.fake, dice, report)
            await world.server.start()
        ending.set()
        await asyncio.gather(*talks)
        await finish(world, road)
    _count(report, world, road, talkers)
    report.seconds = time.monotonic() - begun
    return report


def _meeting(fake: FakeTelegram, road: Road) -> Callable:
    def meet(name: str):  # noqa: ANN202  the fake's own Owner
        owner = fake.owner(name, language="zh-hant")
        owner._platform = road  # the fake's people, on our road
        return owner

    return meet


async def kill_at_work(server: Server, road: Road, fake: FakeTelegram, dice: Random, report: Report) -> None:
    """At a random moment, as soon as something is under way, a random part of a few milliseconds into it."""
    await asyncio.sleep(dice.uniform(*BETWEEN_KILLS))
    until = time.monotonic() + LONGEST_LURK
    while time.monotonic() < until:
        if _under_way(road, fake):
            await asyncio.sleep(dice.uniform(0, 0.004))
            if _under_way(road, fake):
                break
        await asyncio.sleep(0.001)
    report.kills += 1
    report.hits += _under_way(road, fake)
    server.kill()


def _under_way(road: Road, fake: FakeTelegram) -> bool:
    if road.under_way:
        return True
    with fake.journal.changed:
        return any(call.verdict == "open" for call in fake.journal.calls[-NEWEST_CALLS:])


async def finish(world: World, road: Road) -> None:
    """Let everything arrive, then stop as an operator would."""
    await road.all_taken()
    until = time.monotonic() + LONGEST_DRAIN
    while time.monotonic() < until and is_busy(world):
        await asyncio.sleep(0.2)
    await world.server.stop()


def is_busy(world: World) -> bool:
    rows = world.evidence.rows(
        "SELECT (SELECT count(*) FROM outbox WHERE done_at IS NULL) "
        "+ (SELECT count(*) FROM attachment WHERE state = 'wanted') AS many"
    )
    return bool(rows[0]["many"])


def _count(report: Report, world: World, road: Road, talkers: list[Talker]) -> None:
    evidence = world.evidence
    report.updates, report.tries, report.thrice = road.acknowledged, road.tries, road.thrice_sent
    report.silences = [silence for talker in talkers for silence in talker.silences]
    report.violations = check(evidence)
    report.cases = len(evidence.rows('SELECT id FROM "case"'))
    report.sent = sum(len(said) for said in evidence.said.values())
    report.repeats = sum(map(len, evidence.arrivals.values())) - report.sent
    report.ready_after = world.server.ready_after
