"""A console over a seeded store, and browsers that talk to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient

from console.app import console_app
from console.settings import ConsoleSettings, SecondFactor
from storage import Store
from storage.files import FileStore
from tests.console.seeding import Browser, Clock, Estate, seed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> ConsoleSettings:
    return ConsoleSettings(secret="s" * 32, files=tmp_path / "files", second_factor=SecondFactor.OPTIONAL)


@pytest.fixture
def estate(sqlite_store: Store, files: FileStore) -> Estate:
    return sqlite_store.write(lambda session: seed(session, files))


@pytest.fixture
async def browser(
    sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate
) -> AsyncIterator[Browser]:
    transport = ASGITransport(console_app(sqlite_store, settings, clock))
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
    transport = ASGITransport(console_app(sqlite_store, settings, clock))
    phone = {"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1"}
    async with AsyncClient(transport=transport, base_url="http://desk.example", headers=phone) as client:
        browser = Browser(client)
        assert (await browser.sign_in("chen")).status_code == 303
        yield browser
