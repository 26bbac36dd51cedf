"""The process kills itself at named places, and everything ends well after it (RELIABILITY F2)."""

import os
from pathlib import Path

import pytest

from storage.failpoints import PLACES
from tests.faults.check import told
from tests.faults.test_kills import SEED
from tests.faults.trial import Crowd, deaths_at, run
from tests.faults.world import world

pytestmark = pytest.mark.faults
DEATHS = int(os.environ.get("HUIFANG_FAULT_DEATHS", "3"))
# among how many of its first hits the fatal one is drawn; pictures and cases are fewer than turns
LATEST = {
    "turn": {"turn.before_first_statement": 12, "turn.in_transaction": 12, "turn.before_answer": 12},
    "store": {"store.before_commit": 30, "store.after_commit": 30, "events.appended": 2},
    "delivery": {"delivery.after_claim": 6, "delivery.after_send": 12, "delivery.in_mark": 12},
    "attachment": {"attachment.before_rename": 1, "attachment.after_rename": 1},
}
ELSEWHERE = {"due.revisit_picked"}


def test_every_place_has_its_run() -> None:
    assert {place for places in LATEST.values() for place in places} | ELSEWHERE == PLACES


@pytest.mark.parametrize("group", LATEST)
async def test_a_death_at_a_named_place_costs_nothing(group: str, fresh_url: str, tmp_path: Path) -> None:
    with world(fresh_url, tmp_path) as here:
        strike = deaths_at(LATEST[group], times=DEATHS)
        report = await run(here, strike, seed=SEED, crowd_of=Crowd(owners=12, pictures=1))
        report.show(f"{', '.join(LATEST[group])}, {DEATHS} deaths each,", here)
    assert report.kills == DEATHS * len(LATEST[group])
    assert not report.silences
    assert not report.violations, told(report.violations)
