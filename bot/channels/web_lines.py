"""A transcript's lines as the page gets them."""

from datetime import datetime

import msgspec

from bot.channels.web_text import visible
from dialogs.heard import READ_HEARD
from dialogs.speech import READ_SPOKEN
from storage.tables import Message

STORED = "stored:"


class Chip(msgspec.Struct, frozen=True):
    token: str
    label: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line. `key` is the page's own key of what it sent, `token` the button that was tapped."""

    id: int
    direction: str
    at: datetime
    text: str = ""
    key: str = ""
    token: str = ""
    buttons: tuple[Chip, ...] = ()
    ask: str = ""
    by: str = ""
    pictures: tuple[str, ...] = ()


def line(message: Message, *, base: str) -> Line:
    """`base` is the address of the centre's chat, "/chat/demo"."""
    return _heard(message, base) if message.direction == "in" else _spoken(message, base)


def _heard(message: Message, base: str) -> Line:
    heard = READ_HEARD.decode(message.body)
    kept = (name.removeprefix(STORED) for name in heard.pictures if name.startswith(STORED))
    return Line(
        id=_id(message),
        direction="in",
        at=message.at,
        text=visible(heard.text),
        key=heard.external_id,
        token=heard.token,
        pictures=tuple(f"{base}/pictures/{number}" for number in kept),
    )


def _spoken(message: Message, base: str) -> Line:
    spoken = READ_SPOKEN.decode(message.body)
    return Line(
        id=_id(message),
        direction="out",
        at=message.at,
        text=visible(spoken.text),
        buttons=tuple(Chip(button.token, visible(button.label)) for button in spoken.buttons),
        ask=spoken.ask,
        by=visible(spoken.by),
        pictures=tuple(f"{base}/pictures/{number}" for number in spoken.pictures),
    )


def _id(message: Message) -> int:
    assert message.id is not None
    return message.id
