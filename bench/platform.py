"""A platform's API that can be sent away: it answers, refuses connections, hangs, or says 502 in HTML."""

import asyncio
import json
import time
from enum import StrEnum
from itertools import count
from threading import Event, Thread
from typing import Any, Self

from aiohttp import web

LONG = 3600.0


class Mode(StrEnum):
    ANSWERS = "answers"
    REFUSES = "refuses"
    HANGS = "hangs"
    BAD_GATEWAY = "502"


class Platform:
    """Telegram's Bot API as far as sending needs it, on a loopback port, in a thread of its own."""

    def __init__(self) -> None:
        self.mode = Mode.ANSWERS
        self.sent = 0
        self.port = 0
        self._numbers = count(1)
        self._loop = asyncio.new_event_loop()
        self._ready = Event()
        self._thread = Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def becomes(self, mode: Mode) -> None:
        done = asyncio.run_coroutine_threadsafe(self._become(mode), self._loop)
        done.result(10)

    def wait_for_a_message(self, seconds: float) -> None:
        """Until it is written to again. Raises TimeoutError."""
        before, until = self.sent, time.monotonic() + seconds
        while self.sent == before:
            if time.monotonic() > until:
                raise TimeoutError("nothing is sent to a platform that answers")
            time.sleep(0.1)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application()
        app.router.add_route("*", "/{path:.+}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self._loop.run_until_complete(self._runner.setup())
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()

    async def _become(self, mode: Mode) -> None:
        was, self.mode = self.mode, mode
        if mode is Mode.REFUSES:
            for site in list(self._runner.sites):
                await site.stop()
        elif was is Mode.REFUSES:
            await self._listen()

    async def _listen(self) -> None:
        await web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = self._runner.addresses[0][1]

    async def _answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        match self.mode:
            case Mode.HANGS:
                await asyncio.sleep(LONG)
            case Mode.REFUSES:
                # a connection from before
                assert request.transport
                request.transport.close()
            case Mode.BAD_GATEWAY:
                return web.Response(status=502, text="<html>bad gateway</html>", content_type="text/html")
        return web.json_response({"ok": True, "result": self._result(request.path, body)})

    def _result(self, path: str, body: bytes) -> Any:
        if not path.endswith("/sendMessage"):
            return {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
        self.sent += 1
        asked = json.loads(body) if body[:1] == b"{" else {}
        chat = {"id": int(asked.get("chat_id", 1)), "type": "private"}
        return {"message_id": next(self._numbers), "date": 1, "chat": chat, "text": "x"}
