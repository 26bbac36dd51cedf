"""The questions a flow can ask. Each reads a reply, stores JSON under its key, and gives back a real type."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from dialogs.answers import Again, Reply, Stale, Taken
from dialogs.speech import Period, Text

T = TypeVar("T")
Label = Text | str | Period
MOST_LETTERS, MOST_SHOWN = 4000, 300
SKIP = "skip"


class Option(msgspec.Struct, Generic[T], frozen=True):
    """One thing to tap: its short name for ever, what it means, what it says."""

    name: str
    value: T
    label: Label


class Question(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """`key` keeps its meaning for ever; `label` names it in a summary ("" leaves it out)."""

    key: str
    text: Text
    label: str = ""
    ask: str = ""

    def options(self) -> Sequence[Option[Any]]:
        return ()

    def is_answered(self, stored: Any) -> bool:  # noqa: ARG002  a question that takes several messages looks
        return True

    def read(self, reply: Reply) -> Taken | Again:
        """Take a reply. Words that match no option are refused with `Again`."""
        raise NotImplementedError  # every kind of question says how

    def value(self, stored: Any) -> T:
        """The answer's own type. Raises Stale for what cannot be an answer today."""
        raise NotImplementedError

    def shown(self, stored: Any) -> Label:
        """How a summary says the answer."""
        raise NotImplementedError

    def samples(self) -> Iterator[Any]:
        """Stored answers that lead down every branch, for `every_path`."""
        raise NotImplementedError


class Choice(Question[T], frozen=True, kw_only=True):
    """One of a few. `guess` may read an option's name out of free words; the words go aside under `keeps`."""

    among: tuple[Option[T], ...]
    guess: Callable[[str], str | None] | None = None
    keeps: str = ""

    def options(self) -> Sequence[Option[T]]:
        return self.among

    def read(self, reply: Reply) -> Taken | Again:
        names = [option.name for option in self.among]
        if reply.option in names:
            return Taken(reply.option)
        words = reply.words.strip()
        if words.isdecimal() and 1 <= int(words) <= len(names):
            return Taken(names[int(words) - 1])
        guessed = self.guess(words) if self.guess and words else None
        if guessed in names:
            return Taken(guessed, aside=((self.keeps, words),) if self.keeps else ())
        return Again("dialog.please_tap")

    def value(self, stored: Any) -> T:
        return self._option(stored).value

    def shown(self, stored: Any) -> Label:
        return self._option(stored).label

    def samples(self) -> Iterator[Any]:
        return (option.name for option in self.among)

    def _option(self, stored: Any) -> Option[T]:
        for option in self.among:
            if option.name == stored:
                return option
        raise Stale(self.key)


class Words(Question[str], frozen=True, kw_only=True):
    """Free words, kept as typed; with `optional` there is a button to go on without."""

    optional: bool = False
    least: int = 1

    def options(self) -> Sequence[Option[str]]:
        return (Option(SKIP, "", Text("dialog.skip")),) if self.optional else ()

    def read(self, reply: Reply) -> Taken | Again:
        if self.optional and reply.option == SKIP:
            return Taken("")
        words = reply.words.strip()
        if len(words) > MOST_LETTERS:
            return Again("dialog.too_long", {"most": str(MOST_LETTERS)})
        if len(words) < self.least:
            return Again("dialog.please_write")
        return Taken(words)

    def value(self, stored: Any) -> str:
        if not isinstance(stored, str):
            raise Stale(self.key)
        return stored

    def shown(self, stored: Any) -> Label:
        return in_short(stored) if stored else Text("dialog.none")

    def samples(self) -> Iterator[Any]:
        yield from ("", "水一直滴") if self.optional else ("水一直滴",)


def in_short(words: str) -> str:
    """What an owner wrote, as far as it is read again before it is filed."""
    return words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN].rstrip()}…"


class Confirm(Question[bool], frozen=True, kw_only=True):
    """The summary of what was answered, to be filed, changed or dropped."""

    def options(self) -> Sequence[Option[bool]]:
        return (
            Option("file", True, Text("dialog.file")),
            Option("change", True, Text("dialog.change")),
            Option("drop", False, Text("dialog.drop")),
        )

    def read(self, reply: Reply) -> Taken | Again:
        if reply.option in ("file", "drop"):
            return Taken(reply.option)
        return Again("dialog.please_tap")

    def value(self, stored: Any) -> bool:
        return stored == "file"

    def shown(self, stored: Any) -> Label:
        return Text(f"dialog.{stored}")

    def samples(self) -> Iterator[Any]:
        yield from ("file", "drop")
