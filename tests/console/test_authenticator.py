"""Signing in takes a code, too: authenticators, recovery codes, resets (RELIABILITY 7.28-7.30)."""

import base64
import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from httpx import ASGITransport, AsyncClient, Response
from sqlmodel import col, select

from console.app import console_app
from console.settings import ConsoleSettings, SecondFactor
from desk import second_factor
from desk.actor import Actor
from desk.second_factor import Proof
from procedures.kinds import Role
from storage import Missing, Store
from storage.files import FileStore
from storage.tables import CaseEvent, RecoveryCode, Staff
from tests.console.seeding import PASSWORD, Browser, Clock, Estate, seed

NEW = "a lantern over seven rivers"
COOKIE = "huifang_staff"
KEY = re.compile(r'class="key">([A-Z2-7 ]+)<')
CODES = re.compile(r"<li>([a-z0-9]{5}-[a-z0-9]{5})</li>")


@pytest.fixture
async def strict(
    sqlite_store: Store, settings: ConsoleSettings, clock: Clock, estate: Estate
) -> AsyncIterator[Browser]:
    """A browser where admins need an authenticator."""
    asks = ConsoleSettings(secret=settings.secret, files=settings.files, second_factor=SecondFactor.ADMINS)
    transport = ASGITransport(console_app(sqlite_store, asks, clock))
    async with AsyncClient(transport=transport, base_url="http://desk.example") as client:
        yield Browser(client)


def code(key: str, clock: Clock, *, steps: int = 0) -> str:
    secret = base64.b32decode(key.replace(" ", ""))
    return TOTP(secret, 6, SHA1(), 30).generate(int(clock().timestamp()) + steps * 30).decode()


def key_of(answer: Response) -> str:
    found = KEY.search(answer.text)
    assert found
    return found[1]


async def with_authenticator(chen: Browser, clock: Clock) -> tuple[str, list[str]]:
    """The key, and the recovery codes."""
    assert (await chen.post("/me/authenticator", password=PASSWORD)).headers[
        "location"
    ] == "/me/authenticator"
    key = key_of(await chen.get("/me/authenticator"))
    return key, CODES.findall((await chen.post("/me/authenticator/confirm", code=code(key, clock))).text)


async def test_with_an_authenticator_the_password_alone_opens_nothing(
    chen: Browser, other: Browser, clock: Clock
) -> None:
    key, _ = await with_authenticator(chen, clock)
    assert await is_in(chen)
    clock.later(seconds=60)
    answer = await other.sign_in("chen", next="/tasks")
    assert answer.headers["location"] == "/sign-in/code?next=%2Ftasks"
    assert not await is_in(other)
    waiting = other.client.cookies[COOKIE]
    answer = await other.post("/sign-in/code", code=code(key, clock), next="/tasks")
    assert (answer.status_code, answer.headers["location"]) == (303, "/tasks")
    assert other.client.cookies[COOKIE] != waiting
    assert await is_in(other)


async def test_a_code_counts_once_and_a_phone_may_be_a_step_off(
    chen: Browser, other: Browser, clock: Clock
) -> None:
    key, _ = await with_authenticator(chen, clock)
    clock.later(minutes=2)
    await other.sign_in("chen")
    for steps in (-2, 2):
        answer = await other.post("/sign-in/code", code=code(key, clock, steps=steps))
        assert answer.status_code == 401
        assert "驗證碼不正確" in answer.text
    spent = code(key, clock, steps=1)
    assert (await other.post("/sign-in/code", code=f"{spent[:3]} {spent[3:]}")).status_code == 303
    await other.sign_in("chen")
    assert (await other.post("/sign-in/code", code=spent)).status_code == 401
    assert (await other.post("/sign-in/code", code=code(key, clock))).status_code == 401


async def test_codes_are_not_guessed(chen: Browser, other: Browser, clock: Clock) -> None:
    key, _ = await with_authenticator(chen, clock)
    clock.later(minutes=1)
    for _ in range(5):
        await other.sign_in("chen")
        assert (await other.post("/sign-in/code", code="abcdef")).status_code == 401
    assert (await other.post("/sign-in/code", code=code(key, clock))).status_code == 429
    clock.later(minutes=31)
    await other.sign_in("chen")
    assert (await other.post("/sign-in/code", code=code(key, clock))).status_code == 303


async def test_a_sign_in_does_not_wait_for_its_code_for_ever(
    chen: Browser, other: Browser, clock: Clock
) -> None:
    key, _ = await with_authenticator(chen, clock)
    await other.sign_in("chen")
    clock.later(minutes=11)
    answer = await other.post("/sign-in/code", code=code(key, clock))
    assert answer.headers["location"] == "/sign-in"


async def test_a_recovery_code_lets_in_once(
    chen: Browser, other: Browser, clock: Clock, sqlite_store: Store
) -> None:
    _, recovery = await with_authenticator(chen, clock)
    assert len(set(recovery)) == 10
    await other.sign_in("chen")
    assert (await other.post("/sign-in/code", code=recovery[0].upper())).status_code == 303
    assert "還有 9 組備用碼" in (await other.get("/me")).text
    await other.sign_in("chen")
    assert (await other.post("/sign-in/code", code=recovery[0])).status_code == 401
    kept = sqlite_store.read(lambda s: s.exec(select(RecoveryCode.code_hash)).all())
    assert not set(recovery) & set(kept)


