"""POST /hooks/telegram/{account}: an update in, 200 out once it is kept."""

import hmac
import logging
import re
from collections.abc import Callable
from functools import partial

from bot.channels.channel import Inbound, Then, Unread
from bot.channels.hook import AWAY, BROKEN, OK, UNAUTHORIZED, Answer, Headers
from bot.channels.telegram.updates import read
from dialogs.heard import Heard
from storage.store import Unavailable

PREFIX = "/hooks/telegram/"
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
LARGEST_BODY = 64 * 1024

log = logging.getLogger(__name__)
Take = Callable[[Inbound, Then], None]
Acknowledge = Callable[[Heard], None]


def check_secret(secret: str) -> bytes:
    """Raises ValueError for a secret that is too short to be one: without it a webhook does not start."""
    if not SECRET.fullmatch(secret):
        raise ValueError("a Telegram webhook needs a secret of 32 to 256 letters, digits, - and _")
    return secret.encode()


def ignore(_: Heard) -> None:
    return None


class TelegramHook:
    """The hook of an account. `take` makes an update durable; 200 is answered only then (RELIABILITY 1.2).

    `acknowledge` stops a button's clock, at once.
    """

    largest = LARGEST_BODY

    def __init__(self, account: str, secret: str, take: Take, *, acknowledge: Acknowledge = ignore) -> None:
        self._account = f"telegram:{account}"
        self._secret = check_secret(secret)
        self._take = take
        self._acknowledge = acknowledge
        self.ignored = 0

    def refuse(self, headers: Headers) -> Answer | None:
        given = [value for name, value in headers if name == SECRET_HEADER]
        if len(given) == 1 and hmac.compare_digest(given[0], self._secret):
            return None
        return UNAUTHORIZED

    def take(self, body: bytes, answer: Callable[[Answer], None]) -> None:
        """What cannot be read is kept: a 500 would block that chat for a day."""
        inbound: Inbound | None
        try:
            inbound = read(body, self._account)
        except Exception as error:  # noqa: BLE001  whatever a foreign body does to us
            log.warning("an update of %s cannot be read: %s", self._account, error)
            inbound = Unread(self._account, body, repr(error))
        if inbound is None:
            self.ignored += 1
            answer(OK)
            return
        if type(inbound) is Heard and inbound.token:
            self._acknowledge(inbound)
        self._take(inbound, partial(_answer, answer))


def _answer(answer: Callable[[Answer], None], fault: BaseException | None) -> None:
    if fault is None:
        answer(OK)
    else:
        answer(AWAY if isinstance(fault, Unavailable) else BROKEN)
