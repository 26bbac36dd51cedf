"""Four servers that are bad in one way each: a harness that does not see it proves nothing."""

import sys
from pathlib import Path

import pytest

from tests.faults.report import Report
from tests.faults.test_kills import SEED
from tests.faults.trial import Crowd, random_kills, run
from tests.faults.world import World, world

pytestmark = pytest.mark.faults
KILLS = 5
PATIENCE = 10.0
THRICE = 0.3
# what each must break, and what may break with it
FAULTS = {
    "ack_first": ("I1", {"I3"}),
    "dedupe_race": ("I3", {"I1", "I2"}),
    "mark_first": ("I4", set()),
    # owners who are answered twice answer the wrong question
    "claim_without_lock": ("I5", {"I3", "I7"}),
}


def bad(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.faults.bad", name)


async def outcome(here: World, *, kills: int, patience: float) -> Report:
    talking = Crowd(owners=30, patience=patience, pictures=0, thrice=THRICE)
    report = await run(here, random_kills(kills), seed=SEED, crowd_of=talking)
    report.show(here.server.command[-1], here)
    return report


async def test_the_same_assembly_with_good_parts_is_green(fresh_url: str, tmp_path: Path) -> None:
    with world(fresh_url, tmp_path, command=bad("sound")) as here:
        report = await outcome(here, kills=3, patience=60)
    assert not report.violations
    assert not report.silences


@pytest.mark.parametrize("name", FAULTS)
async def test_a_bad_server_goes_red(name: str, fresh_url: str, tmp_path: Path) -> None:
    must, may = FAULTS[name]
    with world(fresh_url, tmp_path, command=bad(name)) as here:
        report = await outcome(here, kills=KILLS, patience=PATIENCE)
    seen = {violation.which for violation in report.violations}
    assert report.said, "it does not work at all"
    assert must in seen, "the harness does not see the fault"
    assert seen <= {must} | may, "it is bad in another way than it should be"
