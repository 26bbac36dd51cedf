"""Our server with a storm to release, and what watches its event loop: python -m bench.rain_server ...

Beside the application: `/tick` does what is done once a day or once at all, so that it is in no figure;
`/release` carries the campaign's questions out, `/release-some` for 10 seconds at most, and both answer with
seconds and how many were asked; `/loop` answers with the longest time the loop was away since it was asked
last (ms) and the memory in MiB.
"""

import argparse
import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import uvicorn
from sqlmodel import col, select, update
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.rain_data import NOW
from bot.app import App, config, tune
from bot.clock import Clockwork
from bot.heart import Heart
from bot.settings import Settings, read_settings
from locales import LOCALES, say
from storage import Session, Store, open_store
from storage.tables import Campaign

EACH = 0.005
# Seconds: until it is over, and as long as owners talk beside it.
WHOLE, SOME = 240.0, 10.0


@dataclass
class Watch:
    """How long the loop was away at most, in seconds: it is asked for every 5 ms."""

    longest: float = 0.0

    async def run(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(EACH)
            self.longest = max(self.longest, time.perf_counter() - begun - EACH)

    def take(self) -> float:
        longest, self.longest = self.longest, 0.0
        return longest * 1000


@dataclass
class Bench:
    """The application, and two addresses of the bench."""

    app: ASGIApp
    store: Store
    clockwork: Clockwork
    watch: Watch = field(default_factory=Watch)
    _watching: "asyncio.Task[None] | None" = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._watching is None:
            self._watching = asyncio.create_task(self.watch.run())
        match scope.get("path"):
            case "/tick":
                await self.clockwork.tick()
                await asyncio.to_thread(_speak)
                await JSONResponse({})(scope, receive, send)
            case "/release":
                await JSONResponse(await self._release(WHOLE))(scope, receive, send)
            case "/release-some":
                await JSONResponse(await self._release(SOME))(scope, receive, send)
            case "/loop":
                await JSONResponse(await self._loop())(scope, receive, send)
            case _:
                await self.app(scope, receive, send)

    async def _release(self, most: float) -> dict[str, float]:
        begun = time.perf_counter()
        self.store.write(_begin)
        while await self.store.read_soon(_phase) == "asking" and time.perf_counter() - begun < most:
            await self.clockwork.tick()
        asked = await self.store.read_soon(_asked)
        return {"seconds": time.perf_counter() - begun, "asked": asked}

    async def _loop(self) -> dict[str, float]:
        return {"longest": self.watch.take(), "memory": _memory()}


def _speak() -> None:
    """A server that has said something has read its texts."""
    for locale in LOCALES:
        say(locale, "storm.question", when="", what="", number="", mm="")


def _begin(session: Session) -> None:
    session.exec(update(Campaign).values(next_at=NOW))


def _phase(session: Session) -> str:
    return session.exec(select(col(Campaign.phase))).one()


def _asked(session: Session) -> int:
    return session.exec(select(col(Campaign.asked))).one()


def _memory() -> float:
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024


def settings_of(*, port: int, data: Path, url: str, secret: str) -> Settings:
    return read_settings(
        {},
        environment="test",
        role="web",
        port=str(port),
        secret=secret,
        database_url=url,
        files=data / "files",
        telegram_token="1:bench",
        public_url="https://bench.example",
        telegram_mode="webhook",
        telegram_secret=secret,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--secret", required=True)
    given = parser.parse_args()
    store, begun = open_store(given.url), time.monotonic()

    def clock() -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - begun)

    settings = settings_of(port=given.port, data=given.data, url=given.url, secret=given.secret)
    clockwork = Clockwork(store, clock, seconds=60, heart=Heart())
    tune()
    app = App(settings, store, clock=clock)
    bench = Bench(app.asgi(), store, clockwork)
    uvicorn.Server(config(bench, app.hooks(), settings)).run()
    store.close()


if __name__ == "__main__":
    main()
