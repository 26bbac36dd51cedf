"""The doctor asks each platform what it thinks of us, and names what is wrong."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.doctor import live
from bot.doctor.finding import Finding
from bot.settings import Settings
from storage import Store
from tests.fakes.telegram import TOKEN, FakeTelegram, faults


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
    assert fake.schema_faults == []


def settings(fake: FakeTelegram, **more: object) -> Settings:
    given = {"secret": "s" * 32, "telegram_token": TOKEN, "telegram_api": fake.url, **more}
    return Settings.model_validate(given)


async def found(settings: Settings, store: Store) -> list[Finding]:
    return list(await asyncio.to_thread(lambda: list(live.look(settings, store))))


async def test_nothing_is_asked_of_a_platform_that_is_not_named(sqlite_store: Store) -> None:
    assert await found(Settings.model_validate({"secret": "s" * 32}), sqlite_store) == []


async def test_a_sound_bot_is_named(fake: FakeTelegram, sqlite_store: Store) -> None:
    token, way_in = await found(settings(fake), sqlite_store)
    assert (token.note, way_in.is_sound) == (f"@huifang_{fake.bot.id}_bot", True)


async def test_a_revoked_token_is_the_last_that_is_looked_at(fake: FakeTelegram, sqlite_store: Store) -> None:
    fake.fails(faults.unauthorized(), times=None)
    (only,) = await found(settings(fake), sqlite_store)
    assert str(only) == "telegram main: the token: WRONG: locked_out: the token is refused"


async def test_a_webhook_that_is_not_set_is_said(fake: FakeTelegram, sqlite_store: Store) -> None:
    hook = {
        "telegram_mode": "webhook",
        "telegram_secret": "t" * 32,
        "public_url": "https://desk.example",
    }
    _, way_in = await found(settings(fake, **hook), sqlite_store)
    assert way_in.fault == (
        "Telegram brings updates to nowhere, not to https://desk.example/hooks/telegram/main"
    )
