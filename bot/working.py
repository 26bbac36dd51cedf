"""Workers that run beside the pages until the server stops."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

log = logging.getLogger(__name__)
Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


@asynccontextmanager
async def working(name: str, work: Iterable[Work]) -> AsyncGenerator[None]:
    """Run each until it is told to stop, then let it finish what is under way."""
    stop = asyncio.Event()
    tasks = [asyncio.create_task(each(stop)) for each in work]

    def told(task: asyncio.Task[None]) -> None:
        # a worker that died would leave owners unanswered
        if not task.cancelled() and (fault := task.exception()):
            log.critical("a worker of %s ended: %s", name, fault, exc_info=fault)

    for task in tasks:
        task.add_done_callback(told)
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks, return_exceptions=True)
