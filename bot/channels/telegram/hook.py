"""POST /hooks/telegram/{account}: a bare ASGI route, because every inbound message pays for it."""

import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from typing import Any

from bot.channels.channel import Inbound, Unread
from bot.channels.telegram.updates import read
from dialogs.heard import Heard
from storage.store import Unavailable

PREFIX = "/hooks/telegram/"
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
LARGEST_BODY = 64 * 1024

log = logging.getLogger(__name__)
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Take = Callable[[Inbound], Awaitable[None]]
Acknowledge = Callable[[Heard], None]


def _answer(status: int, *headers: tuple[bytes, bytes]) -> Message:
    return {"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0"), *headers]}


OK = _answer(200)
UNAUTHORIZED = _answer(401)
NOT_FOUND = _answer(404)
METHOD_NOT_ALLOWED = _answer(405, (b"allow", b"POST"))
# closed, because the body was not read
TOO_LARGE = _answer(413, (b"connection", b"close"))
AWAY = _answer(503, (b"retry-after", b"5"))
NO_BODY: Message = {"type": "http.response.body"}


class TooLarge(Exception):
    pass


class Gone(Exception):
    """The client hung up before its body was whole."""


def check_secret(secret: str) -> bytes:
    """Raises ValueError for a secret that is too short to be one: without it a webhook does not start."""
    if not SECRET.fullmatch(secret):
        raise ValueError("a Telegram webhook needs a secret of 32 to 256 letters, digits, - and _")
    return secret.encode()


def ignore(_: Heard) -> None:
    return None


class TelegramHook:
    """An ASGI application. `take` makes an update durable; 200 is answered only then (RELIABILITY 1.2).

    `secrets` has the secret of each account's name; `acknowledge` stops a button's clock, at once.
    """

    def __init__(self, secrets: Mapping[str, str], take: Take, *, acknowledge: Acknowledge = ignore) -> None:
        self._doors = {
            PREFIX + name: (f"telegram:{name}", check_secret(secret)) for name, secret in secrets.items()
        }
        self._take = take
        self._acknowledge = acknowledge
        self.ignored = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send(await self._answered(scope, receive))
        await send(NO_BODY)

    async def _answered(self, scope: Scope, receive: Receive) -> Message:
        door = self._doors.get(scope["path"])
        if door is None:
            return NOT_FOUND
        if scope["method"] != "POST":
            return METHOD_NOT_ALLOWED
        account, secret = door
        if not _is_telegram(scope["headers"], secret):
            return UNAUTHORIZED
        try:
            await self._hear(await _body(receive), account)
        except TooLarge:
            return TOO_LARGE
        except Unavailable:
            return AWAY
        except Gone:
            return OK
        return OK

    async def _hear(self, raw: bytes, account: str) -> None:
        """Raises Unavailable. What cannot be read is kept: a 500 would block that chat for a day."""
        try:
            heard = read(raw, account)
        except Exception as error:  # noqa: BLE001  whatever a foreign body does to us
            log.warning("an update of %s cannot be read: %s", account, error)
            await self._take(Unread(account, raw, repr(error)))
            return
        if heard is None:
            self.ignored += 1
            return
        if type(heard) is Heard and heard.token:
            self._acknowledge(heard)
        await self._take(heard)


def _is_telegram(headers: Iterable[tuple[bytes, bytes]], secret: bytes) -> bool:
    given = [value for name, value in headers if name == SECRET_HEADER]
    return len(given) == 1 and hmac.compare_digest(given[0], secret)


async def _body(receive: Receive) -> bytes:
    """Raises TooLarge as soon as it is, Gone."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if message.get("more_body") or message["type"] == "http.disconnect":
        body = await _rest(receive, message)
    if len(body) > LARGEST_BODY:
        raise TooLarge
    return body


async def _rest(receive: Receive, message: Message) -> bytes:
    chunks, size = [], 0
    while True:
        if message["type"] == "http.disconnect":
            raise Gone
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > LARGEST_BODY:
            raise TooLarge
        if not message.get("more_body"):
            return b"".join(chunks)
        message = await receive()
