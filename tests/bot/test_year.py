"""A month of the simulated year: what it must bring, through the desk itself, and the same again."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from sqlmodel import SQLModel, col, select

from bot import demo
from bot.year import garden
from bot.year.living import live_a_year
from bot.year.summary import summary
from desk.coverage import listed, month_of
from procedures.kinds import RevisitForm
from procedures.months import Month
from procedures.procedure import take_up
from storage import Session, Store, open_store
from storage.events import broken_at
from storage.tables import Case, CaseEvent, DeadLetter, Message, Revisit, Storm
from tests.conftest import sqlite_url

# June and July: the plum rain falls.
UNTIL, DAYS = datetime(2026, 7, 8, 4, tzinfo=UTC), 30
Row = TypeVar("Row", bound=SQLModel)
JUNE = Month.read("2026-06")


def lived(folder: Path, days: int) -> Store:
    take_up({garden.NAME: garden.text()})
    store = open_store(sqlite_url(folder))
    live_a_year(
        store, demo.demo_centre(garden.NAME), password="lantern orchid 47 river", until=UNTIL, days=days
    )
    return store


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = lived(tmp_path_factory.mktemp("year"), DAYS)
    yield store
    store.close()
    take_up({})


def rows(store: Store, table: type[Row]) -> list[Row]:
    return store.read(lambda session: list(session.exec(select(table))))


def what(store: Store) -> Counter[str]:
    return Counter(event.what for event in rows(store, CaseEvent))


def test_nothing_fails_and_the_chain_is_sound(month: Store) -> None:
    assert rows(month, DeadLetter) == []
    assert month.read(lambda session: broken_at(session, 1)) is None


def test_promises_are_mostly_kept_and_some_are_not(month: Store) -> None:
    kept = Counter(case.promise_kept for case in rows(month, Case))
    assert kept[True] > 3 * kept[False] > 0
    assert what(month)["escalated"] > 0


@pytest.mark.parametrize(
    "event",
    [
        *("triaged", "first_contact", "postponed", "postpone_accepted", "rework_opened", "resolved"),
        *("asked_owner", "revisit_reminded", "visit_booked", "visit_recorded", "visit_confirmed"),
        *("storm_released", "incident_opened", "letter_sent", "proposal_filed", "quota_met"),
    ],
)
def test_some_of_each_happens(month: Store, event: str) -> None:
    assert what(month)[event] > 0


def test_the_storm_asks_and_owners_answer(month: Store) -> None:
    assert rows(month, Storm)
    asked = [one for one in rows(month, Revisit) if one.storm_id and one.form == RevisitForm.CHAT]
    assert any(one.outcome for one in asked)


def test_the_coverage_figures_match_their_lists(month: Store) -> None:
    def counted(session: Session) -> list[tuple[int, int, int]]:
        found = []
        for share in month_of(session, JUNE, 1, now=UNTIL).shares:
            name = share.rule.name
            made = listed(session, JUNE, name, 1, made=True, now=UNTIL, most=500)[1]
            missing = listed(session, JUNE, name, 1, made=False, now=UNTIL, most=500)[1]
            found.append((share.line.owed, made, missing))
        return found

    lines = month.read(counted)
    assert all(owed >= made for owed, made, _ in lines)
    assert any(made for _, made, _ in lines)


def test_the_cost_is_bounded(month: Store) -> None:
    assert 40 < len(rows(month, Case)) < 160
    assert len(rows(month, Message)) < 40 * len(rows(month, Case))


def test_the_summary_is_short(month: Store) -> None:
    lines = summary(month, 1, now=UNTIL)
    assert len(lines) == 6
    assert all(len(line) < 200 for line in lines)


def test_the_same_seed_brings_the_same_days(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = lived(tmp_path / "a", 3), lived(tmp_path / "b", 3)
    assert hashes(one) == hashes(other) != []
    one.close()
    other.close()


def hashes(store: Store) -> list[str]:
    return store.read(lambda session: list(session.exec(select(CaseEvent.hash).order_by(col(CaseEvent.id)))))
