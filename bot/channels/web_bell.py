"""Wakes the open pages of a conversation when something was written, from whatever thread."""

import asyncio
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress


class Bell:
    """Topics are the store's "contact:<id>", and an owner's address, which is there before the contact."""

    def __init__(self) -> None:
        self._ropes: dict[str, set[asyncio.Event]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def ring(self, topics: Collection[str]) -> None:
        """Wake who listens to any of these; for any thread."""
        heard = [topic for topic in topics if topic in self._ropes]
        if heard and self._loop is not None:
            with suppress(RuntimeError):  # the loop has just closed, and nobody listens any more
                self._loop.call_soon_threadsafe(self._ring, heard)

    @contextmanager
    def listening(self, topic: str, event: asyncio.Event) -> Generator[None]:
        self._loop = asyncio.get_running_loop()
        self._ropes.setdefault(topic, set()).add(event)
        try:
            yield
        finally:
            self._ropes[topic].discard(event)
            if not self._ropes[topic]:
                del self._ropes[topic]

    def listeners(self, topic: str) -> int:
        return len(self._ropes.get(topic, ()))

    def _ring(self, topics: list[str]) -> None:
        for topic in topics:
            for event in self._ropes.get(topic, ()):
                event.set()
