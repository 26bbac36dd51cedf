"""The migrations make exactly the tables that the code speaks of, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from storage import open_store
from storage.migrating import MigrationFailed, current, migrate, newest
from tests.databases import database


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    base = request.getfixturevalue("postgres")
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS migrated")
        connection.execute("CREATE DATABASE migrated")
    yield database(base, "migrated")


def test_an_empty_database_gets_today_s_tables(empty_url: str) -> None:
    migrate(empty_url)
    store = open_store(empty_url)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert current(store) == newest()
    store.close()


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    migrate(empty_url)
    migrate(empty_url)
    store = open_store(empty_url)
    assert current(store) == newest()
    store.close()


def test_a_database_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(MigrationFailed, match=r"^sqlalchemy.*refused"):
        migrate("postgresql://nobody@127.0.0.1:1/nowhere?connect_timeout=1")
