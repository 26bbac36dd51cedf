"""The gate's own process: hooks are heard here and carried inside; any other connection is passed on."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, ClassVar

import uvicorn
import uvloop
from starlette.types import Receive, Scope, Send

from bot.channels.channel import Inbound, Then
from bot.channels.hook import Asking, Hook
from bot.doors import Door, Doors
from bot.gate.wire import STOP, Batch, Wire
from bot.replying import Pushed, Told
from desk.passive import Shape

# a request's head and the beginning of its body: what may have come before it is known whose it is
MOST_READ = 128 * 1024


class Inside:
    """The other process as hooks see it: a turn is asked for, and its end is told by a callback."""

    def __init__(self) -> None:
        self.wire: Wire | None = None
        self._numbers = count()
        self._waiting: dict[int, Callable[[str | None, BaseException | None], None]] = {}

    def take_then(self, inbound: Inbound, then: Then) -> None:
        self._ask(lambda _, fault: then(fault), "turn", inbound)

    def reply_then(self, account: str, pushed: Pushed, shape: Shape, told: Told) -> None:
        self._ask(told, "reply", account, pushed, shape)

    def _ask(self, told: Told, *what: Any) -> None:
        assert self.wire
        number = next(self._numbers)
        self._waiting[number] = told
        self.wire.send(number, *what)

    def told(self, batch: Batch) -> None:
        for number, body, fault in batch:
            self._waiting.pop(number)(body, fault)


class Gate(Door):
    """A connection of hooks; at the first request that is none it goes inside, with what came of it."""

    inward: ClassVar[socket.socket]
    _read = b""
    _begun = 0

    def data_received(self, data: bytes) -> None:
        if self._is_between():
            self._read, self._begun = data, 0
        elif len(self._read) < MOST_READ:
            self._read += data
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._begun += 1

    def _is_between(self) -> bool:
        """Whether nothing of a request has come that is not answered."""
        return not self._read or (self.cycle is not None and self.cycle.response_complete)

    def _to_the_pages(self) -> None:
        if self._begun > 1 or len(self._read) >= MOST_READ:
            # sent without waiting for the answer to the one before: it comes again by itself
            self.transport.close()
            return
        connection = self.transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            socket.send_fds(self.inward, [self._read], [connection.fileno()])
        self.transport.abort()


async def _nothing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Every request that is not a hook's is passed on."""


HooksOf = Callable[[Inside], Mapping[str, Hook | Asking]]


@dataclass(frozen=True)
class Sockets:
    """What the gate was given: where connections come in, and the two ways inside."""

    listening: socket.socket
    wire: socket.socket
    inward: socket.socket


def run(sockets: Sockets, hooks_of: HooksOf) -> None:
    """Hear hooks until the other process says stop, or is gone."""
    for ignored in (signal.SIGINT, signal.SIGTERM):  # the other process decides when it ends
        signal.signal(ignored, signal.SIG_IGN)
    uvloop.run(_serve(sockets, hooks_of))


async def _serve(sockets: Sockets, hooks_of: HooksOf) -> None:
    inside = Inside()
    server = uvicorn.Server(_config(sockets, hooks_of(inside)))

    def took(batch: Batch) -> None:
        if batch == STOP:
            server.should_exit = True
        else:
            inside.told(batch)

    loop = asyncio.get_running_loop()
    _, inside.wire = await loop.create_unix_connection(
        lambda: Wire(took, lambda: os._exit(0)), sock=sockets.wire
    )
    # not `serve`, which would take the signals
    await server._serve([sockets.listening])  # noqa: SLF001


def _config(sockets: Sockets, hooks: Mapping[str, Hook | Asking]) -> uvicorn.Config:
    class Opened(Gate):
        doors = Doors(hooks)
        inward = sockets.inward

    return uvicorn.Config(
        _nothing,
        loop="uvloop",
        http=Opened,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )
