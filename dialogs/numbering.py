"""Choices with numbers, for channels without buttons: which have one, and what a typed one means."""

import unicodedata
from urllib.parse import unquote

from dialogs.speech import Button, Spoken

# a number typed here is the answer itself
OPEN = frozenset({"words", "phone"})
MOST_LABEL = 200
AROUND = ("~back", "~cancel")


def numbered(spoken: Spoken) -> tuple[Button, ...]:
    """The choices that have numbers, 1 the first. The way back and out is found by its words."""
    if spoken.ask in OPEN:
        return ()
    return tuple(button for button in spoken.buttons if not _leads_out(button))


def choice_meant(words: str, spoken: Spoken) -> str | None:
    """The token of the choice that somebody typed: its number in this message, or its label."""
    plain = "" if len(words) > MOST_LABEL else _plain(unquote(words))
    if not plain:
        return None
    labelled = (button.token for button in spoken.buttons if _plain(button.label) == plain)
    return number_meant(words, spoken) or next(labelled, None)


def number_meant(words: str, spoken: Spoken) -> str | None:
    """The token of the choice that was numbered so in this message."""
    plain, choices = words.strip(" \n\t.。、)）"), numbered(spoken)
    if not plain.isdecimal() or len(plain) > len(str(len(choices))):
        return None
    return choices[int(plain) - 1].token if 1 <= int(plain) <= len(choices) else None


def _plain(words: str) -> str:
    """As signs that are wide in an address, or typed by another keyboard, still mean the same."""
    return unicodedata.normalize("NFKC", words).strip(" \n\t✓‹。.!！").casefold()


def _leads_out(button: Button) -> bool:
    return button.token.partition(":")[2].startswith(AROUND)