async def test_new_recovery_codes_take_a_code_and_end_the_old(
    chen: Browser, other: Browser, clock: Clock
) -> None:
    key, old = await with_authenticator(chen, clock)
    assert (await chen.post("/me/authenticator/recovery", code="000 000")).status_code == 409
    clock.later(seconds=30)
    new = CODES.findall((await chen.post("/me/authenticator/recovery", code=code(key, clock))).text)
    await other.sign_in("chen")
    assert (await other.post("/sign-in/code", code=old[1])).status_code == 401
    assert (await other.post("/sign-in/code", code=new[1])).status_code == 303


async def test_an_authenticator_is_removed_by_its_code(chen: Browser, other: Browser, clock: Clock) -> None:
    key, _ = await with_authenticator(chen, clock)
    clock.later(seconds=30)
    assert (await chen.post("/me/authenticator/remove", code="123456")).status_code == 409
    assert (await chen.post("/me/authenticator/remove", code=code(key, clock))).status_code == 303
    assert (await other.sign_in("chen")).headers["location"] == "/"


async def test_setting_one_up_takes_the_password_and_a_right_code(chen: Browser, other: Browser) -> None:
    assert (await chen.post("/me/authenticator", password="not the password")).status_code == 409
    assert (await chen.get("/me/authenticator")).headers["location"] == "/me"
    await chen.post("/me/authenticator", password=PASSWORD)
    key = key_of(await chen.get("/me/authenticator"))
    assert key == key_of(await chen.get("/me/authenticator"))
    assert (await chen.post("/me/authenticator/confirm", code="abc def")).status_code == 409
    assert (await other.sign_in("chen")).headers["location"] == "/"


async def test_an_admin_sets_one_up_at_the_door(strict: Browser, clock: Clock) -> None:
    answer = await strict.sign_in("admin", next="/staff")
    assert answer.headers["location"] == "/sign-in/set-up?next=%2Fstaff"
    assert not await is_in(strict)
    key = key_of(await strict.get("/sign-in/set-up"))
    assert (await strict.post("/sign-in/set-up", code="abcdef")).status_code == 401
    answer = await strict.post("/sign-in/set-up", code=code(key, clock), next="/staff")
    assert len(CODES.findall(answer.text)) == 10
    assert 'href="/staff"' in answer.text
    assert (await strict.get("/staff")).status_code == 200
    assert (await strict.sign_in("chen")).headers["location"] == "/"
    assert (await strict.sign_in("admin")).headers["location"].startswith("/sign-in/code")


async def test_an_admin_who_removes_theirs_is_out(strict: Browser, clock: Clock) -> None:
    await strict.sign_in("admin")
    key = key_of(await strict.get("/sign-in/set-up"))
    await strict.post("/sign-in/set-up", code=code(key, clock))
    clock.later(seconds=30)
    await strict.post("/me/authenticator/remove", code=code(key, clock))
    assert not await is_in(strict)
    assert (await strict.sign_in("admin")).headers["location"].startswith("/sign-in/set-up")


async def test_an_admin_resets_that_of_a_colleague_who_is_out_then(
    chen: Browser, strict: Browser, other: Browser, clock: Clock, estate: Estate, sqlite_store: Store
) -> None:
    await with_authenticator(chen, clock)
    await strict.sign_in("admin")
    key = key_of(await strict.get("/sign-in/set-up"))
    await strict.post("/sign-in/set-up", code=code(key, clock))
    who = estate.ids["staff/chen"]
    assert f"/staff/{who}/reset-codes" in (await strict.get("/staff")).text
    assert (await strict.post(f"/staff/{who}/reset-codes")).status_code == 303
    assert (await is_in(chen), await is_in(other)) == (False, False)
    assert (await chen.sign_in("chen")).headers["location"] == "/"
    assert (await strict.post(f"/staff/{estate.ids['staff/admin']}/reset-codes")).status_code == 409
    noted = sqlite_store.read(lambda s: s.exec(select(CaseEvent.what).order_by(col(CaseEvent.id))).all())
    assert [one for one in noted if "factor" in one] == ["second_factor_set_up"] * 2 + ["second_factor_reset"]


def chen_of(store: Store, estate: Estate) -> Staff:
    return store.read(lambda s: s.get_one(Staff, estate.ids["staff/chen"]))


def test_many_at_once_use_a_code_once(store: Store, files: FileStore, clock: Clock) -> None:
    estate = store.write(lambda session: seed(session, files))
    chen, now, key = chen_of(store, estate), clock(), "k" * 32
    secret = store.write(lambda s: second_factor.begin(s, chen, b"s" * 20, key=key))
    first = TOTP(secret, 6, SHA1(), 30).generate(int(now.timestamp())).decode()
    confirmed = store.write(
        lambda s: second_factor.confirm(s, chen, first, ["aaaaa-bbbbb"], key=key, now=now)
    )
    assert confirmed is Proof.GIVEN
    prove = partial(second_factor.prove, who=chen, code="AAAAA BBBBB", key=key, now=now)
    with ThreadPoolExecutor(4) as hands:
        proofs = list(hands.map(store.write, [prove] * 4))
    assert sorted(proofs) == [Proof.GIVEN, *[Proof.WRONG] * 3]


def test_nobody_resets_across_centres(sqlite_store: Store, estate: Estate, clock: Clock) -> None:
    zhao = Actor(estate.ids["staff/admin"], estate.ids["centre/B"], Role.ADMIN, "admin")
    with pytest.raises(Missing):
        sqlite_store.write(lambda s: second_factor.reset(s, estate.ids["staff/chen"], by=zhao, now=clock()))


async def is_in(browser: Browser) -> bool:
    return (await browser.get("/")).status_code == 200
