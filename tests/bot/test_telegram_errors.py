"""Every row of the error table (PLATFORMS 1.3), by python-telegram-bot's own errors and over real HTTP."""

import socket
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.channels.channel import SendFailed, Why
from bot.channels.telegram.account import Account
from bot.channels.telegram.errors import STOPPED_FOR, classify
from bot.channels.telegram.sender import TelegramChannel
from bot.channels.telegram.setup import connect
from bot.channels.telegram.transport import TooMany
from dialogs.speech import Spoken
from tests.fakes.telegram import TOKEN, FakeTelegram, Fault, faults
from tests.fakes.telegram.shapes import ApiError

NOT_SENT = (False, False)
PERMANENT = (True, False)
AMBIGUOUS = (False, True)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "why", "kind"),
    [
        (TooMany(timedelta(seconds=3)), Why.FLOOD, NOT_SENT),
        (ChatMigrated(-100), Why.MOVED, NOT_SENT),
        (InvalidToken("Not Found"), Why.LOCKED_OUT, NOT_SENT),
        (Conflict("other getUpdates"), Why.NETWORK, NOT_SENT),
        (caused(NetworkError("x"), httpx.ConnectError("x")), Why.NETWORK, NOT_SENT),
        (caused(NetworkError("x"), httpx.ProxyError("x")), Why.NETWORK, NOT_SENT),
        (caused(TimedOut(), httpx.ConnectTimeout("x")), Why.NETWORK, NOT_SENT),
        (caused(TimedOut(), httpx.PoolTimeout("x")), Why.NETWORK, NOT_SENT),
        (caused(TimedOut(), httpx.ReadTimeout("x")), Why.UNCERTAIN, AMBIGUOUS),
        (caused(TimedOut(), httpx.WriteTimeout("x")), Why.UNCERTAIN, AMBIGUOUS),
        (caused(NetworkError("x"), httpx.ReadError("x")), Why.UNCERTAIN, AMBIGUOUS),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("x")), Why.UNCERTAIN, AMBIGUOUS),
        (NetworkError("Bad Gateway (502)"), Why.UNCERTAIN, AMBIGUOUS),
        (TelegramError("Invalid server response"), Why.UNCERTAIN, AMBIGUOUS),
        (Forbidden("Forbidden: bot was blocked by the user"), Why.BLOCKED, PERMANENT),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Why.BLOCKED, PERMANENT),
        (Forbidden("Forbidden: user is deactivated"), Why.DEACTIVATED, PERMANENT),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Why.GONE, PERMANENT),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), Why.GONE, PERMANENT),
        (Forbidden("Forbidden: the group chat was deleted"), Why.GONE, PERMANENT),
        (Forbidden("Forbidden: something new"), Why.GONE, PERMANENT),
        (BadRequest("Bad Request: chat not found"), Why.GONE, PERMANENT),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Why.GONE, PERMANENT),
        (BadRequest("Bad Request: have no rights to send a message"), Why.GONE, PERMANENT),
        (BadRequest("Bad Request: USER_IS_BLOCKED"), Why.BLOCKED, PERMANENT),
        (BadRequest("Bad Request: message is too long"), Why.REFUSED, PERMANENT),
    ],
    ids=str,
)
def test_an_error_means_one_thing(error: TelegramError, why: Why, kind: tuple[bool, bool]) -> None:
    failure = classify(error)
    assert (failure.why, failure.permanent, failure.ambiguous) == (why, *kind)


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    channel = connect(Account("main", TOKEN, api=fake.url))
    yield channel
    await channel.close()


async def failure(channel: TelegramChannel, chat: int) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        await channel.send(str(chat), Spoken("hi"), (), locale="en", repeat=False, part=0)
    return failed.value


HTML_403 = Fault("gateway", body=b"<html>Forbidden</html>", status=403, content_type="text/html")


@pytest.mark.parametrize(
    ("fault", "why", "kind"),
    [
        (faults.too_many(7), Why.FLOOD, NOT_SENT),
        (Fault("bare 429", ApiError(429, "Too Many Requests")), Why.FLOOD, NOT_SENT),
        (faults.migrated(-1005), Why.MOVED, NOT_SENT),
        (faults.unauthorized(), Why.LOCKED_OUT, NOT_SENT),
        (Fault("404", ApiError(404, "Not Found")), Why.LOCKED_OUT, NOT_SENT),
        (faults.blocked(), Why.BLOCKED, PERMANENT),
        (faults.deactivated(), Why.DEACTIVATED, PERMANENT),
        (faults.kicked(), Why.GONE, PERMANENT),
        (faults.chat_not_found(), Why.GONE, PERMANENT),
        (Fault("413", ApiError(413, "Request Entity Too Large")), Why.REFUSED, PERMANENT),
        (faults.server_error(), Why.UNCERTAIN, AMBIGUOUS),
        (faults.bad_gateway(), Why.UNCERTAIN, AMBIGUOUS),
        (faults.not_json(), Why.UNCERTAIN, AMBIGUOUS),
        (Fault("odd", body=b'{"ok":true,"result":{"message_id":1}}'), Why.UNCERTAIN, AMBIGUOUS),
        (faults.cut(), Why.UNCERTAIN, AMBIGUOUS),
        (HTML_403, Why.UNCERTAIN, AMBIGUOUS),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else None,
)
async def test_a_refusal_over_http_means_the_same(
    fake: FakeTelegram, channel: TelegramChannel, fault: Fault, why: Why, kind: tuple[bool, bool]
) -> None:
    lin = fake.owner("Lin")
    fake.fails(fault)
    failed = await failure(channel, lin.chat_id)
    assert (failed.why, failed.permanent, failed.ambiguous) == (why, *kind)
    assert TOKEN not in str(failed)


async def test_a_flood_tells_how_long_to_wait(fake: FakeTelegram, channel: TelegramChannel) -> None:
    fake.fails(faults.too_many(7))
    assert (await failure(channel, 5)).retry_after == timedelta(seconds=7)


async def test_a_refused_token_stops_the_channel_for_a_while(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.fails(faults.unauthorized())
    assert (await failure(channel, 5)).retry_after == STOPPED_FOR


async def test_a_moved_group_tells_where(fake: FakeTelegram, channel: TelegramChannel) -> None:
    group = fake.group("Staff")
    old, new = group.chat_id, group.becomes_supergroup()
    assert (await failure(channel, old)).new_address == str(new)


async def test_a_refused_connection_is_not_sent() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        channel = connect(Account("main", TOKEN, api=f"http://127.0.0.1:{closed.getsockname()[1]}"))
        failed = await failure(channel, 5)
    await channel.close()
    assert (failed.why, failed.ambiguous) == (Why.NETWORK, False)
