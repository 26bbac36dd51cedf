"""The server's end of the gate: carries out what hooks heard, takes the connections that are not theirs."""

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.gate import outside
from bot.gate.outside import MOST_READ, HooksOf, Sockets
from bot.gate.wire import Batch, Wire
from bot.hooks import Carrying
from storage.store import Unavailable

PR_SET_PDEATHSIG = 1
# how long the gate may take to answer what is under way when the server ends
LONGEST_END = 1.5

log = logging.getLogger(__name__)
Adopt = Callable[[socket.socket, bytes], None]


@dataclass(frozen=True)
class Gate:
    """A gate that was opened: its process, the address it listens on, and the ways to it."""

    pid: int
    listening: socket.socket
    wire: socket.socket
    outward: socket.socket

    @classmethod
    def open(cls, listening: socket.socket, hooks_of: HooksOf) -> "Gate":
        """Begin the process. Before any thread: it goes on with a copy of this one."""
        wire, its_wire = socket.socketpair()
        outward, inward = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        gc.freeze()  # what both have stays shared
        pid = os.fork()
        if pid == 0:
            wire.close()
            outward.close()
            _be_the_gate(Sockets(listening, its_wire, inward), hooks_of)
        its_wire.close()
        inward.close()
        return cls(pid, listening, wire, outward)

    def end(self) -> None:
        """Whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _be_the_gate(sockets: Sockets, hooks_of: HooksOf) -> None:
    code = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        outside.run(sockets, hooks_of)
        code = 0
    except BaseException:
        log.exception("the gate's process ends")
    finally:
        sys.stderr.flush()
        os._exit(code)


class AtTheGate:
    """Works off what the gate brings, on the event loop."""

    def __init__(self, gate: Gate, carrying: Carrying, adopt: Adopt, fell: Callable[[], None]) -> None:
        self._gate = gate
        self._carrying = carrying
        self._adopt = adopt
        self._fell = fell
        self._loop = asyncio.get_running_loop()
        self._gone: asyncio.Future[None] = self._loop.create_future()
        self._is_closing = False
        self._wire: Wire | None = None

    async def open(self) -> None:
        gate = self._gate
        gate.outward.setblocking(False)
        self._loop.add_reader(gate.outward, self._connections)
        _, self._wire = await self._loop.create_unix_connection(
            lambda: Wire(self._took, self._ended), sock=gate.wire
        )

    async def close(self) -> None:
        """Answers what is under way; then nobody is heard any more."""
        self._is_closing = True
        if self._wire is not None and not self._gone.done():
            self._wire.send("stop")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._gone, LONGEST_END)
        self._loop.remove_reader(self._gate.outward)
        self._gate.end()

    def _took(self, batch: Batch) -> None:
        for number, kind, *what in batch:
            if kind == "turn":
                self._carrying.take_then(*what, partial(self._tell, number, None))
            else:
                self._carrying.reply_then(*what, partial(self._tell, number))

    def _tell(self, number: int, body: str | None, fault: BaseException | None) -> None:
        assert self._wire
        told = fault if fault is None or isinstance(fault, Unavailable) else RuntimeError(repr(fault))
        self._wire.send(number, body, told)

    def _connections(self) -> None:
        """Everybody who wants a page."""
        with contextlib.suppress(BlockingIOError):
            while True:
                first, passed, _, _ = socket.recv_fds(self._gate.outward, MOST_READ, 1)
                if not passed:
                    return
                self._adopt(socket.socket(fileno=passed[0]), first)

    def _ended(self) -> None:
        if not self._gone.done():
            self._gone.set_result(None)
        if not self._is_closing:
            log.error("the gate's process is gone; its hooks are heard here")
            self._loop.remove_reader(self._gate.outward)
            self._fell()
