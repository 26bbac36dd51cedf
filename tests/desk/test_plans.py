"""No statement of a turn or of a tick reads a whole table."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from bot.clock import tick
from procedures.procedure import load
from procedures.revisit_rules import When
from storage import (
    Session,
    Store,
    coverage,
    date_rules,
    expected,
    overdue,
    quotas,
    repeats,
    revisits,
    turns,
    visits,
)
from storage.prepared import Prepared
from storage.tables import Case
from tests.desk.cast import DAY, MORNING, Town, at

PREPARED = {name: made for name, made in vars(turns).items() if isinstance(made, Prepared)}
FINDS: dict[str, Callable[..., Any]] = {
    "revisits.due": revisits.due,
    "visits.due": visits.due,
    "overdue.to_warn": overdue.to_warn,
    "overdue.to_count_broken": overdue.to_count_broken,
}

UNSOLVED = next(rule for rule in load("service_centre").revisits if rule.when is When.UNSOLVED)
OF_ONE: dict[str, Any] = dict.fromkeys(("id", "centre_id", "owner_id", "contact_id", "unit_id"), 1)
ONE = Case(**OF_ONE)
MONTH = {"since": MORNING - 30 * DAY, "until": MORNING}
OF_A_CENTRE: dict[str, Callable[[Session], Any]] = {
    "coverage.of_month": lambda session: coverage.of_month(session, **MONTH, centre_id=1),
    "coverage.rows": lambda session: coverage.rows(session, [1, 2], 1),
    "date_rules.unsolved": lambda session: date_rules.unsolved(
        session, "service_centre", UNSOLVED, before=MORNING, most=20
    ),
    "date_rules.new_owners": lambda session: date_rules.new_owners(
        session, "management_office", since=MONTH["since"], now=MORNING, most=20
    ),
    "expected.visits": lambda session: expected.visits(session, MONTH["since"], MONTH["until"], 1),
    "quotas.made": lambda session: quotas.made(session, 1, forms=["phone"], **MONTH),
    "repeats.earlier": lambda session: repeats.earlier(
        session, ONE, of_any=["complaint"], of_same=["repair"], since=MORNING
    ),
    "repeats.is_visit_open": lambda session: repeats.is_visit_open(session, ONE, rule="second_complaint"),
}
# Tables of people and places, which are small.
SMALL = ("centre", "staff")


def scans(session: Session, sql: str, values: Any) -> list[str]:
    """Steps of the query plan that read a table from end to end."""
    plan = session.raw.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return [step[3] for step in plan if step[3].startswith("SCAN") and "CONSTANT ROW" not in step[3]]


@pytest.mark.parametrize("name", PREPARED)
def test_a_statement_of_the_turn_reads_no_whole_table(sqlite_store: Store, name: str) -> None:
    ready = PREPARED[name]._for[True]
    values = (None,) * ready.sql.count("?")
    assert sqlite_store.read(lambda session: scans(session, ready.sql, values)) == []


@pytest.mark.parametrize("name", FINDS)
def test_what_is_due_is_found_by_its_index(small_town: Town, name: str) -> None:
    def plan_of(session: Session) -> list[str]:
        ran: list[str] = []
        session.raw.set_trace_callback(ran.append)
        FINDS[name](session, MORNING, 20)
        session.raw.set_trace_callback(None)
        [sql] = [each for each in ran if each.startswith("SELECT")]
        return [step[3] for step in session.raw.execute(f"EXPLAIN QUERY PLAN {sql}")]

    plan = small_town.store.read(plan_of)
    assert all("USING" in step and "INDEX" in step for step in plan), plan


@pytest.mark.parametrize("name", OF_A_CENTRE)
def test_what_is_counted_of_many_cases_reads_no_table_of_them_whole(small_town: Town, name: str) -> None:
    ran: list[tuple[str, Any]] = []
    event.listen(
        small_town.store.engine, "before_cursor_execute", lambda *given: ran.append((given[2], given[3]))
    )
    small_town.store.read(OF_A_CENTRE[name])
    ((sql, values),) = [each for each in ran if each[0].startswith("SELECT")]
    read = small_town.store.read(lambda session: scans(session, sql, values))
    assert [step for step in read if step.split()[1] not in SMALL] == []


def test_a_tick_without_due_work_does_nothing(small_town: Town) -> None:
    tick(small_town.store, at("2026-11-23 10:00"))  # the month's first: what a director owes in it
    assert set(tick(small_town.store, at("2026-11-23 10:05")).values()) == {0}
