"""The clock: APScheduler only ticks; what is due are rows (ARCHITECTURE 4)."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.health import Heart
from desk import due
from storage import Session, Store

log = logging.getLogger(__name__)
MOST_ROUNDS = 500


class Clockwork:
    """Looks for due work every few seconds, for as long as it runs."""

    def __init__(self, store: Store, clock: Callable[[], datetime], *, seconds: float, heart: Heart) -> None:
        self._store = store
        self._clock = clock
        self._heart = heart
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )
        self._at_work = asyncio.Lock()

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self) -> None:
        """Finish the tick under way, and tick no more."""
        self._scheduler.shutdown(wait=False)
        async with self._at_work:
            pass

    async def tick(self) -> None:
        """Do everything that is due; a unit that fails does not stop the others."""
        async with self._at_work:
            now = self._clock()
            self._heart.beat_at = now
            for unit in due.ALL:
                await self._work_off(unit, now)

    async def _work_off(self, unit: due.Unit, now: datetime) -> None:
        try:
            for _ in range(MOST_ROUNDS):
                if not await self._store.write_soon(partial(_run, unit=unit, now=now)):
                    return
        except Exception:
            log.exception("due work failed: %s", unit.__name__)


def tick(store: Store, now: datetime) -> dict[str, int]:
    """Do all work due at a time, once; how many rows each kind found."""
    found: dict[str, int] = {}
    for unit in due.ALL:
        found[unit.__name__] = 0
        for _ in range(MOST_ROUNDS):
            rows = store.write(partial(_run, unit=unit, now=now))
            found[unit.__name__] += rows
            if not rows:
                break
    return found


def _run(session: Session, *, unit: due.Unit, now: datetime) -> int:
    return unit(session, now)
