"""Telegram's HTML: the shown text and its entities, or the 400 the server gives for broken markup."""

import re
from dataclasses import dataclass, field
from html import unescape

from tests.fakes.telegram.shapes import Json, bad_request

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_PIECE = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-zA-Z0-9-]*)(?P<rest>[^>]*)>|(?P<entity>&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)"
)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")


def units(text: str) -> int:
    """Length in UTF-16 code units, the measure of all of Telegram's limits."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Reader:
    source: str
    shown: str = ""
    open: list[tuple[str, int, str]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def fail(self, words: str) -> None:
        raise bad_request(f"can't parse entities: {words}")

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def read(self) -> None:
        at = 0
        while at < len(self.source):
            piece = _PIECE.match(self.source, at)
            if piece is None:
                at = self._plain(at)
                continue
            self._piece(piece)
            at = piece.end()
        if self.open:
            self.fail(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')

    def _plain(self, at: int) -> int:
        if self.source[at] == "<":
            self.fail(f"Unclosed start tag at byte offset {self.byte(at)}")
        self.shown += self.source[at]
        return at + 1

    def _piece(self, piece: re.Match[str]) -> None:
        if piece["entity"]:
            self.shown += unescape(piece["entity"])
        elif piece["close"]:
            self._end(piece)
        else:
            self._start(piece)

    def _start(self, piece: re.Match[str]) -> None:
        tag = piece["tag"].lower()
        if tag not in KINDS:
            self.fail(f'Unsupported start tag "{tag}" at byte offset {self.byte(piece.start())}')
        self.open.append((tag, len(self.shown), piece["rest"]))

    def _end(self, piece: re.Match[str]) -> None:
        tag, where = piece["tag"].lower(), self.byte(piece.start())
        if not self.open:
            self.fail(f"Unexpected end tag at byte offset {where}")
        opened, begin, rest = self.open.pop()
        if tag not in ("", opened):
            self.fail(f'Unmatched end tag at byte offset {where}, expected "</{opened}>", found "</{tag}>"')
        self._entity(opened, begin, rest)

    def _entity(self, tag: str, begin: int, rest: str) -> None:
        length = units(self.shown[begin:])
        extra = {"url": "".join(g or "" for g in _link(rest))} if tag == "a" else {}
        if length and (tag != "a" or extra["url"]):
            offset = units(self.shown[:begin])
            self.entities.append({"type": KINDS[tag], "offset": offset, "length": length, **extra})


def _link(rest: str) -> tuple[str | None, ...]:
    found = _HREF.search(rest)
    return tuple(unescape(g) if g else g for g in found.groups()) if found else ()


def read_html(source: str) -> tuple[str, list[Json]]:
    """The text as shown and its entities, outer before inner."""
    reader = _Reader(source)
    reader.read()
    return reader.shown, sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))
