"""The checker sees every kind of damage: one sound run, spoilt in one way at a time."""

import shutil
from pathlib import Path

import pytest

from tests.faults.check import check, told
from tests.faults.conftest import sqlite_url
from tests.faults.damage import DAMAGE
from tests.faults.evidence import Evidence
from tests.faults.trial import Crowd, Scene, run
from tests.faults.world import world

pytestmark = pytest.mark.faults


async def no_strike(scene: Scene) -> None:
    await scene.world.server.start()


async def test_each_damage_breaks_the_rule_it_should(seeded_sqlite: Path, tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    sound.mkdir()
    with world(sqlite_url(seeded_sqlite, sound), sound) as here:
        report = await run(here, no_strike, seed=1, crowd_of=Crowd(owners=6, pictures=1, most=1))
    assert not report.violations, told(report.violations)
    seen = {name: broken(sound, tmp_path / str(number), name) for number, name in enumerate(DAMAGE)}
    missed = {name: rules for name, rules in seen.items() if DAMAGE[name][0] not in rules}
    assert not missed


def broken(sound: Path, folder: Path, name: str) -> set[str]:
    shutil.copytree(sound, folder)
    DAMAGE[name][1](folder)
    evidence = Evidence(
        f"sqlite:///{folder / 'huifang.db'}",
        folder / "journal.jsonl",
        folder / "platform.jsonl",
        folder / "files",
    )
    return {violation.which for violation in check(evidence)}
