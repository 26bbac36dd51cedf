"""The clock: APScheduler only ticks; what is due are rows (ARCHITECTURE 4)."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.heart import Heart
from desk import due
from storage import Session, Store, Unavailable

log = logging.getLogger(__name__)
MOST_ROUNDS = 500
# Long work goes at full speed while no owner writes, and a step a second while some do: one turn in a hundred
# meets such a step. The next tick carries on, so that the work of others does not wait for it either.
QUIET, PATIENCE, LONGEST = 0.1, 1.0, 5.0
TOGETHER = 0.1
Work = Callable[[Session, datetime], int]


class Clockwork:
    """Looks for due work every few seconds, for as long as it runs."""

    def __init__(self, store: Store, clock: Callable[[], datetime], *, seconds: float, heart: Heart) -> None:
        self._store = store
        self._clock = clock
        self._heart = heart
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._begin,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )
        self._at_work = asyncio.Lock()
        self._tick: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self) -> None:
        """Finish the tick under way, and tick no more."""
        self._scheduler.pause()
        await asyncio.sleep(0)  # a job that APScheduler has just submitted begins here, and is not cancelled
        self._scheduler.shutdown(wait=False)
        if self._tick is not None:
            await self._tick

    async def tick(self) -> None:
        """Do everything that is due; a row that fails does not stop the others."""
        async with self._at_work:
            now = self._clock()
            self._heart.beat_at = now
            for unit in due.ALL:
                try:
                    await asyncio.to_thread(_work_on, self._store, unit, now)
                except Unavailable:
                    log.warning("due work waits for the database: %s", unit.name)
                except Exception:
                    log.exception("due work failed: %s", unit.name)

    async def _begin(self) -> None:
        """APScheduler cancels its jobs when it ends; a tick is a task of our own, so that it can finish."""
        if self._tick is None or self._tick.done():
            self._tick = asyncio.create_task(self.tick())


def tick(store: Store, now: datetime) -> dict[str, int]:
    """Do all work due at a time, once; how many rows each kind found."""
    return {unit.name: _work_off(store, unit, now) for unit in due.ALL}


def _work_on(store: Store, unit: due.Unit, now: datetime) -> None:
    """Beside owners who talk: work that gives way stops in time."""
    if not unit.gives_way:
        _work_off(store, unit, now)
        return
    until = time.monotonic() + LONGEST
    while _a_few(store, unit, now, work=partial(_while_quiet, store, unit)) and time.monotonic() < until:
        store.wait_for_quiet(QUIET, most=PATIENCE)


def _while_quiet(store: Store, unit: due.Unit, session: Session, now: datetime) -> int:
    """Steps in one transaction, whose end costs as much as a step: until an edge wants to write, too."""
    until, found = time.monotonic() + TOGETHER, 0
    while rows := unit(session, now):
        found += rows
        if time.monotonic() > until or not store.is_quiet(QUIET):
            break
    return found


def _work_off(store: Store, unit: due.Unit, now: datetime) -> int:
    """Take rows until there are none; how many there were."""
    found = 0
    for _ in range(MOST_ROUNDS):
        rows = _a_few(store, unit, now)
        if not rows:
            break
        found += rows
    return found


def _a_few(store: Store, unit: due.Unit, now: datetime, *, work: Work | None = None) -> int:
    """Up to twenty rows in one transaction; one by one when that fails. Raises Unavailable."""
    try:
        return store.write(partial(work or unit, now=now))
    except Unavailable:
        raise
    except Exception:
        log.exception("due work failed, now one by one: %s", unit.name)
    rows = store.write(partial(unit.those_due, now=now))
    for row in rows:
        _one(store, unit, row, now)
    return len(rows)


def _one(store: Store, unit: due.Unit, row: int, now: datetime) -> None:
    """One row; one that fails is put off before anything else is tried (STYLE 15)."""

    def give_up(session: Session) -> None:
        unit.fail(session, row, error, now)

    try:
        store.write(partial(unit.one, row=row, now=now))
    except Unavailable:
        raise
    except Exception as fault:
        log.exception("put off: %s %s", unit.name, row)
        error = repr(fault)
        store.write(give_up)
