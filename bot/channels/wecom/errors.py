"""What WeCom's errcodes mean for a message: WeCom answers 200 also when it refuses (PLATFORMS 3)."""

from datetime import timedelta

from bot.channels.channel import SendFailed, Why

BUSY = frozenset({-1, 6000, 45033})
TOO_MANY = frozenset({45009, 45011})
"""The minute is used up."""
NO_SUCH_PLACE = frozenset({93000, 93004, 93008, 40058, 40031, 81013, 82001, 86003, 301002})
"""A key that was revoked, a robot that was put out, nobody of those named."""
LOCKED_OUT = frozenset({40001, 40013, 40056, 40091, 41001, 41004, 48002, 48004, 60011, 60020, 301023})
"""The company, its secret, the application or our address is not accepted."""
TOKEN = frozenset({40014, 42001, 42007, 42009})
"""The access token is over: a new one, once."""
MINUTE, LATER = timedelta(seconds=60), timedelta(minutes=5)


def failure(errcode: int, errmsg: str) -> SendFailed:
    """Why a message was not sent; nothing was sent for any errcode."""
    words = f"{errcode} {errmsg}"[:200]
    if errcode in TOO_MANY:
        return SendFailed(Why.FLOOD, words, retry_after=MINUTE)
    if errcode in BUSY:
        return SendFailed(Why.NETWORK, words)
    if errcode in NO_SUCH_PLACE:
        return SendFailed(Why.GONE, words, permanent=True)
    if errcode in LOCKED_OUT or errcode in TOKEN:
        return SendFailed(Why.LOCKED_OUT, words, retry_after=LATER)
    return SendFailed(Why.REFUSED, words, permanent=True)
