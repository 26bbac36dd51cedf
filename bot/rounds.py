"""The rounds of a worker, woken by news and safe in each; marks that must not be lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from storage import Session, Store, Unavailable

log = logging.getLogger(__name__)
T = TypeVar("T")
Step = Callable[[], Awaitable[object]]
# however often it is woken, a claim is a write like any other
SHORTEST_PAUSE, BUSY_PAUSE, IDLE_PAUSE = 0.05, 0.2, 1.0
MARK_TRIES, MARK_PAUSE = 20, 0.5


@dataclass(frozen=True)
class Rounds:
    """`doing` names the work in the log, news of `topic` end a pause.

    Pauses are seconds: after a step that found work, after one that found none.
    """

    store: Store
    topic: str
    doing: str
    busy: float = BUSY_PAUSE
    idle: float = IDLE_PAUSE

    async def run(self, stop: asyncio.Event, step: Step) -> None:
        """Step until `stop`, then finish the step under way."""
        wake = self._wake_on_news()
        watcher = asyncio.create_task(_pass_on(stop, wake))
        try:
            while not stop.is_set():
                wake.clear()
                await _rest(wake, self.busy if await self.safely(step) else self.idle)
        finally:
            watcher.cancel()

    async def run_cut_off(self, stop: asyncio.Event, step: Step) -> None:
        """Step until `stop`, and end at once: what is cut off is done again when its lease ends."""
        running = asyncio.create_task(self.run(stop, step))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (running, stopping):
                task.cancel()
            await asyncio.gather(running, stopping, return_exceptions=True)

    async def safely(self, step: Step) -> bool:
        """Whether the step found work; what it dies of is logged, and the next one is tried."""
        try:
            return bool(await step())
        except Unavailable as away:
            log.warning("%s: nothing can be claimed: %s", self.doing, away)
        except Exception:
            log.exception("%s failed", self.doing)
        return False

    def _wake_on_news(self) -> asyncio.Event:
        wake, loop = asyncio.Event(), asyncio.get_running_loop()

        def listen(topics: Collection[str]) -> None:
            if self.topic in topics and not loop.is_closed():
                loop.call_soon_threadsafe(wake.set)

        self.store.listen(listen)
        return wake


async def mark(store: Store, unit: Callable[[Session], T], what: str) -> T | None:
    """Try for a while: what was done outside and is not marked is done again."""
    for _ in range(MARK_TRIES):
        try:
            return await store.write_soon(unit)
        except Unavailable:
            await asyncio.sleep(MARK_PAUSE)
    log.error("%s could not be marked", what)
    return None


async def _rest(wake: asyncio.Event, seconds: float) -> None:
    await asyncio.sleep(SHORTEST_PAUSE)
    try:
        await asyncio.wait_for(wake.wait(), seconds)
    except TimeoutError:
        return


async def _pass_on(stop: asyncio.Event, wake: asyncio.Event) -> None:
    await stop.wait()
    wake.set()
