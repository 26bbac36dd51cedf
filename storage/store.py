"""The only door to the database: `write` and `read` (ARCHITECTURE 1). Nobody else opens a session."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Engine, event

from storage.session import Session

T = TypeVar("T")
Unit = Callable[[Session], T]
Listener = Callable[[Collection[str]], None]


class Unavailable(Exception):
    """The database cannot take this now (locked, full, away); nothing was kept, try again."""


class Store(ABC):
    """A database. A unit given to `write` is one transaction: all of it durable, or none of it happened."""

    def __init__(self, engine: Engine, *, readers: int) -> None:
        self.engine = engine
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="read")
        self._listeners: list[Listener] = []
        self.wanted_at = 0.0
        """When an edge last asked for a write, a turn mostly (monotonic seconds)."""

    @abstractmethod
    def write(self, unit: Unit[T]) -> T:
        """Carry out `unit` durably and wait for it. Raises what it raises, or `Unavailable`."""

    @abstractmethod
    def write_soon(self, unit: Unit[T]) -> asyncio.Future[T]:
        """The same for callers on an event loop."""

    @abstractmethod
    def read(self, unit: Unit[T]) -> T:
        """Run `unit` on a snapshot that it cannot change."""

    def read_soon(self, unit: Unit[T]) -> asyncio.Future[T]:
        """The same for callers on an event loop."""
        return asyncio.get_running_loop().run_in_executor(self._readers, self.read, unit)

    def is_quiet(self, quiet: float) -> bool:
        """Whether no edge has asked for a write for `quiet` seconds."""
        return time.monotonic() >= self.wanted_at + quiet

    def wait_for_quiet(self, quiet: float, *, most: float) -> None:
        """Let the edges go first: until none has asked for `quiet` seconds, or `most` seconds are over."""
        until = time.monotonic() + most
        while time.monotonic() < until and not self.is_quiet(quiet):
            time.sleep(quiet / 10)

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the topics of each durable write, from the thread that wrote."""
        self._listeners.append(listener)

    def tell(self, signals: Collection[str]) -> None:
        for listener in self._listeners if signals else ():
            listener(signals)

    def close(self) -> None:
        """Finish what waits, then let go of every connection."""
        self._readers.shutdown()
        self.engine.dispose()


def pragmas(engine: Engine, *statements: str) -> None:
    """Run these on every new connection."""

    @event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _: object) -> None:
        dbapi.isolation_level = None  # sqlite3: we say BEGIN ourselves
        for statement in statements:
            dbapi.execute(f"PRAGMA {statement}")
