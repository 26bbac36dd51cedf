"""Several bots of one server: each has its hook, its centre and its name in links."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import App
from bot.channels.telegram.outward import speaking
from bot.intake import Intake
from bot.settings import Settings
from storage import Store, staff_chats
from tests.desk.cast import MORNING, Town, seed
from tests.fakes.telegram import FakeTelegram

SECOND = "4100002:AAFakeTokenOfTheFakePlatform_0000002"
FIRST = "4100001:AAFakeTokenOfTheFakePlatform_0000001"


@pytest.fixture
def town(sqlite_store: Store) -> Town:
    return seed(sqlite_store)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(tokens=(FIRST, SECOND)) as fake:
        yield fake
    assert fake.schema_faults == []


def settings(folder: Path, fake: FakeTelegram, mode: str = "webhook") -> Settings:
    secret = "t" * 32
    file = folder / "bots.toml"
    bots = (("one", FIRST, "A"), ("two", SECOND, "B"))
    lines = [
        f'[{name}]\ntoken = "{token}"\ncentre = "{code}"\nmode = "{mode}"\nsecret = "{secret}"\n'
        for name, token, code in bots
    ]
    file.write_text("".join(lines), encoding="utf-8")
    given = {"secret": "s" * 32, "files": folder / "files", "telegram_bots": file, "telegram_api": fake.url}
    return Settings.model_validate({**given, "public_url": "https://desk.example"})


async def test_each_bot_has_its_hook_and_its_centre(town: Town, fake: FakeTelegram, tmp_path: Path) -> None:
    app = App(settings(tmp_path, fake), town.store)
    assert sorted(app.hooks()) == ["/hooks/telegram/one", "/hooks/telegram/two"]
    found = town.store.read(lambda session: app._centre_of(session, "telegram:two"))
    assert found == town.ids["B"]


async def test_a_bot_that_is_set_up_is_known_by_its_name_where_it_works(
    town: Town, fake: FakeTelegram, tmp_path: Path
) -> None:
    intake = Intake(town.store, lambda _session, _account: town.ids["A"], lambda: MORNING)
    (_, second) = settings(tmp_path, fake).telegrams
    async with speaking(second, town.store, intake, lambda: MORNING):
        await asyncio.to_thread(fake.wait_for, lambda: fake.called("getMe"))
        await asyncio.to_thread(fake.wait_for, lambda: fake.accounts[SECOND].webhook)
    (bot,) = town.store.read(lambda session: staff_chats.bots_of_centre(session, town.ids["B"]))
    assert (bot.account, bot.username) == ("telegram:two", "huifang_4100002_bot")
    scopes = {
        (call.params.get("language_code"), str(call.params.get("scope", {}).get("type", "")))
        for call in fake.called("setMyCommands")
    }
    assert {("zh", "all_group_chats"), (None, "all_group_chats"), ("en", "")} <= scopes
