"""A real server in its own folder, and a real Chromium looking at it."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.demo import ZONE
from tests.browser.server import Served
from tests.browser.wechat import connected, midmorning
from tests.fakes.wechat.fake import FakeWeChat

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(Served(tmp_path)) as served:
        yield served


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        yield fake


@pytest.fixture
def in_wechat(tmp_path: Path, fake: FakeWeChat) -> Iterator[Served]:
    """A centre whose owners are in WeChat, at ten in the morning."""
    served = Served(tmp_path, connected(fake, tmp_path))
    fake.lives_by(served.clock)
    with serving(served, midmorning(datetime.now(ZONE))):
        yield served


@contextmanager
def serving(served: Served, at: datetime | None = None) -> Generator[Served]:
    try:
        served.start(at)
        yield served
    finally:
        served.stop()


@pytest.fixture
def browser() -> Iterator[Browser]:
    assert CHROMIUM.exists(), "scripts/test installs it where it may; elsewhere: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()
