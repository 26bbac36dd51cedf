"""The migrations make exactly the tables that the code speaks of, on both databases."""

import os
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel, create_engine

from bot.clock import tick
from storage import cases, grams, migrations, open_store, search, search_index
from storage.migrating import MigrationFailed, current, migrate, newest
from tests.conftest import sqlite_url, template
from tests.databases import database
from tests.storage.as_sql import as_sql, lines_of
from tests.storage.first_release import NEW_TIMES, leave_rows, rows_of

# HUIFANG_WRITE_GOLDEN=1 writes the lists anew, once for each database: a new migration changes them.
WRITE = os.environ.get("HUIFANG_WRITE_GOLDEN") == "1"
AT_ONCE = Path(migrations.__file__).parent / "at_once"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    base = request.getfixturevalue("postgres")
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS migrated")
        connection.execute("CREATE DATABASE migrated")
    return database(base, "migrated")


def clear(url: str) -> None:
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        for file in Path(parts.database or "").parent.glob("empty.db*"):
            file.unlink()
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def test_an_empty_database_gets_today_s_tables(empty_url: str) -> None:
    migrate(empty_url)
    store = open_store(empty_url)
    with store.engine.connect() as connection:
        opts = {
            "compare_type": True,
            "include_name": lambda name, *_: not str(name).startswith("search_gram"),
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []
    assert current(store) == newest()
    store.close()


def test_an_empty_database_gets_at_once_what_the_migrations_make(empty_url: str) -> None:
    migrate(empty_url, to=newest())
    made = as_sql(empty_url)
    if WRITE:
        (AT_ONCE / f"{make_url(empty_url).get_backend_name()}.sql").write_text(made, encoding="utf-8")
    clear(empty_url)
    migrate(empty_url)
    assert lines_of(as_sql(empty_url)) == lines_of(made)


def test_the_search_has_the_triggers_that_the_code_speaks_of(
    empty_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    migrate(empty_url)
    if "sqlite" in empty_url:
        made = sqlite_url(tmp_path)
    else:
        base = request.getfixturevalue("postgres")
        made = database(base, template(base, lived_in=False))
    assert triggers(empty_url) == triggers(made) != []


def triggers(url: str) -> list[str]:
    """What SQLite's triggers and PostgreSQL's functions of them say, in order; and SQLite's own index."""
    engine = create_engine(
        make_url(url).set(drivername="sqlite" if "sqlite" in url else "postgresql+psycopg")
    )
    said = (
        "SELECT sql FROM sqlite_master WHERE name LIKE 'search%' AND type = 'trigger' OR name = 'search_gram'"
        if "sqlite" in url
        else "SELECT pg_get_triggerdef(t.oid) || prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid"
        " WHERE starts_with(tgname, 'search')"
    )
    with engine.connect() as connection:
        found = sorted(row[0] for row in connection.exec_driver_sql(said))
    engine.dispose()
    return found


def test_what_was_there_before_the_search_is_put_into_it(empty_url: str) -> None:
    migrate(empty_url, to="0008")
    leave_rows(empty_url)
    migrate(empty_url)
    store = open_store(empty_url)
    assert store.read(lambda session: search_index.waiting(session, 1)) > 0
    tick(store, datetime(2026, 11, 24, 2, tzinfo=UTC))
    found = store.read(lambda session: search.hits(session, grams.query("滲水"), "c", 1, most=9).found)
    assert [hit.thing_id for hit in found] == [2, 1]
    store.close()


def test_migrating_twice_changes_nothing(empty_url: str) -> None:
    migrate(empty_url)
    migrate(empty_url)
    store = open_store(empty_url)
    assert current(store) == newest()
    store.close()


def test_a_database_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(MigrationFailed, match="refused"):
        migrate("postgresql://nobody@127.0.0.1:1/nowhere?connect_timeout=1")


def test_what_the_first_release_left_is_still_there_and_filled_in(empty_url: str) -> None:
    migrate(empty_url, to="0001")
    leave_rows(empty_url)
    migrate(empty_url)
    opened, resolved = rows_of(empty_url, "case")
    assert (opened["story"], opened["validity"], opened["level"]) == ("窗邊滲水", "undecided", "handler")
    assert opened["look_at"] == opened["reply_by"]
    assert (resolved["number"], resolved["look_at"], resolved["close_steps"]) == ("2611-0002", None, "[]")
    assert [(row["owner_id"], row["unit_id"], row["state"]) for row in rows_of(empty_url, "revisit")] == [
        (1, 1, "planned")
    ]
    assert [row["case_id"] for row in rows_of(empty_url, "case_event")] == [1]


def test_an_open_case_of_the_first_release_can_be_worked_on(empty_url: str) -> None:
    migrate(empty_url, to="0001")
    leave_rows(empty_url)
    migrate(empty_url)
    store = open_store(empty_url)
    assert store.read(lambda session: cases.by_number(session, "2611-0001", 1).kind) == "repair"
    with store.engine.connect() as connection:
        assert "case_awaiting_rain" in {index["name"] for index in inspect(connection).get_indexes("case")}
    store.close()


def test_who_was_told_of_a_new_time_before_is_reminded_too(empty_url: str) -> None:
    migrate(empty_url, to="0001")
    leave_rows(empty_url)
    migrate(empty_url, to="0008")
    leave_rows(empty_url, NEW_TIMES)
    migrate(empty_url)
    silent, answered = rows_of(empty_url, "postponement")
    assert silent["look_at"] == silent["told_at"]
    assert (answered["look_at"], silent["reminded_at"]) == (None, None)
