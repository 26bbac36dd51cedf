"""What came back for the question on screen, and how a question took it."""

from datetime import datetime
from typing import Any

import msgspec


class Reply(msgspec.Struct, frozen=True):
    """An owner's answer: an option tapped, words typed, or pictures sent; `now` in the centre's zone."""

    now: datetime
    option: str | None = None
    words: str = ""
    pictures: tuple[str, ...] = ()


class Taken(msgspec.Struct, frozen=True):
    """Understood; `stored` is JSON. `open` keeps the same question on screen (more pictures may come)."""

    stored: Any
    open: bool = False
    aside: tuple[tuple[str, Any], ...] = ()


class Again(msgspec.Struct, frozen=True):
    """Not understood; `why` is a text id with its arguments. What was told all the same is kept `aside`."""

    why: str
    args: dict[str, Any] = {}
    aside: tuple[tuple[str, Any], ...] = ()


class Stale(Exception):
    """A stored answer that the flow of today cannot read; the question is simply asked again."""
