"""A phone whose platform pushes what is done on it; what arrives stands between one's own lines."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]


def now() -> datetime:
    return datetime.now(UTC)


def stamp() -> int:
    return int(now().timestamp())


class PushedPhone(ABC):
    """Its own lines have no `by`."""

    def __init__(self) -> None:
        self.lines: list[Json] = []
        self._seen = 0

    @abstractmethod
    def _arrived(self, since: int) -> Iterator[Json]:
        """What the platform has shown here, from the `since`-th on."""

    @abstractmethod
    async def _push(self, pushed: Any) -> str:
        """Have the platform push it; what is shown in answer at once."""

    async def _do(self, mine: Json, pushed: Any) -> None:
        """What was done, then what is answered within the push; messages of their own come by `read`."""
        self.read()
        self.lines.append({"by": "", **mine})
        answer = await self._push(pushed)
        self.read()
        if answer:
            self.lines.append({"by": "passive", "text": answer})

    def read(self) -> None:
        """Take over what has arrived since."""
        for line in self._arrived(self._seen):
            self._seen += 1
            self.lines.append(line)
