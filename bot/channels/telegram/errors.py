"""What python-telegram-bot's errors mean for a message (PLATFORMS 1.3)."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.channels.channel import SendFailed, Why
from bot.channels.telegram.transport import TooMany

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
STOPPED_FOR = timedelta(minutes=5)

# Rights errors come as 403 and as 400: the text decides.
TEXTS = (
    (Why.DEACTIVATED, ("user is deactivated", "input_user_deactivated")),
    (Why.BLOCKED, ("blocked by the user", "user_is_blocked", "can't initiate conversation")),
    (
        Why.GONE,
        (
            *("kicked", "not a member", "chat not found", "user not found", "peer_id_invalid"),
            *("group chat was deleted", "group chat was deactivated", "group is deactivated"),
            *(
                "chat_write_forbidden",
                "have no rights to send",
                "not enough rights to send",
                "need administrator",
            ),
        ),
    ),
)


def classify(error: TelegramError) -> SendFailed:
    """Whether it was sent, whether it ever can be, and when to try again."""
    match error:
        case TooMany():
            return SendFailed(Why.FLOOD, error.message, retry_after=error.wait)
        case ChatMigrated():
            return SendFailed(Why.MOVED, new_address=str(error.new_chat_id))
        case InvalidToken():
            # its own text may contain the token
            return SendFailed(Why.LOCKED_OUT, "the token is refused", retry_after=STOPPED_FOR)
        case Forbidden():
            return SendFailed(_why(error.message, otherwise=Why.GONE), error.message, permanent=True)
        # a BadRequest is a NetworkError, too: this order matters
        case BadRequest():
            return SendFailed(_why(error.message, otherwise=Why.REFUSED), error.message, permanent=True)
        case Conflict():
            return SendFailed(Why.NETWORK, error.message)
        case NetworkError() if isinstance(error.__cause__, NOT_SENT):
            return SendFailed(Why.NETWORK, type(error.__cause__).__name__)
    return SendFailed(Why.UNCERTAIN, _said(error), ambiguous=True)


def _why(words: str, *, otherwise: Why) -> Why:
    said = words.lower()
    return next((why for why, texts in TEXTS if any(text in said for text in texts)), otherwise)


def _said(error: TelegramError) -> str:
    """Without the server's page, which the library puts behind the status."""
    return error.message.partition(". Parsing the server response")[0][:200]


def is_unparsable(error: BadRequest) -> bool:
    return "can't parse entities" in error.message.lower()
