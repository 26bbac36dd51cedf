"""The migrations make exactly the tables that the code speaks of, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from storage import cases, open_store
from storage.migrating import MigrationFailed, current, migrate, newest
from tests.databases import database
from tests.storage.first_release import NEW_TIMES, leave_rows, rows_of


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
