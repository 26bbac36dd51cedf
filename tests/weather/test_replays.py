"""Recorded rain played hour by hour through the watcher and the clock, to the owner's answer (B4.1.2.3-C)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.clock import tick
from bot.weather.open_meteo import hours_of
from bot.weather.source import NoData, Place, Trouble
from bot.weather.watching import Watching
from procedures.kinds import Outcome
from procedures.rain import HOUR, Hour
from storage import Session, rain
from storage.tables import Campaign, Centre, RainHour, Storm
from tests.desk.cast import Chat, Town, at
from tests.desk.rainy import asked_by, leak, press

FILES = sorted((Path(__file__).parent.parent / "rain").glob("*.json"))
SERIES = {file.stem: orjson.loads(file.read_bytes()) for file in FILES}
MIDNIGHT = SERIES["across_midnight"]["answer"]


class Recorded:
    """A source that knows a recorded answer, as far as it had come then."""

    name = "open_meteo"

    def __init__(self, answer: Any) -> None:
        read = hours_of(answer)
        assert not isinstance(read, NoData)
        self.all = read
        self.trouble: NoData | None = None

    async def hours(self, where: Place, since: datetime, until: datetime) -> Sequence[Hour] | NoData:
        return self.trouble or [hour for hour in self.all if since < hour.ends_at <= until]


def placed(town: Town) -> None:
    def unit(session: Session) -> None:
        centre = session.get_one(Centre, town.ids["A"])
        centre.latitude, centre.longitude = 30.25, 120.17

    town.store.write(unit)


async def play(town: Town, source: Recorded, *, until: datetime, step: timedelta = HOUR) -> None:
    """The clock runs; after each hour the watcher asks and what is due is done."""
    watching = Watching(town.store, [source], lambda: town.now)
    while town.now < until:
        town.now += step
        await watching.step()
        tick(town.store, town.now)


@pytest.fixture
def lin_waits(lin: Chat) -> Chat:
    placed(lin.town)
    leak(lin)
    return lin


@pytest.mark.parametrize("name", SERIES)
async def test_recorded_rain_asks_the_owner_in_the_end(lin_waits: Chat, name: str) -> None:
    recorded, town = SERIES[name], lin_waits.town
    town.now = at("2026-11-24 08:30")
    await play(town, Recorded(recorded["answer"]), until=at("2026-11-25 12:30"))
    found = [(row.started_at, row.ended_at, row.mm) for row in town.rows(Storm)]
    assert found == [(at(began), at(ended), mm) for began, ended, mm in recorded["storms"]]
    assert len(town.rows(Campaign)) == len(found)
    questions = [spoken.text for spoken in lin_waits.all_said() if "storm." in str(spoken.buttons)]
    assert [text.partition("（")[0] for text in questions] == recorded["asked"]
    press(lin_waits, "leaks")
    assert [each.outcome for each in asked_by(town)] == [Outcome.NOT]
    assert town.cases()[-1].relation == "rework"


async def test_a_day_that_the_clock_jumps_over_asks_once(lin_waits: Chat) -> None:
    town = lin_waits.town
    town.now = at("2026-11-24 20:30")
    await play(town, Recorded(MIDNIGHT), until=at("2026-11-25 20:30"), step=timedelta(days=1))
    await play(town, Recorded(MIDNIGHT), until=at("2026-11-26 10:30"), step=timedelta(hours=14))
    assert len(asked_by(town)) == len(town.rows(Storm)) == 1


async def test_a_source_without_an_answer_is_asked_again_and_its_trouble_shown(lin_waits: Chat) -> None:
    town = lin_waits.town
    source = Recorded(MIDNIGHT)
    source.trouble = NoData(Trouble.REPEATED)
    town.now = at("2026-11-24 20:30")
    await play(town, source, until=at("2026-11-24 21:30"))
    (watch,) = town.store.read(lambda session: rain.watches(session, town.ids["A"]))
    assert (watch.trouble, watch.tries, watch.answered_at) == ("repeated", 1, None)
    assert watch.next_at == (town.now + timedelta(minutes=5)).astimezone(UTC)
    assert town.rows(RainHour) == []
