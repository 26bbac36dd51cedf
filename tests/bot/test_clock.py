"""The clock: a bad row stops no other, and shutting down is no fault."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.clock import Clockwork, tick
from bot.heart import Heart
from storage import Session, Store
from storage.tables import Centre, DeadLetter
from tests.desk.cast import MORNING, Chat, Town, at, seed


@pytest.fixture
def town(store: Store) -> Town:
    return seed(store)


@pytest.fixture
def owed(town: Town) -> tuple[Town, Chat]:
    """A revisit is due in each centre; centre B's procedure is one that nobody knows."""
    ng = town.chat("ng", bound="ng", account="web:B")
    case = ng.files()
    town.staff["li"], li = town.staff["zhao"], town.staff["li"]
    town.resolve(case.id)
    town.staff["li"] = li
    lin = town.chat()
    town.resolve(lin.files().id)

    def spoil(session: Session) -> None:
        session.get_one(Centre, town.ids["B"]).procedure = "unheard_of"

    town.store.write(spoil)
    return town, lin


def test_a_bad_row_is_put_off_and_the_others_are_done(owed: tuple[Town, Chat]) -> None:
    town, lin = owed
    town.until("2026-11-24 09:00")
    bad, good = town.revisits()
    assert (bad.state, good.state) == ("planned", "asked")
    assert bad.next_at == at("2026-11-24 09:10")
    assert "回訪" in lin.last().text


def test_staff_of_its_centre_see_a_bad_row_once(owed: tuple[Town, Chat]) -> None:
    town, _ = owed
    for minute in (0, 10, 20):
        town.until(f"2026-11-24 09:{minute:02}")
    letters = town.rows(DeadLetter)
    assert {(letter.centre_id, letter.account) for letter in letters} == {(town.ids["B"], "clock")}
    assert len({letter.raw for letter in letters}) == len(letters)
    assert all("unheard_of" in letter.error for letter in letters)


def test_a_bad_row_that_is_put_right_is_done(owed: tuple[Town, Chat]) -> None:
    town, _ = owed
    town.until("2026-11-24 09:00")
    town.store.write(
        lambda session: setattr(session.get_one(Centre, town.ids["B"]), "procedure", "service_centre")
    )
    town.until("2026-11-24 09:11")
    assert [revisit.state for revisit in town.revisits()] == ["asked", "asked"]


def test_a_tick_counts_what_it_found(town: Town) -> None:
    town.chat().files()
    found = tick(town.store, at("2026-11-23 12:01"))
    assert {name: many for name, many in found.items() if many and "search" not in name} == {
        "warn_of_promises": 1,
        "count_broken_promises": 1,
        "look_at_cases": 1,
        "count_repeats": 2,  # both centres' daily look
        "draft_reports": 2,
        "ask_for_plans": 2,
    }


async def test_the_clock_ticks_and_beats(town: Town) -> None:
    heart = Heart()
    clockwork = Clockwork(town.store, lambda: MORNING, seconds=60, heart=heart)
    await clockwork.tick()
    assert heart.beat_at == MORNING


async def test_stopping_finishes_the_tick_under_way_without_a_fault(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    lin = town.chat()
    town.resolve(lin.files().id)
    clockwork = Clockwork(town.store, lambda: at("2026-11-24 09:00"), seconds=60, heart=Heart())
    with caplog.at_level(logging.WARNING):
        clockwork.start()
        await asyncio.sleep(0)
        await clockwork.stop()
    assert caplog.records == []


async def test_a_tick_begun_by_the_scheduler_is_finished_when_it_stops(town: Town) -> None:
    lin = town.chat()
    town.resolve(lin.files().id)
    clockwork = Clockwork(town.store, lambda: at("2026-11-24 09:00"), seconds=60, heart=Heart())
    await clockwork._begin()
    clockwork.start()
    await clockwork.stop()
    assert town.revisits()[0].state == "asked"


def test_two_ticks_at_one_time_ask_once(town: Town) -> None:
    lin = town.chat()
    town.resolve(lin.files().id)
    said = len(lin.all_said())
    for minute in (0, 0, 1):
        tick(town.store, at("2026-11-24 09:00") + timedelta(minutes=minute))
    assert len(lin.all_said()) == said + 1
