"""Failpoints and the test clock exist only where the environment is said to be a test (RELIABILITY 5.5)."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.faults.server import HUIFANG, ROOT
from tests.faults.world import SECRET

pytestmark = pytest.mark.faults
REFUSED = 2
FAILPOINT = ("HUIFANG_FAILPOINT", "store.before_commit")
CLOCK = ("HUIFANG_CLOCK", "P1D")


def start(folder: Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIFANG_")}
    own = {"HUIFANG_SECRET": SECRET, "HUIFANG_DATABASE_URL": f"sqlite:///{folder / 'huifang.db'}"}
    return subprocess.run(
        HUIFANG, cwd=ROOT, env=clean | own | settings, capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.parametrize("environment", ["production", "demo"])
@pytest.mark.parametrize(("setting", "value"), [FAILPOINT, CLOCK])
def test_a_server_outside_tests_refuses_to_start(
    setting: str, value: str, environment: str, tmp_path: Path
) -> None:
    ended = start(tmp_path, HUIFANG_ENVIRONMENT=environment, **{setting: value})
    assert ended.returncode == REFUSED
    assert f"{setting}: only with HUIFANG_ENVIRONMENT=test" in ended.stderr
    assert not (tmp_path / "huifang.db").exists()


def test_a_server_is_production_unless_told_otherwise(tmp_path: Path) -> None:
    ended = start(tmp_path, HUIFANG_FAILPOINT="store.before_commit")
    assert ended.returncode == REFUSED
    assert "HUIFANG_FAILPOINT: only with" in ended.stderr


def test_a_place_that_does_not_exist_is_refused_in_tests_too(seeded_sqlite: Path, tmp_path: Path) -> None:
    ended = start(
        tmp_path,
        HUIFANG_ENVIRONMENT="test",
        HUIFANG_DATABASE_URL=f"sqlite:///{seeded_sqlite}",
        HUIFANG_FAILPOINT="store.somewhere",
    )
    assert ended.returncode == REFUSED
    assert "HUIFANG_FAILPOINT: there is no failpoint 'store.somewhere'" in ended.stderr
