"""From an owner's phone through the desk and back to the phone, by polling and by webhook."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.telegram.account import Account
from bot.channels.telegram.hook import TelegramHook
from bot.channels.telegram.polling import Polling
from bot.intake import Intake
from storage import Store
from tests.bot.delivering import posting
from tests.bot.test_telegram_hook import SECRET, Desk
from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.storage.outgoing import NOW, add_contact


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
    assert fake.schema_faults == []


@pytest.fixture
def intake(store: Store) -> Intake:
    add_contact(store, "somebody else")
    return Intake(store, lambda _session, _account: 1, lambda: NOW)


async def test_an_owner_is_answered_and_taps_on(
    store: Store, fake: FakeTelegram, intake: Intake, tmp_path: Path
) -> None:
    lin = fake.owner("Lin", language="zh-hant")
    async with posting(store, fake, tmp_path) as post:
        polling = Polling(Account("main", TOKEN, api=fake.url), store, intake, clock=lambda: NOW, long_poll=0)
        lin.says("浴室天花漏水")
        await polling.step()
        await post.deliver(2)
        question = lin.last()
        assert question.buttons
        lin.taps(question.buttons[0].data or "")
        await polling.step()
        await post.deliver(2)
        await polling.close()
    assert lin.last().message_id > question.message_id


async def test_an_update_brought_three_times_is_answered_once(
    store: Store, fake: FakeTelegram, intake: Intake, tmp_path: Path
) -> None:
    desk, lin = Desk(), fake.owner("Lin")
    desk.hook = TelegramHook("main", SECRET, intake.take_then)
    body = b'{"update_id":5,"message":{"message_id":9,"chat":{"id":%d,"type":"private"},"text":"hello"}}'
    async with posting(store, fake, tmp_path) as post:
        for _ in range(3):
            assert await desk.post(body % lin.chat_id) == 200
        await post.deliver(4)
    assert len(lin.received) == 1
