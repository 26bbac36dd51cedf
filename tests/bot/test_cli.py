"""The commands as a person types them, in a folder of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS

HUIFANG = Path(sys.executable).with_name("huifang")
PASSWORD = "lantern orchid 47 river"


def huifang(folder: Path, *words: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIFANG_")}
    return subprocess.run(
        [HUIFANG, *words],
        cwd=folder,
        env={**clean, **settings},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_every_command_is_listed_as_it_calls_itself(tmp_path: Path) -> None:
    listed = huifang(tmp_path, "--help").stdout
    for known in COMMANDS:
        assert f" {known.name} " in listed
        assert known.is_group or known.load().get_short_help_str(200) == known.line


@pytest.mark.parametrize(
    ("command", "needless"),
    [
        ("", {"pydantic", "sqlalchemy", "uvicorn"}),
        ("staff", {"uvicorn", "starlette", "desk.due", "desk.hearing", "fluent", "alembic", "httpx"}),
        ("tick", {"uvicorn", "starlette", "alembic", "httpx", "bot.demo", "console"}),
        ("serve", {"alembic", "fastapi", "httpx", "telegram", "jinja2", "desk.due", "fluent", "holidays"}),
    ],
    ids=["help", "staff", "tick", "serve"],
)
def test_a_command_loads_nothing_that_it_does_not_need(command: str, needless: set[str]) -> None:
    load = f"import bot.commands.{command}" if command else ""
    told = f"import bot.cli, sys; {load}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert needless & set(done.stdout.split()) == set()


def test_serve_does_not_start_without_a_secret(tmp_path: Path) -> None:
    done = huifang(tmp_path, "serve")
    assert done.returncode != 0
    assert done.stderr.startswith("huifang: HUIFANG_SECRET: ")
    assert "Traceback" not in done.stderr


def test_serve_asks_for_the_migration(tmp_path: Path) -> None:
    done = huifang(tmp_path, "serve", HUIFANG_SECRET="s" * 32)
    assert done.returncode != 0
    assert "huifang migrate" in done.stderr


@pytest.mark.parametrize("at", ["tomorrow", "2026-11-24T09:00"])
def test_tick_wants_a_time_with_its_offset(tmp_path: Path, at: str) -> None:
    done = huifang(tmp_path, "tick", "--at", at)
    assert done.returncode != 0
    assert "--at" in done.stderr


def test_migrate_then_doctor_then_tick(tmp_path: Path) -> None:
    assert "migration" in huifang(tmp_path, "migrate").stdout
    doctor = huifang(tmp_path, "doctor")
    assert doctor.returncode == 0, doctor.stderr
    assert "current" in doctor.stdout
    ticked = huifang(tmp_path, "tick", "--at", "2026-11-24T09:00+08:00")
    assert ticked.returncode == 0, ticked.stderr
    assert "follow_revisits: 0" in ticked.stdout


def test_doctor_explains_a_procedure_that_no_centre_works_by(tmp_path: Path) -> None:
    said = huifang(tmp_path, "doctor", "--procedure", "consultancy")
    assert said.returncode == 0, said.stderr
    assert "Promised reply: kinds enquiry; within 4 h (C6)." in said.stdout
    assert huifang(tmp_path, "doctor", "--procedure", "nowhere").returncode != 0


def test_staff_are_added_to_a_centre_that_exists(tmp_path: Path) -> None:
    huifang(tmp_path, "migrate")
    words = ("staff", "add", "chen", "--name", "Chen", "--role", "assistant", "--centre", "nowhere")
    done = huifang(tmp_path, *words, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.returncode != 0
    assert "there is no centre 'nowhere'" in done.stderr
