"""One's own account: password, browsers, language."""

import re

import pytest

from console.browsers import named
from tests.console.seeding import PASSWORD, Browser, Clock

NEW = "a lantern over seven rivers"
COOKIE = "huifang_staff"
KEY = re.compile(r'class="key">([A-Z2-7 ]+)<')
CODES = re.compile(r"<li>([a-z0-9]{5}-[a-z0-9]{5})</li>")


async def is_in(browser: Browser) -> bool:
    return (await browser.get("/")).status_code == 200


async def test_a_new_password_ends_every_other_browser(chen: Browser, other: Browser) -> None:
    old = chen.client.cookies[COOKIE]
    assert (await chen.post("/me/password", old=PASSWORD, new=NEW, again=NEW)).status_code == 303
    assert (await is_in(chen), await is_in(other)) == (True, False)
    assert chen.client.cookies[COOKIE] != old
    assert (await other.sign_in("chen")).status_code == 401
    assert (await other.sign_in("chen", NEW)).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("not the password at all", NEW, NEW, "目前的密碼不正確"),
        (PASSWORD, NEW, NEW + "!", "兩次輸入的新密碼不同"),
        (PASSWORD, PASSWORD, PASSWORD, "與目前的相同"),
        (PASSWORD, "short", "short", "12"),
    ],
    ids=["wrong", "typed otherwise", "the same", "short"],
)
async def test_a_password_is_not_changed_by_mistake(
    chen: Browser, other: Browser, old: str, new: str, again: str, why: str
) -> None:
    answer = await chen.post("/me/password", old=old, new=new, again=again)
    assert answer.status_code in (409, 422)
    assert why in answer.text
    assert new not in answer.text.replace(why, "")
    assert await is_in(other)


async def test_the_old_password_is_not_guessed_from_an_open_browser(chen: Browser, clock: Clock) -> None:
    for n in range(5):
        assert (await chen.post("/me/password", old=f"guess {n}", new=NEW, again=NEW)).status_code == 409
    answer = await chen.post("/me/password", old=PASSWORD, new=NEW, again=NEW)
    assert "嘗試次數過多" in answer.text
    clock.later(minutes=29)
    await chen.get("/")
    clock.later(minutes=2)
    assert (await chen.post("/me/password", old=PASSWORD, new=NEW, again=NEW)).status_code == 303


async def test_browsers_are_listed_and_signed_out(chen: Browser, other: Browser, clock: Clock) -> None:
    page = (await chen.get("/me")).text
    assert "Safari · iPhone" in page
    (address,) = re.findall(r"/me/sessions/([0-9a-f]{16})/end", page)
    assert (await chen.post("/me/sessions/" + "0" * 16 + "/end")).status_code == 404
    assert (await chen.post("/me/sessions/%25/end")).status_code == 404
    assert (await chen.post(f"/me/sessions/{address}/end")).status_code == 303
    assert (await is_in(chen), await is_in(other)) == (True, False)
    await other.sign_in("chen")
    await chen.post("/me/sessions/end-others")
    assert (await is_in(chen), await is_in(other)) == (True, False)


async def test_one_s_language_is_kept_with_the_account(chen: Browser, other: Browser) -> None:
    assert (await chen.post("/me/language", language="fr")).status_code == 409
    await chen.post("/me/language", language="en")
    assert "My account" in (await chen.get("/me")).text
    assert "My account" in (await other.get("/me")).text


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140",
            "Edge · Windows",
        ),
        ("curl/8", ""),
    ],
    ids=["firefox", "edge", "neither"],
)
def test_a_browser_is_named_in_two_words(agent: str, name: str) -> None:
    assert named(agent) == name
