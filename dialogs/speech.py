"""What the bot says, before any channel has shaped it."""

from datetime import datetime
from typing import Any

import msgspec


class Text(msgspec.Struct, frozen=True):
    """A text id of locales/ with its arguments: words, moments (aware), or other texts."""

    id: str
    args: dict[str, Any] = {}


class Period(msgspec.Struct, frozen=True):
    """A stretch of time to be said in the centre's zone; open at either end. What was typed is confirmed."""

    not_before: datetime | None
    not_after: datetime | None
    typed: bool = False


class Button(msgspec.Struct, frozen=True, omit_defaults=True):
    """One tap. `token` is `run:key:option`, at most 64 bytes (Bot API callback_data)."""

    token: str
    label: str


class Spoken(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message out, in the owner's language. A channel must only do `text`; the rest may degrade to it.

    `ask` hints what the answer may be ("photos", "phone", "words", "rating"), so that a channel can offer
    its camera or its share-my-number button. `pictures` are attachment ids that staff sent along.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    ask: str = ""
    pictures: tuple[int, ...] = ()
    by: str = ""


ENCODER = msgspec.json.Encoder()
READ_SPOKEN = msgspec.json.Decoder(Spoken)


def spoken_json(spoken: Spoken) -> str:
    return ENCODER.encode(spoken).decode()
