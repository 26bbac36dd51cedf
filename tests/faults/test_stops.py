"""A process stands still longer than its leases, another takes over, the first goes on (RELIABILITY F14)."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.faults.check import told
from tests.faults.test_kills import SEED
from tests.faults.trial import Crowd, Scene, Strike, lurk, run
from tests.faults.world import LEASE_SECONDS, world

pytestmark = pytest.mark.faults
PAUSES = int(os.environ.get("HUIFANG_FAULT_PAUSES", "5"))
# 30 s of a suspended machine where a lease takes 60 are no matter; this is one and a half leases
STILL = 1.5 * LEASE_SECONDS
LONGEST_UNTIL = 60.0
# where it stands still holding a lease, and among how many of its first hits
LATEST = {
    "delivery.after_claim": 6,
    "delivery.after_send": 6,
    "delivery.in_mark": 6,
    "turn.in_transaction": 12,
}


def stops_at_random(many: int) -> Strike:
    """Two processes; the one that hears owners is suspended while it is at work, and goes on later."""

    async def strike(scene: Scene) -> None:
        first, second = scene.world.server, scene.world.another()
        await asyncio.gather(first.start(), second.start())
        for _ in range(many):
            await lurk(scene)
            scene.report.kills += 1
            scene.report.hits += scene.is_at_work
            first.pause()
            await asyncio.sleep(STILL)
            first.resume()
            await asyncio.sleep(scene.dice.uniform(0.5, 1.5))
        await second.stop()

    return strike


def stops_at_places() -> Strike:
    """The first stands still at each named place, whatever it holds there."""

    async def strike(scene: Scene) -> None:
        first, second = scene.world.server, scene.world.another()
        await second.start()
        for place, latest in LATEST.items():
            await first.start(HUIFANG_FAILPOINT=f"stop@{place}:{scene.dice.randint(1, latest)}")
            await first.stands_still(within=LONGEST_UNTIL)
            scene.report.kills += 1
            scene.report.hits += 1
            await asyncio.sleep(STILL)
            first.resume()
            await asyncio.sleep(STILL)
            await first.stop()
        await first.start()
        await second.stop()

    return strike


@pytest.mark.parametrize("strike", [stops_at_random(PAUSES), stops_at_places()], ids=["random", "places"])
async def test_who_comes_to_again_is_fenced_and_repeats_nothing(
    strike: Strike, fresh_url: str, tmp_path: Path
) -> None:
    with world(fresh_url, tmp_path) as here:
        report = await run(here, strike, seed=SEED, crowd_of=Crowd(owners=20, pictures=0))
        report.show("SIGSTOP", here)
        taken_over = here.evidence.rows("SELECT count(*) AS many FROM outbox WHERE lease_gen > 1")
    assert report.is_valid, f"too few stops hit work under way: {report}"
    assert not report.silences
    assert not report.violations, told(report.violations)
    assert taken_over[0]["many"], "nobody took over"
