"""A load of owners on a webhook, each waiting for every 200: python -m bench.load --port N --script MODULE

Prints one JSON object: updates, seconds, rate (updates/s), p50, p95, p99, worst (ms), errors, conversations.
"""

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import cast

import uvloop

from bench.conversation import Conversation, Signed, script


@dataclass
class Tally:
    """What all owners of a run saw; times in seconds of perf_counter."""

    until: float
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    conversations: int = 0


class Owner(asyncio.Protocol):
    """One keep-alive connection that sends its next update when the last was answered."""

    def __init__(self, requests: list[bytes], steps: int, tally: Tally, pause: float) -> None:
        self._requests = requests
        self._pause = pause
        self._steps = steps
        self._tally = tally
        self._at = 0
        self._sent = 0.0
        self._buffer = b""
        self._transport: asyncio.WriteTransport | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes.
        self._transport = cast("asyncio.WriteTransport", transport)

    def begin(self) -> None:
        self._send_after_thinking()

    def _send_after_thinking(self) -> None:
        """A person reads before tapping: the pause, more or less by half; none at all without one."""
        if self._pause:
            asyncio.get_running_loop().call_later(self._pause * (0.5 + random.random()), self._send)
        else:
            self._send()

    def _send(self) -> None:
        assert self._transport
        self._sent = time.perf_counter()
        self._transport.write(self._requests[self._at])

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if _is_whole(self._buffer):
            self._answered(int(self._buffer[9:12]))

    def _answered(self, status: int) -> None:
        now, tally = time.perf_counter(), self._tally
        tally.waits.append(now - self._sent)
        tally.statuses[status] += 1
        self._buffer = b""
        self._at += 1
        ended = self._at % self._steps == 0
        tally.conversations += ended
        if self._at == len(self._requests) or (ended and now >= tally.until):
            self._finish()
        else:
            self._send_after_thinking()

    def _finish(self) -> None:
        if not self.done.done():
            self.done.set_result(None)
        if self._transport:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's name
        if not self.done.done():
            self._tally.statuses[0] += 1
            self.done.set_result(None)


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at < 0:
        return b"transfer-encoding: chunked" not in lower or body.endswith(b"0\r\n\r\n")
    return len(body) >= int(lower[at + 15 :].split(b"\r\n", 1)[0])


def request(body: bytes, *, path: str, port: int, secret: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def requests_of(owner: int, asked: argparse.Namespace, conversation: Conversation | Signed) -> list[bytes]:
    steps = range(conversation.STEPS * asked.rounds)
    if isinstance(conversation, Signed):
        posts = (conversation.post(owner, step) for step in steps)
        return [
            request(body, path=f"{asked.path}?{query}", port=asked.port, secret="") for query, body in posts
        ]
    bodies = (conversation.body(owner, step) for step in steps)
    return [request(body, path=asked.path, port=asked.port, secret=asked.secret) for body in bodies]


async def connect(requests: list[bytes], steps: int, tally: Tally, port: int, pause: float = 0.0) -> Owner:
    loop = asyncio.get_running_loop()
    _, owner = await loop.create_connection(lambda: Owner(requests, steps, tally, pause), "127.0.0.1", port)
    return owner


async def run(asked: argparse.Namespace) -> dict[str, object]:
    conversation = script(asked.script)
    owners = range(asked.first_owner, asked.first_owner + asked.owners)
    prepared = [requests_of(owner, asked, conversation) for owner in owners]
    tally = Tally(until=0.0)
    # One after the other: 200 at once overflow a server's accept queue, and that waits a whole second.
    talks = [
        await connect(requests, conversation.STEPS, tally, asked.port, asked.pause) for requests in prepared
    ]
    begun = time.perf_counter()
    tally.until = begun + asked.seconds
    for owner in talks:
        owner.begin()
    await asyncio.gather(*(owner.done for owner in talks))
    return summary(tally, time.perf_counter() - begun)


def summary(tally: Tally, seconds: float) -> dict[str, object]:
    waits = sorted(tally.waits) or [0.0]
    return {
        "updates": len(tally.waits),
        "seconds": round(seconds, 3),
        "rate": round(len(tally.waits) / seconds, 1),
        "p50": round(waits[len(waits) // 2] * 1000, 3),
        "p95": round(waits[len(waits) * 95 // 100] * 1000, 3),
        "p99": round(waits[len(waits) * 99 // 100] * 1000, 3),
        "worst": round(waits[-1] * 1000, 3),
        "errors": sum(n for status, n in tally.statuses.items() if status != 200),
        "conversations": tally.conversations,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--path", default="/hook")
    parser.add_argument("--secret", default="")
    parser.add_argument("--script", default="bench.scripts.peer")
    parser.add_argument("--owners", type=int, default=200)
    parser.add_argument("--first-owner", type=int, default=0)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds an owner reads before the next tap")
    parser.add_argument("--rounds", type=int, default=20, help="the most conversations of each owner")
    parser.add_argument("--seconds", type=float, default=4.0, help="no conversation begins later than this")
    print(json.dumps(uvloop.run(run(parser.parse_args()))))


if __name__ == "__main__":
    main()
