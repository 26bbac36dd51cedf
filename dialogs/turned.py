"""What a turn of a conversation comes to, still without any channel or language."""

import msgspec

from dialogs.outcomes import Outcome
from dialogs.questions import Label
from dialogs.speech import Text
from dialogs.state import Run


class Tap(msgspec.Struct, frozen=True):
    """A button: its token, and what it says."""

    token: str
    label: Label


class Asked(msgspec.Struct, frozen=True):
    """A question as it goes on screen. `lines` are a summary's rows: name and answer."""

    text: Text
    taps: tuple[Tap, ...] = ()
    ask: str = ""
    lines: tuple[tuple[Text, Label], ...] = ()


class Turned(msgspec.Struct):
    """`before` is said first, then what the desk says of each of `acts`, then `after`, then `asked`.

    `ended` is the flow that these acts complete; `asks_place` when its owner is asked where the matter is.
    Nothing of all that is sent when `silent` (a further picture of an album already acknowledged).
    """

    before: list[Text] = []
    acts: list[Outcome] = []
    after: list[Text] = []
    asked: Asked | None = None
    silent: bool = False
    ended: Run | None = None
    asks_place: bool = False
