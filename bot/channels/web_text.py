"""Text on its way to and from a browser: nothing in it may act unseen (RELIABILITY 7.43)."""

import re

ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
JOINER = "\u200d"
NUL = "\x00"
# what may stand before a joiner in one emoji: pictographs, skin tones, the picture selector
PICTOGRAPH = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")


def visible(text: str) -> str:
    """The text with control, direction and zero-width characters spelled out; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ACTING.sub(_spelled, text)


def storable(text: str) -> str:
    """The text without NUL, which PostgreSQL does not take."""
    return text.replace(NUL, "")


def _spelled(found: re.Match[str]) -> str:
    sign, before = found[0], found.string[found.start() - 1 : found.start()]
    if sign == JOINER and PICTOGRAPH.match(before):
        return sign
    return f"[U+{ord(sign):04X}]"
