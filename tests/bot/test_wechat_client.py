"""WeChat's API client: one token for all, one refresh, one retry; pictures; nothing secret in logs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import pytest

from bot.channels.channel import FetchFailed, SendFailed, Why
from bot.channels.wechat.client import LARGEST_FILE, Account, Refused, Unanswered, WeChatClient
from bot.channels.wechat.sender import channel_of
from storage import Store, access_tokens
from tests.fakes.wechat.fake import APPID, SECRET, FakeWeChat
from tests.storage.outgoing import NOW

TOKEN, ALIVE = "/cgi-bin/stable_token", "/cgi-bin/get_api_domain_ip"


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fake(clock: Clock) -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        fake.lives_by(clock)
        yield fake


@pytest.fixture
async def client(sqlite_store: Store, fake: FakeWeChat, clock: Clock) -> AsyncIterator[WeChatClient]:
    client = another(sqlite_store, fake, clock)
    yield client
    await client.close()


def another(store: Store, fake: FakeWeChat, clock: Clock, secret: str = SECRET) -> WeChatClient:
    return WeChatClient(Account("main", APPID, secret, fake.url), store, clock)


async def test_many_calls_at_once_fetch_one_token(client: WeChatClient, fake: FakeWeChat) -> None:
    await asyncio.gather(*(client.get(ALIVE) for _ in range(8)))
    assert fake.world.paths().count(TOKEN) == 1


async def test_another_process_uses_the_same_token(
    client: WeChatClient, fake: FakeWeChat, sqlite_store: Store, clock: Clock
) -> None:
    await client.get(ALIVE)
    other = another(sqlite_store, fake, clock)
    await other.get(ALIVE)
    await other.close()
    assert fake.world.paths().count(TOKEN) == 1


async def test_a_token_is_fetched_anew_five_minutes_before_its_end(
    client: WeChatClient, fake: FakeWeChat, clock: Clock
) -> None:
    first = await client.token()
    clock.pass_time(minutes=114)
    assert await client.token() == first
    clock.pass_time(minutes=1.5)
    assert await client.token() != first
    assert fake.world.forced == 0


async def test_while_another_process_fetches_it_the_old_one_is_good(
    client: WeChatClient, sqlite_store: Store, fake: FakeWeChat, clock: Clock
) -> None:
    first = await client.token()
    clock.pass_time(minutes=116)
    hold(sqlite_store, clock)
    assert await client.token() == first


async def test_without_any_token_one_waits_for_the_other_process(
    sqlite_store: Store, fake: FakeWeChat, clock: Clock
) -> None:
    hold(sqlite_store, clock)
    channel = channel_of(Account("main", APPID, SECRET, fake.url), sqlite_store, clock)
    with pytest.raises(SendFailed) as failed:
        await channel.probe()
    await channel.close()
    assert (failed.value.why, failed.value.ambiguous) == (Why.BUSY, False)


def hold(store: Store, clock: Clock) -> None:
    store.write(
        lambda session: access_tokens.lease(
            session, "wechat:main", instead_of=None, now=clock.now, lasts=timedelta(seconds=30)
        )
    )


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_a_refused_token_is_replaced_once_by_force(
    client: WeChatClient, fake: FakeWeChat, code: int
) -> None:
    await client.get(ALIVE)
    fake.answers(code, ALIVE, times=1)
    await client.get(ALIVE)
    assert (fake.world.forced, fake.world.paths().count(ALIVE)) == (1, 3)


async def test_a_token_that_somebody_has_replaced_already_is_not_forced(
    client: WeChatClient, fake: FakeWeChat, sqlite_store: Store, clock: Clock
) -> None:
    refused = await client.token()
    sqlite_store.write(
        lambda session: access_tokens.keep(
            session,
            "wechat:main",
            fake.world.stable(by_force=True).text,
            ends_at=clock.now + timedelta(hours=2),
        )
    )
    assert await client._renewed(refused) != refused
    assert fake.world.forced == 1


async def test_tokens_refused_for_ever_end_after_one_retry_and_few_are_forced(
    client: WeChatClient, fake: FakeWeChat, clock: Clock
) -> None:
    fake.answers(40001, ALIVE)
    for _ in range(40):
        with pytest.raises(Refused, match="40001"):
            await client.get(ALIVE)
        clock.pass_time(minutes=5)
    assert fake.world.paths().count(ALIVE) == 80
    assert fake.world.forced <= 18


async def test_a_wrong_secret_stops_the_channel_and_is_not_said(
    sqlite_store: Store, fake: FakeWeChat, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    channel = channel_of(Account("main", APPID, "wrong-secret", fake.url), sqlite_store, clock)
    with caplog.at_level(logging.DEBUG, logger="bot"), pytest.raises(SendFailed) as failed:
        await channel.probe()
    await channel.close()
    assert failed.value.why is Why.LOCKED_OUT
    assert "wrong-secret" not in caplog.text + str(failed.value)


async def test_no_error_says_the_token(client: WeChatClient, fake: FakeWeChat) -> None:
    token = await client.token()
    fake.answers(0, ALIVE, status=502)
    with pytest.raises(Unanswered) as failed:
        await client.get(ALIVE)
    assert token not in repr(failed.value)
    assert failed.value.ambiguous


async def test_who_does_not_listen_has_got_nothing(client: WeChatClient, fake: FakeWeChat) -> None:
    fake.goes_away()
    with pytest.raises(Unanswered) as failed:
        await client.get(ALIVE)
    fake.comes_back()
    assert not failed.value.ambiguous


@pytest.mark.parametrize(
    ("held", "permanent"),
    [(None, True), (b"video:https://elsewhere.example/1", True), (b"x" * (LARGEST_FILE + 1), True)],
    ids=["expired", "only an address", "too large"],
)
async def test_what_is_no_picture_is_given_up(
    sqlite_store: Store, fake: FakeWeChat, clock: Clock, held: bytes | None, permanent: bool
) -> None:
    channel = channel_of(Account("main", APPID, SECRET, fake.url), sqlite_store, clock)
    if held is not None:
        fake.world.media["m1"] = held
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("wechat:m1")
    await channel.close()
    assert failed.value.permanent is permanent


async def test_a_picture_is_fetched_and_fetched_again_while_wechat_is_away(
    sqlite_store: Store, fake: FakeWeChat, clock: Clock
) -> None:
    channel = channel_of(Account("main", APPID, SECRET, fake.url), sqlite_store, clock)
    fake.world.media["m1"] = b"\xff\xd8picture"
    fake.answers(-1, "/cgi-bin/media/get", times=1)
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch("wechat:m1")
    assert not failed.value.permanent
    assert await channel.fetch("wechat:m1") == b"\xff\xd8picture"
    await channel.close()
