"""The question for pictures, and how those that come one by one are put together."""

from collections.abc import Iterator, Sequence
from typing import Any

from dialogs.answers import Again, Reply, Taken
from dialogs.questions import Label, Option, Question
from dialogs.speech import Text

MOST_PICTURES = 30  # an album has up to ten
DONE = "done"


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
