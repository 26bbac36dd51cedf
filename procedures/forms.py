"""What fits into a field of a registered template: kinds, lengths, letters (PLATFORMS 2.3)."""

import re
from collections.abc import Mapping

# letters that a field of a kind takes at most
LENGTHS: Mapping[str, int] = {
    "thing": 20,
    "const": 20,
    "character_string": 32,
    "number": 32,
    "letter": 32,
    "phone_number": 17,
    "phrase": 5,
    "name": 10,
    "time": 40,
    "date": 40,
}
PLAIN = {
    "character_string": re.compile(r"[^\x20-\x7e]+"),
    "number": re.compile(r"[^0-9.]+"),
    "letter": re.compile(r"[^A-Za-z]+"),
    "phone_number": re.compile(r"[^0-9+-]+"),
    "phrase": re.compile(r"[^\u4e00-\u9fff]+"),
}
# what a message has to tell
CONTENTS = ("number", "about", "text", "at", "centre", "phone")
KEY = re.compile(r"([a-z_]+?)\d{0,3}")


def kind_of(field: str) -> str:
    """What kind a field is: "thing" of "thing1". Raises ValueError for a kind that we cannot fill."""
    found = KEY.fullmatch(field)
    if found is None or found[1] not in LENGTHS:
        raise ValueError(f"{field}: a field is one of {', '.join(LENGTHS)} and a number")
    return found[1]


def fitted(field: str, words: str) -> str:
    """One line in the letters and the length of the field, "…" where it was cut; "" when nothing fits."""
    kind = kind_of(field)
    line = " ".join(words.split())
    if kind in PLAIN:
        line = PLAIN[kind].sub("", line).strip()
    line = "".join(letter for letter in line if letter.isprintable() and ord(letter) < ASTRAL)
    most = LENGTHS[kind] if kind != "name" or not line.isascii() else 20
    if len(line) <= most:
        return line
    return line[:most] if kind in PLAIN else line[: most - 1] + "…"


# no emoji in a template
ASTRAL = 0x10000


def filled(fields: Mapping[str, str], contents: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each field with what stands in it: one of CONTENTS, or "=words" as they were reviewed.

    Nothing when one of them would stay empty: the platform refuses that.
    """
    done = []
    for field, content in fields.items():
        words = content.removeprefix("=") if content.startswith("=") else contents.get(content, "")
        value = fitted(field, words)
        if not value:
            return ()
        done.append((field, value))
    return tuple(done)
