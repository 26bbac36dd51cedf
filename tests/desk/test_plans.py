"""No statement of a turn or of a tick reads a whole table."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from bot.clock import tick
from storage import Session, Store, overdue, revisits, turns, visits
from storage.prepared import Prepared
from tests.desk.cast import MORNING, Town, at

PREPARED = {name: made for name, made in vars(turns).items() if isinstance(made, Prepared)}
FINDS: dict[str, Callable[..., Any]] = {
    "revisits.due": revisits.due,
    "visits.due": visits.due,
    "overdue.to_warn": overdue.to_warn,
    "overdue.to_count_broken": overdue.to_count_broken,
}


def scans(session: Session, sql: str, values: Any) -> list[str]:
    """Steps of the query plan that read a table from end to end."""
    plan = session.raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return [step[3] for step in plan if step[3].startswith("SCAN") and "CONSTANT ROW" not in step[3]]


@pytest.mark.parametrize("name", PREPARED)
def test_a_statement_of_the_turn_reads_no_whole_table(sqlite_store: Store, name: str) -> None:
    ready = PREPARED[name]._for[True]
    values = dict.fromkeys(re.findall(r":(\w+)", ready.sql))
    assert sqlite_store.read(lambda session: scans(session, ready.sql, values)) == []


@pytest.mark.parametrize("name", FINDS)
def test_what_is_due_is_found_by_its_index(small_town: Town, name: str) -> None:
    ran: list[tuple[str, Any]] = []
    engine = small_town.store.engine
    event.listen(engine, "before_cursor_execute", lambda *given: ran.append((given[2], given[3])))
    small_town.store.read(lambda session: FINDS[name](session, MORNING, 20))
    ((sql, values),) = [each for each in ran if each[0].startswith("SELECT")]
    plan = small_town.store.read(
        lambda session: [step[3] for step in session.raw.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    )
    assert all("USING" in step and "INDEX" in step for step in plan), plan


def test_a_tick_without_due_work_does_nothing(small_town: Town) -> None:
    assert set(tick(small_town.store, at("2026-11-23 10:00")).values()) == {0}
