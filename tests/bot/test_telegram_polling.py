"""Long polling against the fake Telegram: nothing lost, nothing twice, one poller."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from functools import partial

import pytest

from bot.channels.channel import Confirm, Inbound, Unread
from bot.channels.telegram.account import ALLOWED, Account
from bot.channels.telegram.polling import CONFLICT, LEASE, TAKEN, Polling
from dialogs.heard import Heard
from storage import Session, Store, Unavailable, polls
from storage.polls import PollTaken
from tests.fakes.telegram import TOKEN, FakeTelegram, faults
from tests.storage.outgoing import ACCOUNT, NOW, SECOND


class Desk:
    """Takes batches; `away` times the database cannot."""

    def __init__(self, store: Store, away: int = 0) -> None:
        self.store = store
        self.taken: list[Inbound] = []
        self.away = away

    async def take(self, inbound: Inbound) -> None:
        raise AssertionError(inbound)

    async def take_all(self, inbound: Sequence[Inbound], confirm: Confirm) -> None:
        if self.away:
            self.away -= 1
            raise Unavailable
        await self.store.write_soon(partial(self._unit, confirm=confirm))
        self.taken += inbound

    def _unit(self, session: Session, *, confirm: Confirm) -> None:
        confirm(session)

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.taken if isinstance(each, Heard)]


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def desk(sqlite_store: Store) -> Desk:
    return Desk(sqlite_store)


def poller(fake: FakeTelegram, desk: Desk, *, now: datetime = NOW, long_poll: int = 0) -> Polling:
    account = Account("main", TOKEN, api=fake.url)
    return Polling(account, desk.store, desk, clock=lambda: now, long_poll=long_poll)


@pytest.fixture
async def polling(fake: FakeTelegram, desk: Desk) -> AsyncIterator[Polling]:
    polling = poller(fake, desk)
    yield polling
    await polling.close()


async def test_updates_are_taken_once_and_confirmed_with_their_turns(
    fake: FakeTelegram, desk: Desk, polling: Polling
) -> None:
    lin = fake.owner("Lin")
    for text in ("1", "2"):
        lin.says(text)
    await polling.step()
    await polling.step()
    assert desk.texts == ["1", "2"]
    assert fake.bot.pending == []
    assert fake.bot.allowed == list(ALLOWED)


async def test_what_the_database_could_not_take_is_handed_out_again(
    fake: FakeTelegram, desk: Desk, polling: Polling
) -> None:
    desk.away = 1
    fake.owner("Lin").says("1")
    with pytest.raises(Unavailable):
        await polling.step()
    await polling.step()
    assert desk.texts == ["1"]


async def test_another_process_goes_on_where_this_one_stood(fake: FakeTelegram, desk: Desk) -> None:
    lin = fake.owner("Lin")
    for text in ("1", "2"):
        lin.says(text)
        now = poller(fake, desk)
        await now.step()
        await now.close()
    assert desk.texts == ["1", "2"]


async def test_one_polls_and_the_others_stand_by_until_it_dies(
    fake: FakeTelegram, desk: Desk, polling: Polling
) -> None:
    await polling.step()
    other = poller(fake, desk)
    assert await other.step() == TAKEN
    heir = poller(fake, desk, now=NOW + LEASE + SECOND)
    await heir.step()
    fake.owner("Lin").says("1")
    with pytest.raises(PollTaken):
        await polling.step()
    await heir.step()
    assert desk.texts == ["1"]
    for each in (other, heir):
        await each.close()


@pytest.mark.parametrize("name", ["no chat", "text is a number", "chat id is a text", "message is a list"])
async def test_what_cannot_be_read_is_kept_and_not_asked_for_again(
    fake: FakeTelegram, desk: Desk, polling: Polling, name: str
) -> None:
    fake.owner("Lin").sends_oddity(name)
    await polling.step()
    await polling.step()
    assert [type(each) for each in desk.taken] == [Unread]
    assert fake.bot.pending == []


async def test_a_webhook_of_earlier_days_is_deleted(fake: FakeTelegram, desk: Desk, polling: Polling) -> None:
    await polling._client.post("setWebhook", json={"url": "https://x.example/"})
    fake.owner("Lin").says("1")
    assert await polling._step_safely() == 0
    await polling.step()
    assert desk.texts in (["1"], [])
    assert fake.bot.webhook is None


@pytest.mark.parametrize(
    ("fault", "pauses"),
    [
        (faults.bad_gateway(), [1, 2, 4, 8, 16, 32, 60, 60]),
        (faults.cut(), [1, 2, 4]),
        (faults.too_many(7), [7]),
        (faults.unauthorized(), [60]),
        (faults.Fault("409", faults.ApiError(409, "Conflict: terminated by other getUpdates")), [CONFLICT]),
    ],
    ids=lambda value: value.name if isinstance(value, faults.Fault) else "",
)
async def test_failures_make_it_rest(
    fake: FakeTelegram, polling: Polling, fault: faults.Fault, pauses: list[float]
) -> None:
    fake.fails(fault, times=None)
    assert [await polling._step_safely() for _ in pauses] == pauses


async def test_it_runs_until_told_and_leaves_the_lease_to_others(fake: FakeTelegram, desk: Desk) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(poller(fake, desk, long_poll=5).run(stop))
    fake.owner("Lin").says("1")
    await asyncio.to_thread(fake.wait_until_taken)
    stop.set()
    await asyncio.wait_for(running, 2)
    assert desk.texts == ["1"]
    assert desk.store.write(lambda s: polls.take(s, ACCOUNT, now=NOW, lease=LEASE))


def test_a_poller_s_right_is_fenced(store: Store) -> None:
    first = store.write(lambda s: polls.take(s, ACCOUNT, now=NOW, lease=LEASE))
    assert first
    assert store.write(lambda s: polls.take(s, ACCOUNT, now=NOW, lease=LEASE)) is None
    later = NOW + LEASE
    second = store.write(lambda s: polls.take(s, ACCOUNT, now=later, lease=LEASE))
    assert second
    with pytest.raises(PollTaken):
        store.write(lambda s: polls.confirm(s, first, 5, now=later, lease=LEASE))
    store.write(lambda s: polls.confirm(s, second, 2**40, now=later, lease=LEASE))
    assert store.read(lambda s: polls.next_offset(s, ACCOUNT)) == 2**40
