"""The one ASGI application: the pages, and what runs beside them."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from starlette.types import ASGIApp, Receive, Scope, Send

Beside = Callable[[], AbstractAsyncContextManager[None]]


class Front:
    """Answers with `pages`; runs what belongs beside them between the server's start and its end."""

    def __init__(self, pages: ASGIApp, beside: Beside) -> None:
        self._pages = pages
        self._beside = beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self._pages(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self._beside():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})
