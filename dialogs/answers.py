"""What came back for the question on screen, and how a question took it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Reply:
    """An owner's answer: an option tapped, words typed, or pictures sent; `now` in the centre's zone."""

    now: datetime
    option: str | None = None
    words: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """Understood; `stored` is JSON. `open` keeps the same question on screen (more pictures may come)."""

    stored: Any
    open: bool = False
    aside: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Again:
    """Not understood; `why` is a text id with its arguments."""

    why: str
    args: dict[str, Any] = field(default_factory=dict)


class Stale(Exception):
    """A stored answer that the flow of today cannot read; the question is simply asked again."""
