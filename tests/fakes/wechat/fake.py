"""The fake platform as tests hold it: a thread with its own loop, away and back at will."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from threading import Thread
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.wechat.api import Api, Rule, World
from tests.fakes.wechat.books import Follower

APPID, SECRET = "wx0123456789abcdef", "w" * 32


class FakeWeChat:
    """WeChat's API for one account; `world` holds everything, `clock` is the time it lives by."""

    def __init__(self) -> None:
        self.world = World(APPID, SECRET)
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="fake-wechat", daemon=True)
        self._runner = web.AppRunner(Api(self.world).app(), access_log=None, shutdown_timeout=0.2)

    def lives_by(self, clock: Callable[[], datetime]) -> None:
        self.world.clock = clock

    def follower(self, openid: str) -> Follower:
        return self.world.books.follower(openid)

    def answers(self, code: int, path: str = "", *, times: int = 1_000_000, status: int = 200) -> Rule:
        """From now on, so often."""
        rule = Rule(code, path, times, status)
        self.world.rules.append(rule)
        return rule

    def goes_away(self) -> None:
        """Nobody listens on its port any more."""
        self._run(self._stop())

    def comes_back(self) -> None:
        self._run(self._listen())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self._runner.setup())
        self._run(self._listen())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, doing: "asyncio.Future[None] | object") -> None:
        asyncio.run_coroutine_threadsafe(doing, self._loop).result(10)  # ty: ignore[invalid-argument-type]

    async def _listen(self) -> None:
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        for site in list(self._runner.sites):
            await site.stop()
