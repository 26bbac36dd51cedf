"""Pages that are loaded beside the server: it hears owners while their libraries are still being read."""

import asyncio
import logging
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger(__name__)


class Later:
    """Loads once, in a thread; whoever asks before that waits for it."""

    def __init__(self, load: Callable[[], ASGIApp]) -> None:
        self._load = load
        self._loading: asyncio.Future[ASGIApp] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        pages = await asyncio.shield(self.begin())
        await pages(scope, receive, send)

    def begin(self) -> asyncio.Future[ASGIApp]:
        """Begin to load, unless that was done before. What stops it is raised for every page."""
        if self._loading is None:
            self._loading = asyncio.get_running_loop().run_in_executor(None, self._load)
            self._loading.add_done_callback(_told)
        return self._loading


def _told(loading: asyncio.Future[ASGIApp]) -> None:
    if not loading.cancelled() and (fault := loading.exception()):
        log.critical("the pages cannot be loaded: %s", fault, exc_info=fault)
