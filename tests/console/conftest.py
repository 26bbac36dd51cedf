"""A console over a seeded store, and browsers that talk to it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from console.settings import ConsoleSettings, SecondFactor
from storage import Store, open_store
from storage.files import FileStore
from tests.conftest import sqlite_url
from tests.console.seeding import Browser, Clock, Estate, seed
from tests.console.serving import console


@dataclass(frozen=True)
class Seeded:
    """A folder with a database and its files, and what is in it."""

    folder: Path
    estate: Estate


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> ConsoleSettings:
    return ConsoleSettings(secret="s" * 32, files=tmp_path / "files", second_factor=SecondFactor.OPTIONAL)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """Written once: a test's own is a copy."""
    folder = tmp_path_factory.mktemp("seeded")
    store = open_store(sqlite_url(folder))
    estate = store.write(lambda session: seed(session, FileStore(folder / "files")))
    store.close()
    return Seeded(folder, estate)


@pytest.fixture
def sqlite_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Empty, or with the estate in it for tests that ask for that."""
    if "estate" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("seeded").folder, tmp_path, dirs_exist_ok=True)
        url = f"sqlite:///{tmp_path / 'huifang.db'}"
    else:
        url = sqlite_url(tmp_path)
    store = open_store(url)
    yield store
    store.close()


@pytest.fixture
def estate(sqlite_store: Store, seeded: Seeded) -> Estate:
    return Estate(dict(seeded.estate.numbers), dict(seeded.estate.ids))


@pytest.fixture
async def browser(
    sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate
) -> AsyncIterator[Browser]:
    transport = ASGITransport(console(sqlite_store, settings, clock))
    async with AsyncClient(transport=transport, base_url="http://desk.example") as client:
        yield Browser(client)


@pytest.fixture
async def chen(browser: Browser) -> Browser:
    assert (await browser.sign_in("chen")).status_code == 303
    return browser


@pytest.fixture
async def other(
    sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate
) -> AsyncIterator[Browser]:
    """Chen's phone."""
    transport = ASGITransport(console(sqlite_store, settings, clock))
    phone = {"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1"}
    async with AsyncClient(transport=transport, base_url="http://desk.example", headers=phone) as client:
        browser = Browser(client)
        assert (await browser.sign_in("chen")).status_code == 303
        yield browser
