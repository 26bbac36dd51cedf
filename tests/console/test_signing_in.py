"""Who gets in, how often one may try, and how long it lasts."""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient

from console.app import console_app
from console.settings import ConsoleSettings
from desk.actor import Actor
from desk.staff import add_staff, disable
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Session, Store
from tests.console.seeding import MORNING, PASSWORD, Browser, Clock, Estate

COOKIE = "huifang_staff"


def is_in(status: int) -> bool:
    return status == 200


async def test_the_right_password_opens_the_board(browser: Browser) -> None:
    answer = await browser.sign_in("chen")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert is_in((await browser.get("/")).status_code)


async def test_an_account_is_found_however_it_is_typed(browser: Browser) -> None:
    assert (await browser.sign_in("  CHEN ")).status_code == 303


async def test_unknown_account_and_wrong_password_get_the_same_answer(browser: Browser) -> None:
    wrong = await browser.sign_in("chen", "not the password at all")
    unknown = await browser.sign_in("nobody", "not the password at all")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("chen", "") == unknown.text.replace("nobody", "")


async def test_a_password_is_never_shown_again(browser: Browser) -> None:
    assert "not the password" not in (await browser.sign_in("chen", "not the password at all")).text


async def test_five_failures_of_an_account_block_it_for_half_an_hour(browser: Browser, clock: Clock) -> None:
    for _ in range(5):
        assert (await browser.sign_in("chen", "wrong wrong wrong")).status_code == 401
    assert (await browser.sign_in("chen")).status_code == 429
    clock.later(minutes=31)
    assert (await browser.sign_in("chen")).status_code == 303


async def test_twenty_failures_of_an_address_block_it_for_an_hour(browser: Browser, clock: Clock) -> None:
    for n in range(20):
        assert (await browser.sign_in(f"nobody{n}", "wrong wrong wrong")).status_code == 401
        clock.later(seconds=1)
    assert (await browser.sign_in("chen")).status_code == 429
    clock.later(hours=1, seconds=1)
    assert (await browser.sign_in("chen")).status_code == 303


async def test_a_success_forgets_the_failures_before_it(browser: Browser) -> None:
    for _ in range(2):
        for _ in range(4):
            await browser.sign_in("chen", "wrong wrong wrong")
        assert (await browser.sign_in("chen")).status_code == 303


async def test_signing_in_again_gives_a_new_session_and_ends_the_old(chen: Browser) -> None:
    old = chen.client.cookies[COOKIE]
    await chen.sign_in("chen")
    assert chen.client.cookies[COOKIE] != old
    chen.client.cookies.set(COOKIE, old, domain="desk.example", path="/")
    chen.client.cookies.delete(COOKIE, domain="desk.example", path="/")
    answer = await chen.get("/", cookie=f"{COOKIE}={old}")
    assert answer.headers["location"] == "/sign-in"


async def test_a_session_that_nobody_gave_is_not_adopted(browser: Browser) -> None:
    browser.client.cookies.set(COOKIE, "a" * 43)
    assert (await browser.get("/")).status_code == 303


async def test_signing_out_ends_the_session_for_good(chen: Browser) -> None:
    old = chen.client.cookies[COOKIE]
    await chen.post("/sign-out")
    assert (await chen.get("/", cookie=f"{COOKIE}={old}")).status_code == 303


async def test_half_an_hour_of_nothing_ends_a_session(chen: Browser, clock: Clock) -> None:
    clock.later(minutes=29)
    assert is_in((await chen.get("/")).status_code)
    clock.later(minutes=29)
    assert is_in((await chen.get("/")).status_code)
    clock.later(minutes=31)
    assert (await chen.get("/")).status_code == 303


async def test_a_page_that_refreshes_itself_is_no_use_of_a_session(chen: Browser, clock: Clock) -> None:
    clock.later(minutes=20)
    assert is_in((await chen.get("/", **{"x-live": "1"})).status_code)
    clock.later(minutes=11)
    assert (await chen.get("/", **{"x-live": "1"})).status_code == 303


async def test_after_twelve_hours_one_signs_in_again(chen: Browser, clock: Clock) -> None:
    for _ in range(36):
        clock.later(minutes=20)
        last = await chen.get("/")
    assert last.status_code == 303


async def test_disabled_staff_are_out_at_once(chen: Browser, sqlite_store: Store, estate: Estate) -> None:
    admin = Actor(estate.ids["staff/admin"], estate.ids["centre/A"], Role.ADMIN, "admin")
    sqlite_store.write(lambda s: disable(s, estate.ids["staff/chen"], by=admin, now=MORNING))
    assert (await chen.get("/")).status_code == 303
    assert (await chen.sign_in("chen")).status_code == 401


async def test_the_cookie_keeps_to_the_console(browser: Browser) -> None:
    answer = await browser.sign_in("chen")
    cookie = SimpleCookie("".join(v for v in answer.headers.get_list("set-cookie") if COOKIE in v))[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")


async def test_with_tls_the_cookie_is_bound_to_the_host(
    sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate
) -> None:
    secure = ConsoleSettings(secret=settings.secret, files=settings.files, https=True)
    transport = ASGITransport(console_app(sqlite_store, secure, clock))
    async with AsyncClient(transport=transport, base_url="https://desk.example") as client:
        answer = await Browser(client).sign_in("chen")
    mine = next(v for v in answer.headers.get_list("set-cookie") if v.startswith("__Host-huifang_staff="))
    assert "Secure" in mine
    assert "Path=/;" in mine
    assert "strict-transport-security" in answer.headers


@pytest.mark.parametrize("wish", ["//evil.example/", "https://evil.example/", "/\\evil.example", "data:1"])
async def test_nobody_is_led_elsewhere_after_signing_in(browser: Browser, wish: str) -> None:
    assert (await browser.sign_in("chen", next=wish)).headers["location"] == "/"


async def test_one_is_led_back_to_the_page_one_wanted(browser: Browser) -> None:
    assert (await browser.get("/tasks")).headers["location"] == "/sign-in?next=%2Ftasks"
    assert (await browser.sign_in("chen", next="/tasks")).headers["location"] == "/tasks"


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("elevenchars", "refused.password_length"),
        ("x" * 257, "refused.password_length"),
        ("huifanghuifang", "refused.password_common"),
        ("passwordpassword", "refused.password_common"),
        ("lin12345lin12345", "refused.password_common"),
        ("aaaaaaaaaaaaaaaa", "refused.password_common"),
    ],
)
def test_weak_passwords_are_refused_when_set(
    sqlite_store: Store, estate: Estate, password: str, refusal: str
) -> None:
    def add(session: Session) -> None:
        about: dict[str, Any] = {"login": "lin", "name": "Lin", "role": Role.ASSISTANT, "password": password}
        add_staff(session, centre_id=estate.ids["centre/A"], **about, now=MORNING)

    with pytest.raises(Refused) as refused:
        sqlite_store.write(add)
    assert refused.value.text_id == refusal


def test_the_last_admin_stays(sqlite_store: Store, estate: Estate) -> None:
    admin = Actor(estate.ids["staff/admin"], estate.ids["centre/A"], Role.ADMIN, "admin")
    with pytest.raises(Refused, match="last admin"):
        sqlite_store.write(lambda s: disable(s, admin.staff_id, by=admin, now=MORNING))


def test_the_seeded_password_is_long_enough() -> None:
    assert len(PASSWORD) >= 12
