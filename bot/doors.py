"""Hooks answered below ASGI: every message pays for the way in (docs/decisions/0006)."""

import asyncio
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from bot.channels.hook import BROKEN, METHOD_NOT_ALLOWED, TOO_LARGE, Answer, Asked, Asking, Hook

log = logging.getLogger(__name__)
CLOSE = b"connection: close\r\n"
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


def behind(hooks: Mapping[str, Hook | Asking]) -> type[asyncio.Protocol]:
    """What uvicorn makes of each connection (its `http=`), with these hooks by path."""

    class Opened(Door):
        doors = Doors(hooks)

    return Opened


class Doors:
    """The hooks by path, and what every answer carries."""

    def __init__(self, hooks: Mapping[str, Hook | Asking]) -> None:
        self._hooks: dict[bytes, Hook] = {}
        self._asking: dict[bytes, Asking] = {}
        for path, hook in hooks.items():
            if isinstance(hook, Asking):
                self._asking[path.encode()] = hook
            else:
                self._hooks[path.encode()] = hook
        self._standing: tuple[object, bytes] = (None, b"")

    def find(self, url: bytes) -> Hook | None:
        return self._hooks.get(url) or self._find(*url.partition(b"?")[::2])

    def _find(self, path: bytes, query: bytes) -> Hook | None:
        asking = self._asking.get(path)
        return asking.asked(query) if asking else self._hooks.get(path)

    def standing(self, headers: list[tuple[bytes, bytes]]) -> bytes:
        """The date and the like; uvicorn makes a new list of them each second."""
        if self._standing[0] is not headers:
            written = b"".join(b"%s: %s\r\n" % header for header in headers)
            self._standing = (headers, written)
        return self._standing[1]


class Visit(RequestResponseCycle):
    """A request for a hook, where uvicorn keeps one for the application; it needs none of its parts."""

    message_event = asyncio.Event()  # told when the client is gone; nobody waits for it

    def __init__(self, hook: Hook, *, refused: Answer | None, keep_alive: bool) -> None:
        self.hook = hook
        self.refused = refused
        self.keep_alive = keep_alive
        self.content = b""
        self.is_begun = self.is_whole = self.response_complete = self.disconnected = False


async def _nobody(_scope: Any, _receive: Any, _send: Any) -> None:
    """Stands in line where uvicorn keeps the application of a request."""


class Door(HttpToolsProtocol):
    """A connection: what goes to a hook is heard here, everything else is uvicorn's as ever.

    One parser reads both, so nobody can make the two disagree where a request ends.
    """

    doors: ClassVar[Doors]
    first = b""
    """What was read of the connection before it came here."""
    _active_at = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        if self.first:
            self.data_received(self.first)

    def on_message_begin(self) -> None:
        self.url, self.headers, self.expect_100_continue = b"", [], False

    def on_headers_complete(self) -> None:
        hook = self.doors.find(self.url)
        if hook is None:
            self._to_the_pages()
            return
        before, parser = self.cycle, self.parser
        assert parser
        self.cycle = visit = Visit(
            hook,
            refused=self._refused(hook, parser.get_method()),
            keep_alive=parser.should_keep_alive() and parser.get_http_version() != "1.0",
        )
        if before is None or before.response_complete:
            self._begin(visit)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((visit, _nobody))

    def _to_the_pages(self) -> None:
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        super().on_headers_complete()

    def _refused(self, hook: Hook, method: bytes) -> Answer | None:
        if method != b"POST":
            return hook.without_body(method) if isinstance(hook, Asked) else METHOD_NOT_ALLOWED
        if refused := hook.refuse(self.headers):
            return refused
        size = next((value for name, value in self.headers if name == b"content-length"), b"0")
        return TOO_LARGE if int(size) > hook.largest else None

    def _begin(self, visit: Visit) -> None:
        visit.is_begun = True
        if visit.refused:
            self._answer(visit, visit.refused)
        elif visit.is_whole:
            self._hear(visit)
        elif self.expect_100_continue:
            self.transport.write(GO_ON)

    def on_body(self, body: bytes) -> None:
        visit = self.cycle
        if not isinstance(visit, Visit):
            super().on_body(body)
        elif visit.refused is None:
            visit.content = visit.content + body if visit.content else body
            if len(visit.content) > visit.hook.largest:
                visit.refused, visit.content = TOO_LARGE, b""
                if visit.is_begun:
                    self._answer(visit, TOO_LARGE)

    def on_message_complete(self) -> None:
        visit = self.cycle
        if not isinstance(visit, Visit):
            super().on_message_complete()
            return
        visit.is_whole = True
        if visit.is_begun and visit.refused is None:
            self._hear(visit)

    def _hear(self, visit: Visit) -> None:
        try:
            visit.hook.take(visit.content, partial(self._answer, visit))
        except Exception:
            log.exception("a hook failed")
            self._answer(visit, BROKEN)

    def _answer(self, visit: Visit, answer: Answer) -> None:
        if visit.response_complete:
            return
        visit.response_complete = True
        if visit.disconnected or self.transport.is_closing():
            return
        closes = answer.closes or not visit.keep_alive
        standing = self.doors.standing(self.server_state.default_headers)
        self.transport.write(b"".join((answer.head, standing, CLOSE if closes else b"", answer.tail)))
        if closes:
            self.transport.close()
        self.on_response_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if isinstance(cycle, Visit):
            self.loop.call_soon(self._begin, cycle)  # soon: a long line of refusals is no recursion
        else:
            super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        """As uvicorn's, with one timer for many requests: making one takes as long as reading a request."""
        if self.pipeline:
            super().on_response_complete()
            return
        self.server_state.total_requests += 1
        if not self.transport.is_closing():
            self.flow.resume_reading()
            self._active_at = self.loop.time()
            if self.timeout_keep_alive_task is None:
                self._time_out_in(self.timeout_keep_alive)

    def _unset_keepalive_if_required(self) -> None:
        """Uvicorn asks for this whenever something arrives."""
        self._active_at = self.loop.time()

    def _time_out_in(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def timeout_keep_alive_handler(self) -> None:
        self.timeout_keep_alive_task = None
        left = self._active_at + self.timeout_keep_alive - self.loop.time()
        if not self.cycle.response_complete:
            return  # its end sets the timer again
        if left > 0:
            self._time_out_in(left)
        else:
            super().timeout_keep_alive_handler()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
            self.timeout_keep_alive_task = None
