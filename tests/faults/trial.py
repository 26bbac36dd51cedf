"""A run: owners talk, something strikes the server, everything drains, the checker looks."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random

from tests.fakes.telegram import FakeTelegram, Owner
from tests.faults.check import check
from tests.faults.driver import PATIENCE, Talker, crowd
from tests.faults.report import Report
from tests.faults.road import Road
from tests.faults.server import KILLED
from tests.faults.world import World

LONGEST_DRAIN = 90.0
BETWEEN_KILLS = (0.3, 2.0)
LONGEST_LURK = 3.0
LONGEST_LIFE = 60.0
NEWEST_CALLS = 60


@dataclass(frozen=True)
class Crowd:
    """Who talks, how many cases each at most; who of those who tap sends photos; what comes thrice."""

    owners: int = 50
    patience: float = PATIENCE
    pictures: float = 0.2
    thrice: float = 0.1
    most: int = 1000


@dataclass
class Scene:
    """What strikes may use."""

    world: World
    road: Road
    dice: Random
    report: Report

    @property
    def is_at_work(self) -> bool:
        """Whether a webhook or a call of the bot is under way at this moment."""
        if self.road.under_way:
            return True
        journal = self.world.fake.journal
        with journal.changed:
            return any(call.verdict == "open" for call in journal.calls[-NEWEST_CALLS:])


Strike = Callable[[Scene], Awaitable[None]]


async def run(world: World, strike: Strike, *, seed: int, crowd_of: Crowd = Crowd()) -> Report:
    """Everyone talks, `strike` starts the server and leaves it running, all is finished and checked."""
    report, dice, begun = Report(seed), Random(seed), time.monotonic()
    async with world.road(dice, thrice=crowd_of.thrice) as road:
        talkers = _talkers(world.fake, road, dice, crowd_of)
        ending = asyncio.Event()
        talks = [asyncio.create_task(talker.talk(ending, most=crowd_of.most)) for talker in talkers]
        await strike(Scene(world, road, dice, report))
        ending.set()
        await asyncio.gather(*talks)
        await finish(world, road)
        report.heard(road, talkers)
    report.checked(world, check(world.evidence))
    report.seconds = time.monotonic() - begun
    return report


def _talkers(fake: FakeTelegram, road: Road, dice: Random, asked: Crowd) -> list[Talker]:
    def meet(name: str) -> Owner:
        owner = fake.owner(name, language="zh-hant")
        return Owner(road, fake.bot, owner.user, "zh-hant")

    return crowd(meet, dice, many=asked.owners, patience=asked.patience, pictures=asked.pictures)


def random_kills(many: int) -> Strike:
    """kill -9 at random moments, as soon as something is under way, a random part of some ms into it."""

    async def strike(scene: Scene) -> None:
        server = scene.world.server
        await server.start()
        for _ in range(many):
            await asyncio.sleep(scene.dice.uniform(*BETWEEN_KILLS))
            await lurk(scene)
            scene.report.kills += 1
            scene.report.hits += scene.is_at_work
            server.kill()
            await server.start()

    return strike


async def lurk(scene: Scene) -> None:
    """Wait for something under way, a random part of some ms into it; not for ever."""
    until = time.monotonic() + LONGEST_LURK
    while time.monotonic() < until:
        if scene.is_at_work:
            await asyncio.sleep(scene.dice.uniform(0, 0.004))
            if scene.is_at_work:
                return
        await asyncio.sleep(0.001)


def deaths_at(latest: Mapping[str, int], *, times: int) -> Strike:
    """The process kills itself so often at each named place, in any order.

    Each time at a random one of its first hits; `latest` says how many of them are drawn from.
    """

    async def strike(scene: Scene) -> None:
        places = [place for place in latest for _ in range(times)]
        scene.dice.shuffle(places)
        for place in places:
            await die_at(scene, f"{place}:{scene.dice.randint(1, latest[place])}")
        await scene.world.server.start()

    return strike


async def die_at(scene: Scene, where: str, **settings: str) -> None:
    """Start, and wait until the process has killed itself there. Raises AssertionError when it does not."""
    server = scene.world.server
    await server.start(HUIFANG_FAILPOINT=where, **settings)
    code = await server.dies(within=LONGEST_LIFE)
    assert code == KILLED, f"{where}: ended with {code}:\n{server.last_words()}"
    scene.report.kills += 1
    scene.report.hits += 1


async def finish(world: World, road: Road) -> None:
    """Let everything arrive, then stop as an operator would."""
    await road.all_taken()
    await drained(world)
    await world.server.stop()


async def drained(world: World) -> None:
    """Wait until nothing waits any more; what still does after a long while is the checker's to tell."""
    try:
        async with asyncio.timeout(LONGEST_DRAIN):
            while is_busy(world):  # noqa: ASYNC110  another process changes it
                await asyncio.sleep(0.2)
    except TimeoutError:
        return


def is_busy(world: World) -> bool:
    rows = world.evidence.rows(
        "SELECT (SELECT count(*) FROM outbox WHERE done_at IS NULL) "
        "+ (SELECT count(*) FROM attachment WHERE state = 'wanted') AS many"
    )
    return bool(rows[0]["many"])
