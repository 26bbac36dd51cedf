"""The questions a flow can ask. Each reads a reply, stores JSON under its key, and gives back a real type."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec

from dialogs.answers import Again, Reply, Stale, Taken
from dialogs.speech import Period, Text
from dialogs.times import HalfUnclear, Past, Span, understand

T = TypeVar("T")
Label = Text | str | Period
MOST_LETTERS, MOST_SHOWN = 4000, 300
MOST_PICTURES = 30  # an album has up to ten
DONE, SKIP = "done", "skip"


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


class Photos(Question[tuple[str, ...]], frozen=True, kw_only=True):
    """Pictures, one message after the other, until "done". Stored: {"refs": [...], "done": bool}."""

    most: int = MOST_PICTURES
    optional: bool = True

    def options(self) -> Sequence[Option[str]]:
        return (Option(DONE, DONE, Text("dialog.photos_done")),)

    def is_answered(self, stored: Any) -> bool:
        return bool(stored.get("done"))

    def read(self, reply: Reply) -> Taken | Again:
        """Pictures keep the question open; the button, or words for it ("沒有"), closes it."""
        if reply.pictures:
            return Taken({"refs": list(reply.pictures), "done": False}, open=True)
        if reply.option == DONE:
            return Taken({"refs": [], "done": True})
        return Again("dialog.please_photo")

    def value(self, stored: Any) -> tuple[str, ...]:
        return tuple(stored["refs"][: self.most])

    def shown(self, stored: Any) -> Label:
        return Text("dialog.photo_count", {"count": len(stored["refs"][: self.most])})

    def samples(self) -> Iterator[Any]:
        yield {"refs": [], "done": True}
        yield {"refs": ["a", "b"], "done": True}


def joined(old: Any, new: dict[str, Any]) -> dict[str, Any]:
    """Pictures that arrived before, and those of now."""
    refs = [*(old or {}).get("refs", ()), *new["refs"]]
    return {"refs": list(dict.fromkeys(refs)), "done": new["done"]}


@lru_cache(maxsize=256)
def _times(slots: tuple[tuple[datetime, datetime], ...], any_label: str) -> tuple[Option[Any], ...]:
    """The same visits are offered to everybody who asks today."""
    offered = [
        Option(f"s{place}", {"from": start.isoformat(), "until": end.isoformat()}, Period(start, end))
        for place, (start, end) in enumerate(slots)
    ]
    return (*offered, Option("any", {}, Text(any_label)))


class When(Question[Period | HalfUnclear | None], frozen=True, kw_only=True):
    """A time: one of the offered slots, "any time", or words that our grammar understands (A4.2.3.2.1).

    Stored: {"from", "until"} in ISO, {"half": [two of those]}, or {} for any time.
    """

    slots: tuple[tuple[datetime, datetime], ...] = ()
    any_label: str = "dialog.any_time"

    def options(self) -> Sequence[Option[Any]]:
        return _times(self.slots, self.any_label)

    def read(self, reply: Reply) -> Taken | Again:
        for option in self.options():
            if option.name == reply.option:
                return Taken(option.value)
        match understand(reply.words, now=reply.now) if reply.words else None:
            case Span() as span:
                return Taken({**_iso(span), "typed": True})
            case HalfUnclear(readings=readings):
                return Taken({"half": [_iso(reading) for reading in readings], "typed": True})
            case Past():
                return Again("dialog.time_is_past")
            case _:
                return Again("dialog.time_unclear")

    def value(self, stored: Any) -> Period | HalfUnclear | None:
        if half := stored.get("half"):
            first, second = (Span(**_moments(reading)) for reading in half)
            return HalfUnclear((first, second))
        if not stored.get("from") and not stored.get("until"):
            return None
        return Period(**_moments(stored), typed=bool(stored.get("typed")))

    def shown(self, stored: Any) -> Label:
        value = self.value(stored)
        return value if isinstance(value, Period) else Text(self.any_label)

    def samples(self) -> Iterator[Any]:
        yield {}
        for option in self.options()[:1]:
            yield option.value
        yield {"from": "2026-11-24T15:00:00+08:00", "until": "2026-11-24T18:00:00+08:00", "typed": True}
        halves = [{"from": f"2026-11-24T{hour}:30:00+08:00", "until": None} for hour in ("02", "14")]
        yield {"half": halves, "typed": True}


class TimeCheck(Choice[Any], frozen=True, kw_only=True):
    """Whether a time was understood. Another time typed here is "another", already told."""

    following: When

    def read(self, reply: Reply) -> Taken | Again:
        read = super().read(reply)
        if isinstance(read, Taken) or not reply.words:
            return read
        told = self.following.read(reply)
        return Taken("other", aside=((self.following.key, told.stored),)) if isinstance(told, Taken) else read


def _iso(span: Span) -> dict[str, str | None]:
    return {
        "from": span.not_before.isoformat() if span.not_before else None,
        "until": span.not_after.isoformat() if span.not_after else None,
    }


def _moments(stored: Any) -> dict[str, datetime | None]:
    return {
        "not_before": datetime.fromisoformat(stored["from"]) if stored.get("from") else None,
        "not_after": datetime.fromisoformat(stored["until"]) if stored.get("until") else None,
    }


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
