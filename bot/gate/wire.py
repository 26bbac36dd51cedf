"""What goes between the two processes: whole batches, one a turn of the event loop.

Pickled: both ends are the same program, and nobody else has the socket between them.
"""

import asyncio
import pickle
from collections.abc import Callable
from typing import Any, cast

LENGTH = 4
Batch = list[tuple[Any, ...]]
# the last that goes out
STOP: Batch = [("stop",)]


class Wire(asyncio.Protocol):
    """One end. `took` gets each batch that came, `ended` is told once when the other end is gone."""

    def __init__(self, took: Callable[[Batch], None], ended: Callable[[], None]) -> None:
        self._took = took
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.WriteTransport | None = None
        self._came = bytearray()
        self._going: Batch = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes
        self._transport = cast("asyncio.WriteTransport", transport)

    def send(self, *item: Any) -> None:
        """Goes with all that is sent in the same turn of the loop; dropped when the other end is gone."""
        if not self._going:
            self._loop.call_soon(self._flush)
        self._going.append(item)

    def _flush(self) -> None:
        batch, self._going = self._going, []
        if self._transport is None or self._transport.is_closing():
            return
        written = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
        self._transport.write(len(written).to_bytes(LENGTH) + written)

    def data_received(self, data: bytes) -> None:
        came = self._came
        came += data
        while len(came) >= LENGTH and len(came) >= (end := LENGTH + int.from_bytes(came[:LENGTH])):
            batch = pickle.loads(memoryview(came)[LENGTH:end].tobytes())  # noqa: S301  from our own program
            del came[:end]
            self._took(batch)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  the protocol's name
        self._transport = None
        self._ended()

    def close(self) -> None:
        """After what was sent."""
        self._flush()
        if self._transport is not None:
            self._transport.close()
