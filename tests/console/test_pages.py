"""The pages show what there is, in three languages, to whom it belongs."""

import pytest

from tests.console.seeding import Browser, Estate

PAGES = (
    "/",
    "/cases",
    "/cases?q=12A&state=open",
    "/revisits",
    "/revisits?which=done",
    "/tasks",
    "/owners",
    "/new-case",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
async def test_every_page_is_there_in_every_language(chen: Browser, page: str, language: str) -> None:
    chen.client.cookies.set("huifang_language", language)
    answer = await chen.get(page)
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text


async def test_a_case_is_shown_with_its_promise(chen: Browser, estate: Estate) -> None:
    page = (await chen.get(f"/cases/{estate.numbers['A']}")).text
    assert "承諾回覆" in page
    assert "今天 12:00" in page
    assert "A4.2.3.1.1" in page
