"""kill -9 at random moments while fifty owners talk (RELIABILITY F1)."""

import os
from pathlib import Path
from random import SystemRandom

import pytest

from tests.fakes.telegram.nasty import Nasty
from tests.faults.check import told
from tests.faults.driver import PATIENCE
from tests.faults.trial import Crowd, random_kills, run
from tests.faults.world import world

pytestmark = pytest.mark.faults
KILLS = int(os.environ.get("HUIFANG_FAULT_KILLS", "12"))
# seconds from one kill to the next, on a busy machine
LONGEST_KILL = 8.0
SEED = int(os.environ.get("HUIFANG_FAULT_SEED", "0")) or SystemRandom().randrange(1, 1_000_000)


async def test_nothing_acknowledged_is_lost_and_no_case_comes_twice(fresh_url: str, tmp_path: Path) -> None:
    with world(fresh_url, tmp_path, nasty=Nasty(SEED, redeliver=0.0)) as here:
        talking = Crowd(patience=PATIENCE + KILLS * LONGEST_KILL)
        report = await run(here, random_kills(KILLS), seed=SEED, crowd_of=talking)
        report.show("kill -9", here)
    assert report.is_valid, f"too few kills hit work under way: {report}"
    assert not report.silences
    assert not report.violations, told(report.violations)
