"""Where a conversation stands: the running flow, the paused ones, and the case being talked about."""

from datetime import datetime
from typing import Any

import msgspec

from dialogs.facts import Facts


class Run(msgspec.Struct, omit_defaults=True):
    """A started flow. `answers` by key; `asked` is the key on screen; `album` the last album that joined."""

    id: int
    flow: str
    facts: Facts
    answers: dict[str, Any] = msgspec.field(default_factory=dict)
    asked: str = ""


class State(msgspec.Struct, omit_defaults=True):
    """`focus` is the case that words outside a flow belong to, until `focus_until` (UTC).

    `last_words` and `last_pictures` went to that case, and may have been another matter.
    `place_for` is the case whose owner was asked where it is.
    `chased` names the words that staff were told nobody has filed.
    `albums` tells where an album's first picture went ("run:3", "case:17"), newest last.
    """

    run: Run | None = None
    paused: list[Run] = msgspec.field(default_factory=list)
    runs: int = 0
    focus: int | None = None
    focus_until: datetime | None = None
    place_for: int | None = None
    chased: str = ""
    last_words: str = ""
    last_pictures: list[str] = msgspec.field(default_factory=list)
    albums: dict[str, str] = msgspec.field(default_factory=dict)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(State)
EMPTY = "{}"


def to_json(state: State) -> str:
    return _ENCODER.encode(state).decode()


def from_json(text: str) -> State:
    """Raises msgspec.ValidationError when it is not a state of ours."""
    return _DECODER.decode(text)
