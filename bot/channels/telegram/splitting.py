"""Long texts in parts that Telegram takes, measured in UTF-16 units as Telegram does (PLATFORMS 1.2)."""

import unicodedata

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

# where a reader pauses, best first
BREAKS = (("\n\n",), ("\n",), ("。", "！", "？", "；", ". ", "! ", "? ", "; "), ("，", "、", ", "), (" ",))
JOINER = "\u200d"
LONGEST_CLUSTER = 32


def units(text: str) -> int:
    """Length in UTF-16 units: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, most: int = LONGEST_TEXT) -> list[str]:
    """The text in parts of at most `most` units, cut after a paragraph, line, sentence or word if it can be.

    Joined together the parts are the text again.
    """
    parts = []
    while units(text) > most:
        cut = _cut(text, most)
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def _cut(text: str, most: int) -> int:
    head = _head(text, most)
    # a break near the beginning would make a part of a few words
    least = len(head) // 3
    for marks in BREAKS:
        at = max(head.rfind(mark) + len(mark) if mark in head else 0 for mark in marks)
        if at > least:
            return at
    return _between_characters(text, len(head))


def _head(text: str, most: int) -> str:
    """As many whole code points as fit; never none."""
    length = min(len(text), most)
    while units(text[:length]) > most:
        length -= max(1, (units(text[:length]) - most) // 2)
    return text[:length]


def _between_characters(text: str, at: int) -> int:
    """Not between an emoji or letter and what is joined to it."""
    for earlier in range(at, max(at - LONGEST_CLUSTER, 1), -1):
        if not _is_joined(text[earlier - 1], text[earlier]):
            return earlier
    return at


def _is_joined(before: str, after: str) -> bool:
    tones = "\U0001f3fb" <= after <= "\U0001f3ff"
    return JOINER in (before, after) or tones or unicodedata.category(after) in {"Mn", "Me", "Mc"}
