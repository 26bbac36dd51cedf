"""Hooks and pages behind a real socket."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.server import ServerState

from bot.channels.hook import Asking, Hook
from bot.doors import behind


class Line:
    """One connection of a client."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def send(self, *requests: bytes) -> None:
        self._writer.write(b"".join(requests))

    async def answer(self) -> tuple[int, bytes]:
        """The next status and its head; a body is read and let go. Raises IncompleteReadError at the end."""
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), 2)
        size = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
        await self._reader.readexactly(int(size or 0))
        return int(head[9:12]), head.lower()

    async def is_closed(self) -> bool:
        return await asyncio.wait_for(self._reader.read(1), 2) == b""

    async def close(self) -> None:
        self._writer.close()
        await self._writer.wait_closed()


class Opened:
    """The server's end: its port and what uvicorn knows of its connections."""

    def __init__(self, port: int, state: ServerState) -> None:
        self._port = port
        self.state = state

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def line(self) -> Line:
        return Line(*await asyncio.open_connection("127.0.0.1", self._port))

    async def ask(self, *chunks: bytes, ends: bool = True, **asked: Any) -> int:
        line = await self.line()
        line.send(request(*chunks, ends=ends, **asked))
        status, _ = await line.answer()
        await line.close()
        return status


def request(
    *chunks: bytes, method: str = "POST", path: str = "/", headers: Mapping[str, str], ends: bool = True
) -> bytes:
    """A request in one piece, or chunked and without its end."""
    size = f"Content-Length: {sum(map(len, chunks))}" if ends else "Transfer-Encoding: chunked"
    lines = [f"{method} {path} HTTP/1.1", "Host: desk", size, *(f"{n}: {v}" for n, v in headers.items())]
    body = chunks if ends else [b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks]
    return "\r\n".join((*lines, "\r\n")).encode("latin-1") + b"".join(body)


@asynccontextmanager
async def opened(
    hooks: Mapping[str, Hook | Asking], pages: ASGIApp | None = None, *, keep_alive: int = 5
) -> AsyncGenerator[Opened]:
    config = Config(pages or Starlette(), lifespan="off", log_config=None, timeout_keep_alive=keep_alive)
    config.load()
    made: Any = behind(hooks)
    state, loop = ServerState(), asyncio.get_running_loop()
    state.default_headers = [(b"date", b"today")]
    server = await loop.create_server(
        lambda: made(config=config, server_state=state, app_state={}, _loop=loop), "127.0.0.1", 0
    )
    try:
        yield Opened(server.sockets[0].getsockname()[1], state)
    finally:
        server.close()
        for connection in list(state.connections):
            connection.transport.abort()
