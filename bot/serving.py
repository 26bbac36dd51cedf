"""The web server, with or without a gate before it."""

import asyncio
import socket
from collections.abc import Coroutine
from typing import Any, cast

import uvicorn

from bot.doors import Door
from bot.gate.inside import AtTheGate, Gate
from bot.hooks import Carrying


class Serving(uvicorn.Server):
    """uvicorn's server; where there is a gate, it listens, and connections for pages come from there."""

    def __init__(self, config: uvicorn.Config, gate: Gate | None, carrying: Carrying) -> None:
        super().__init__(config)
        self._gate = gate
        self._carrying = carrying
        self._at_the_gate: AtTheGate | None = None
        self._beginning: set[asyncio.Task[None]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        if self._gate is None:
            await super().startup(sockets)
            return
        await super().startup(sockets=[])
        self._at_the_gate = AtTheGate(self._gate, self._carrying, self._adopt, self._take_over)
        await self._at_the_gate.open()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._at_the_gate is not None:
            await self._at_the_gate.close()
        await super().shutdown(sockets)

    def _adopt(self, connection: socket.socket, first: bytes) -> None:
        """Go on with a connection of which `first` was read already."""
        self._begin(self._go_on(connection, first))

    async def _go_on(self, connection: socket.socket, first: bytes) -> None:
        door = self._door()
        door.first = first
        await asyncio.get_running_loop().connect_accepted_socket(lambda: door, connection)

    def _take_over(self) -> None:
        self._begin(self._listen())

    async def _listen(self) -> None:
        """Hear hooks here: whoever comes is not turned away because the gate fell."""
        assert self._gate
        loop = asyncio.get_running_loop()
        self.servers.append(await loop.create_server(self._door, sock=self._gate.listening))

    def _door(self) -> Door:
        made = cast("type[Door]", self.config.http_protocol_class)
        return made(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._beginning.add(task)
        task.add_done_callback(self._beginning.discard)
