"""SQLite: one writer thread, a savepoint per unit, one commit for all that waits (group commit)."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from sqlite3 import Error as SQLiteError
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import OperationalError

from storage import failpoints
from storage.session import Session
from storage.store import Store, T, Unavailable, Unit, pragmas

# A group is what came while the one before it was written: a slow disk makes it larger, and so catches up.
MOST_IN_A_GROUP = 256
# Pages of the log (256 MB) after which the writer must copy it back itself; until then the copier does.
WRITER_COPIES_AT = 64_000
# Copying back writes to the same disk that a turn's commit waits for: it is left for when nobody writes, or
# for when it has waited long.
COPY_EVERY, COPY_WHEN_QUIET, COPY_AFTER = 0.25, 0.2, 10.0
# What a group of turns touches; with SQLite's own 2 MB pages are written early and read again.
WRITER_CACHE_KIB = 8_000
FULL = 2


class _Job:
    """A unit that waits for the writer, and who waits for its result."""

    __slots__ = ("error", "loop", "result", "unit", "waiter")

    def __init__(self, unit: Unit[Any], waiter: Any, loop: asyncio.AbstractEventLoop | None) -> None:
        self.unit = unit
        self.waiter = waiter
        self.loop = loop
        self.result: Any = None
        self.error: BaseException | None = None

    def answer(self) -> None:
        if self.waiter.cancelled():
            return
        if self.error is None:
            self.waiter.set_result(self.result)
        else:
            self.waiter.set_exception(self.error)


_Runner = Callable[[_Job, Session], None]


class _Spoiled(Exception):
    """A unit of a group raised."""


def _answer_all(jobs: list[_Job]) -> None:
    for job in jobs:
        job.answer()


class SQLiteStore(Store):
    """Durable before it answers: WAL with synchronous=FULL, asserted here (RELIABILITY 1.8)."""

    def __init__(self, path: Path, *, busy: float = 5.0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{path}")
        pragmas(
            engine,
            "journal_mode=WAL",
            "synchronous=FULL",
            f"busy_timeout={int(busy * 1000)}",
            "foreign_keys=ON",
            f"wal_autocheckpoint={WRITER_COPIES_AT}",
        )
        event.listen(engine, "begin", _begin)
        super().__init__(engine, readers=4)
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        with engine.connect() as connection:
            _assert_durable(connection)
        self._written = threading.Event()
        self._closing = threading.Event()
        self._writer = threading.Thread(target=self._serve, name="writer", daemon=True)
        self._writer.start()
        self._copier = threading.Thread(target=self._copy_back, name="copier", daemon=True)
        self._copier.start()

    def write(self, unit: Unit[T]) -> T:
        waiter: Future[T] = Future()
        self._jobs.put(_Job(unit, waiter, None))
        return waiter.result()

    def write_soon(self, unit: Unit[T]) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        self.wanted_at = time.monotonic()
        waiter: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(unit, waiter, loop))
        return waiter

    def read(self, unit: Unit[T]) -> T:
        with self.engine.connect() as connection, connection.begin():
            raw = _raw(connection)
            raw.execute("PRAGMA query_only=ON")
            try:
                with Session(connection, raw, "rollback_only") as session:
                    return unit(session)
            finally:
                raw.execute("PRAGMA query_only=OFF")

    def close(self) -> None:
        self._jobs.put(None)
        self._writer.join()
        self._closing.set()
        self._copier.join()
        super().close()

    def _serve(self) -> None:
        with self.engine.connect() as connection:
            connection.info["writes"] = True
            _raw(connection).execute(f"PRAGMA cache_size=-{WRITER_CACHE_KIB}")
            while group := self._group():
                self._commit(connection, group)

    def _copy_back(self) -> None:
        """Copy the log into the database file beside the writer: no turn waits (sqlite.org/wal.html)."""
        with self.engine.connect() as connection:
            raw, copied_at = _raw(connection), time.monotonic()
            while not self._closing.wait(COPY_EVERY):
                now = time.monotonic()
                is_time = now - self.wanted_at > COPY_WHEN_QUIET or now - copied_at > COPY_AFTER
                if self._written.is_set() and is_time:
                    self._written.clear()
                    copied_at = now
                    with suppress(SQLiteError):  # somebody holds the file; the next second is as good
                        raw.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _group(self) -> list[_Job]:
        """Wait for a job, then take whatever else is there; empty when the store closes."""
        first = self._jobs.get()
        if first is None:
            return []
        group = [first]
        while len(group) < MOST_IN_A_GROUP:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                break
            if job is None:
                self._jobs.put(None)
                break
            group.append(job)
        return group

    def _commit(self, connection: Connection, group: list[_Job]) -> None:
        """All in one transaction. A unit that raises undoes it; then each runs in a savepoint of its own."""
        signals: set[str] = set()
        try:
            try:
                _transact(connection, group, signals, _run)
            except _Spoiled:
                signals.clear()
                _transact(connection, group, signals, _run_apart)
            self._written.set()
            failpoints.hit("store.after_commit")
        except (OperationalError, SQLiteError) as fault:
            for job in group:
                job.error = Unavailable(str(fault))
            signals.clear()
        _tell(group)
        self.tell(signals)


def _transact(connection: Connection, group: list[_Job], signals: set[str], run: _Runner) -> None:
    """Run the group's units and commit; a session that a unit has used is not handed to the next."""
    with connection.begin():
        raw = _raw(connection)
        session = None
        for job in group:
            session = session or Session(connection, raw, "create_savepoint")
            run(job, session)
            signals |= session.signals
            session.signals.clear()
            if session.identity_map:
                session.close()
                session = None
        failpoints.hit("store.before_commit")


def _run(job: _Job, session: Session) -> None:
    try:
        job.result = job.unit(session)
        if session.in_transaction():
            session.commit()
    except BaseException as fault:
        session.close()
        raise _Spoiled from fault


def _run_apart(job: _Job, session: Session) -> None:
    """A unit has no effect outside the database, so that running it again is as if it ran once."""
    session.raw.execute("SAVEPOINT unit")
    try:
        job.result = job.unit(session)
        if session.in_transaction():
            session.commit()
    except BaseException as fault:  # noqa: BLE001  the outermost handler: whoever asked gets it
        if session.in_transaction():
            session.rollback()
        session.raw.execute("ROLLBACK TO unit")
        session.signals.clear()
        session.close()
        job.error = Unavailable(str(fault)) if _is_away(fault) else fault
    session.raw.execute("RELEASE unit")


def _is_away(fault: BaseException) -> bool:
    """Whether the database could not take it: full, locked, unreadable; not a fault of the unit."""
    cause = fault.orig if isinstance(fault, OperationalError) else fault
    name = getattr(cause, "sqlite_errorname", "")
    return name.startswith(("SQLITE_FULL", "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_CANTOPEN"))


def _tell(group: list[_Job]) -> None:
    """Wake each event loop once, however many of its jobs are done."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = {}
    for job in group:
        if job.loop is None:
            job.answer()
        else:
            by_loop.setdefault(job.loop, []).append(job)
    for loop, jobs in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_answer_all, jobs)


def _raw(connection: Connection) -> Any:
    """The driver's connection."""
    return connection.connection.dbapi_connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.info.get("writes") else "BEGIN")


def _assert_durable(connection: Connection) -> None:
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    if mode != "wal" or synchronous != FULL:
        raise Unavailable(f"SQLite must run with WAL and synchronous=FULL, not {mode}, {synchronous}")
