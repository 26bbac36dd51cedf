"""The machine's clock is set while owners talk and questions go out (RELIABILITY F9)."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.check import told
from tests.faults.machine_clock import MachineClock
from tests.faults.test_kills import SEED
from tests.faults.test_revisits import asked, asked_in, resolved, until_due
from tests.faults.trial import Crowd, Scene, Strike, drained, lurk, run
from tests.faults.world import World, world

pytestmark = pytest.mark.faults
HOUR = timedelta(hours=1)
# never on balance later: an owner who adds to a case after an hour would rightly be asked which
STEPS = (-HOUR, timedelta(seconds=-5), HOUR)
BETWEEN = 5.0


def set_while_owners_talk(clock: MachineClock) -> Strike:
    async def strike(scene: Scene) -> None:
        await scene.world.server.start(**clock.environment)
        for step in STEPS:
            await asyncio.sleep(BETWEEN)
            await lurk(scene)
            clock.step(step)
        await asyncio.sleep(BETWEEN)

    return strike


def set_while_questions_go_out(clock: MachineClock) -> Strike:
    """The next day comes at once, an hour of it twice, and half a day is left out."""

    async def strike(scene: Scene) -> None:
        await scene.world.server.start(**clock.environment)
        await resolved(scene.world)
        clock.step(until_due(scene.world))
        for step in (-HOUR, HOUR, 12 * HOUR):
            await asyncio.sleep(1)
            clock.step(step)
        await asked(scene.world)
        await drained(scene.world)

    return strike


def backward(here: World) -> list[str]:
    """Promises that end before they were given."""
    rows = here.evidence.rows('SELECT number FROM "case" WHERE reply_by < opened_at')
    return [row["number"] for row in rows]


async def test_owners_are_answered_whatever_the_clock_says(fresh_url: str, tmp_path: Path) -> None:
    with world(fresh_url, tmp_path) as here:
        strike = set_while_owners_talk(MachineClock(tmp_path))
        report = await run(here, strike, seed=SEED, crowd_of=Crowd(owners=20, pictures=0))
        report.show("clock steps", here)
        assert backward(here) == []
    assert not report.silences
    assert not report.violations, told(report.violations)


async def test_no_question_is_asked_twice_or_forgotten(fresh_url: str, tmp_path: Path) -> None:
    with world(fresh_url, tmp_path) as here:
        await asked_in(here, set_while_questions_go_out(MachineClock(tmp_path)))
