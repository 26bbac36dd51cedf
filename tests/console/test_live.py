"""Open pages hear of changes in their own centre, and of nothing else."""

import asyncio
from contextlib import aclosing
from types import SimpleNamespace

import pytest

from console.desk import Desk, Parts
from console.live import Hub, _stream
from console.sessions import fingerprint
from console.settings import ConsoleSettings
from storage import Session, Store, archive, staff
from tests.console.seeding import MORNING, Clock, Estate


def desk_of(store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate, token: str) -> Desk:
    who = estate.ids["staff/chen"]
    store.write(lambda s: staff.begin_session(s, fingerprint(token), who, now=MORNING))
    centre = estate.ids["centre/A"]
    chen = store.read(lambda s: staff.get(s, who, centre))
    request = SimpleNamespace(cookies={"huifang_staff": token})
    parts = Parts(store, settings, clock, templates=None)  # ty: ignore[invalid-argument-type]  # none drawn
    home = store.read(lambda s: archive.centre(s, centre))
    return Desk(request, parts, chen, home, MORNING)  # ty: ignore[invalid-argument-type]  # only its cookie is read


@pytest.fixture
def desk(sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate) -> Desk:
    return desk_of(sqlite_store, settings, clock, estate, "token")


def ring(store: Store, topic: str) -> None:
    def unit(session: Session) -> None:
        session.signals.add(topic)

    store.write(unit)


@pytest.mark.parametrize("what", ["centre", "contact"])
async def test_a_change_of_the_own_centre_is_told(
    desk: Desk, sqlite_store: Store, estate: Estate, what: str
) -> None:
    hub = Hub(sqlite_store)
    async with aclosing(_stream(hub, desk)) as stream:
        assert (await anext(stream)).event == "hello"
        ring(sqlite_store, f"{what}:{estate.ids[f'{what}/A']}")
        assert (await asyncio.wait_for(anext(stream), 5)).event == "changed"
    assert not hub.ears


@pytest.mark.parametrize("what", ["centre", "contact"])
async def test_a_change_of_another_centre_is_not(
    desk: Desk, sqlite_store: Store, estate: Estate, what: str
) -> None:
    hub = Hub(sqlite_store)
    async with aclosing(_stream(hub, desk)) as stream:
        await anext(stream)
        ring(sqlite_store, f"{what}:{estate.ids[f'{what}/B']}")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(stream), 0.6)


async def test_somebody_disabled_hears_nothing_more(desk: Desk, sqlite_store: Store, estate: Estate) -> None:
    hub = Hub(sqlite_store)
    async with aclosing(_stream(hub, desk)) as stream:
        await anext(stream)
        who, centre = estate.ids["staff/chen"], estate.ids["centre/A"]
        sqlite_store.write(lambda s: staff.disable(s, who, centre, now=MORNING))
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(stream), 3)
