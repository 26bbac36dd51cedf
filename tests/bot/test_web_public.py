import re

import pytest
from fastapi import FastAPI

from storage import Store
from storage.files import FileStore
from tests.bot.web_chat import Clock, browser, site


@pytest.fixture
def app(sqlite_store: Store, files: FileStore) -> FastAPI:
    return site(sqlite_store, files, Clock())


async def test_the_first_page_leads_to_every_centre_and_its_phones(app: FastAPI) -> None:
    async with browser(app) as lin:
        shown = (await lin.get("/")).text
    for part in ('href="/chat/a"', 'href="/chat/b"', "A 花園服務中心", 'href="tel:0571-55501200"'):
        assert part in shown


async def test_the_first_page_says_how_fast_and_when(app: FastAPI) -> None:
    async with browser(app) as lin:
        shown = re.sub(r"<[^>]+>|\s+", " ", (await lin.get("/?lang=en")).text)
    for part in (
        "Complaints, Repairs 2 hours",
        "day and night) 30 minutes",
        "Monday to Friday 08:30 – 12:00",
    ):
        assert part in re.sub(r" +", " ", shown)


@pytest.mark.parametrize("path", ["/", "/chat/a"])
@pytest.mark.parametrize(
    ("query", "header", "lang"),
    [("?lang=en", "zh-CN", "en"), ("", "zh-CN", "zh-Hans"), ("", "fr", "zh-Hant"), ("?lang=xx", "en", "en")],
)
async def test_the_page_speaks_the_language_that_is_asked_for(
    app: FastAPI, path: str, query: str, header: str, lang: str
) -> None:
    async with browser(app) as lin:
        answer = await lin.get(path + query, headers={"Accept-Language": header})
        assert f'<html lang="{lang}"' in answer.text
        again = await lin.get(path, headers={"Accept-Language": header})
        assert f'<html lang="{lang}"' in again.text


async def test_our_files_are_kept_by_the_browser_until_they_change(app: FastAPI) -> None:
    async with browser(app) as lin:
        address = re.findall(r'href="(/chat/static/\w+/look.css)"', (await lin.get("/")).text)[0]
        now, old = await lin.get(address), await lin.get("/chat/static/old/chat.js")
        missing = await lin.get("/chat/static/old/..%2f..%2fweb.py")
    assert "immutable" in now.headers["cache-control"]
    assert (old.status_code, old.headers["cache-control"]) == (200, "no-cache")
    assert missing.status_code == 404
