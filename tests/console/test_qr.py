"""A binding code to be scanned: drawn in the page, typed when WeChat is away."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from httpx import ASGITransport, AsyncClient

from console.app import console_app
from console.settings import ConsoleSettings
from storage import Store
from tests.console.seeding import Browser, Clock, Estate

Browse = Callable[[str | None], Awaitable[Browser]]


@pytest.fixture
async def browse(
    sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate
) -> AsyncIterator[Browse]:
    clients: list[AsyncClient] = []

    async def open_(says: str | None) -> Browser:
        async def invite(_code: str) -> str | None:
            return says

        transport = ASGITransport(console_app(sqlite_store, settings, clock, invite=invite))
        clients.append(AsyncClient(transport=transport, base_url="http://desk.example"))
        browser = Browser(clients[-1])
        await browser.sign_in("chen")
        return browser

    yield open_
    for client in clients:
        await client.aclose()


async def test_a_code_is_drawn_in_the_page_itself(browse: Browse, estate: Estate) -> None:
    chen = await browse("http://weixin.qq.com/q/02abc")
    page = (await chen.post(f"/owners/{estate.ids['owner/A']}/qr")).text
    assert "<svg" in page
    assert "<img" not in page.partition('id="code"')[2].partition("</form>")[0]
    assert "style=" not in page.partition("<svg")[2].partition("</svg>")[0]


async def test_when_wechat_is_away_the_code_is_typed(browse: Browse, estate: Estate) -> None:
    chen = await browse(None)
    page = (await chen.post(f"/owners/{estate.ids['owner/A']}/qr")).text
    assert "微信暫時未能提供二維碼" in page
    assert 'id="code"' in page


async def test_without_wechat_there_is_no_such_button(chen: Browser) -> None:
    assert "二維碼" not in (await chen.get("/owners")).text
