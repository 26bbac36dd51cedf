from collections.abc import AsyncIterator, Iterator

import pytest

from desk.staff_groups import Wanted
from storage import Store
from tests.desk.cast import Chat, Town, seed
from tests.fakes.telegram import FakeTelegram
from tests.fakes.wecom import FakeWeCom
from tests.groups.room import Room, opened
from tests.groups.works import Works, at_work

OPEN = Wanted("工程部", discreet=False, wants_lists=False)


@pytest.fixture
def town(store: Store) -> Town:
    return seed(store)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
    assert fake.schema_faults == []


@pytest.fixture
async def room(town: Town, fake: FakeTelegram) -> AsyncIterator[Room]:
    async with opened(town, fake, OPEN) as room:
        yield room


@pytest.fixture
def lin(town: Town) -> Chat:
    return town.chat()


@pytest.fixture
def wecom(town: Town) -> Iterator[FakeWeCom]:
    with FakeWeCom(lambda: town.now) as fake:
        yield fake


@pytest.fixture
async def works(town: Town, wecom: FakeWeCom) -> AsyncIterator[Works]:
    async with at_work(town, wecom) as works:
        yield works
