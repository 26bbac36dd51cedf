"""The one ASGI application: hooks first and bare, then the pages, and what runs beside them."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from starlette.types import ASGIApp, Receive, Scope, Send

Beside = Callable[[], AbstractAsyncContextManager[None]]


class Front:
    """Sends hooks straight to their channel, everything else to `pages`."""

    def __init__(self, hooks: Mapping[str, ASGIApp], pages: ASGIApp, beside: Beside) -> None:
        self._hooks = hooks
        self._pages = pages
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        hook = self._hooks.get(scope["path"]) if scope["type"] == "http" else None
        await (hook or self._pages)(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Run what belongs beside the pages between the server's start and its end."""
        await receive()
        async with self._beside():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})
