"""Both databases with today's tables and a centre, copied for each run."""

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.databases import database
from tests.faults.world import prepare

_numbers = itertools.count()


@pytest.fixture(scope="session")
def seeded_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seeded") / "huifang.db"
    prepare(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(scope="session")
def seeded_postgres(postgres: str) -> str:
    _run(postgres, "CREATE DATABASE seeded")
    prepare(database(postgres, "seeded"))
    return postgres


def sqlite_url(seeded: Path, folder: Path) -> str:
    shutil.copy(seeded, folder / "huifang.db")
    return f"sqlite:///{folder / 'huifang.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of its own for one run."""
    if request.param == "sqlite":
        yield sqlite_url(request.getfixturevalue("seeded_sqlite"), tmp_path)
        return
    base = request.getfixturevalue("seeded_postgres")
    name = f"faults_{next(_numbers)}"
    _run(base, f"CREATE DATABASE {name} TEMPLATE seeded")
    yield database(base, name)
    _run(base, f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
