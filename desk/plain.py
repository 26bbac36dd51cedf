"""Words as typed, but for what a database refuses: that is made visible, in one place for all of them."""

import msgspec

from dialogs.heard import HEARD_JSON, Heard

_NUL, _SHOWN = "\0", "\N{SYMBOL FOR NULL}"


def plain(words: str) -> str:
    """NUL (PostgreSQL keeps none) becomes its symbol, half a surrogate pair (no UTF-8) its escape."""
    return words.replace(_NUL, _SHOWN).encode(errors="backslashreplace").decode()


def plain_heard(heard: Heard) -> tuple[Heard, str]:
    """What was heard, as it can be kept, and its JSON; hardly ever is there anything to change."""
    try:
        written = HEARD_JSON.encode(heard)
    except UnicodeEncodeError:
        written = rb"\u0000"
    if rb"\u0000" not in written:
        return heard, written.decode()
    kept = _cleaned(heard)
    return kept, HEARD_JSON.encode(kept).decode()


def _cleaned(heard: Heard) -> Heard:
    written = {name: getattr(heard, name) for name in heard.__struct_fields__}
    cleaned = {name: plain(value) for name, value in written.items() if isinstance(value, str)}
    pictures = tuple(plain(source) for source in heard.pictures)
    return msgspec.structs.replace(heard, **cleaned, pictures=pictures)
