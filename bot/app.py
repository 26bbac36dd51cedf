"""The one assembly point: store, channels, pages, delivery and clock become a server."""

import asyncio
import contextlib
import gc
import importlib
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp

from bot.channels.channel import Channel, Inbound, Then
from bot.channels.hook import Asking, Hook
from bot.doors import behind
from bot.front import Front
from bot.gate.inside import Gate
from bot.groups.assembly import speaking_to_groups
from bot.health import health
from bot.heart import Heart
from bot.hooks import hooks
from bot.intake import Intake
from bot.later import Later
from bot.replying import Pushed, Replying, Told
from bot.serving import Serving
from bot.settings import Role, Settings, WrongSettings
from bot.tidying import Tidying
from bot.time_of_day import TimeOfDay
from bot.working import working
from desk.passive import Shape
from dialogs.heard import Heard
from storage import Missing, Session, Store, centres, failpoints
from storage.files import FileStore


class Sending(Protocol):
    """What the hooks need of a channel that speaks."""

    def acknowledge(self, heard: Heard) -> None: ...


GRACE_SECONDS = 1
# The writer's and the loop's threads take turns at Python's lock; short turns keep the latency of both low.
THREAD_TURN_SECONDS = 0.001
# A turn makes hardly a cycle; collecting seldom, and never what was there at the start, saves the walk.
COLLECT_AFTER = 20_000


@dataclass
class App:
    """Everything one process serves and does."""

    settings: Settings
    store: Store
    clock: Callable[[], datetime] = field(default_factory=TimeOfDay)
    heart: Heart = field(default_factory=Heart)
    telegrams: dict[str, Sending] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if ahead := self.settings.clock:
            self.clock = TimeOfDay(ahead=ahead)
        self.settings.files.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.files = FileStore(self.settings.files, failpoint=failpoints.hit)
        self.intake = Intake(self.store, self._centre_of, self.clock)
        self._centres = {f"telegram:{bot.account}": bot.centre for bot in self.settings.telegrams}
        self._replies = self._replying()
        self.later = Later(self._doors)

    def asgi(self) -> ASGIApp:
        """The pages, with what runs beside them."""
        return Front(self._pages(), self._beside)

    def hooks(self) -> Mapping[str, Hook | Asking]:
        """Where platforms bring what owners wrote."""
        return hooks(self.settings, self, self.clock, self._acknowledge)

    def take_then(self, inbound: Inbound, then: Then) -> None:
        """One turn (`bot.hooks.Carrying`)."""
        self.intake.take_then(inbound, then)

    def reply_then(self, account: str, pushed: Pushed, shape: Shape, told: Told) -> None:
        self._replies[account].reply_then(pushed, shape, told)

    def _replying(self) -> dict[str, Replying]:
        """By account, where words leave with the platform's own request."""
        wechat = self.settings.wechat
        if wechat is None:
            return {}
        noting = importlib.import_module("bot.channels.wechat.noting")
        account = f"wechat:{wechat.account}"
        return {account: Replying(account, self.intake, noting.note)}

    def _acknowledge(self, heard: Heard) -> None:
        """Stop a button's clock, where this process can speak to the platform."""
        if (speaks := self.telegrams.get(heard.account)) is not None:
            speaks.acknowledge(heard)

    def _pages(self) -> Starlette:
        settings = self.settings
        routes: list[BaseRoute] = [*health(self.store, settings.files, self.heart, self.clock)]
        if settings.role is not Role.WORKER:
            routes.append(Mount("/", self.later))
        return Starlette(routes=routes)

    def _doors(self) -> Starlette:
        """The pages of owners and staff; what draws them takes as long to read as all else together."""
        drawn = importlib.import_module("bot.pages")
        pages = drawn.pages(self.settings, self.store, self.files, self.intake.take, self.clock)
        gc.freeze()  # what came with them is there for good, too: walking it costs a second at a time
        return pages

    @contextlib.asynccontextmanager
    async def _beside(self) -> AsyncGenerator[None]:
        if self.settings.role is not Role.WORKER:
            self.later.begin()
        async with contextlib.AsyncExitStack() as running:
            if self.settings.role is not Role.WEB:
                await running.enter_async_context(working("clock", (self._clockwork,)))
                tidying = Tidying(self.store, self.files, self.clock)
                await running.enter_async_context(working("tidying", (tidying.run,)))
                await self._speak(running)
                if self.settings.weather is not None:
                    weather = importlib.import_module("bot.weather.assembly")
                    watching = weather.watching_rain(self.settings.weather, self.store, self.clock)
                    await running.enter_async_context(watching)
            yield

    async def _speak(self, running: contextlib.AsyncExitStack) -> None:
        """Open the channels outward; their libraries, 15 MB and more, are loaded only where they are used."""
        for bot in self.settings.telegrams:
            outward = importlib.import_module("bot.channels.telegram.outward")
            opened = await running.enter_async_context(
                outward.speaking(bot, self.store, self.intake, self.clock)
            )
            self.telegrams[opened.account] = self.channels[opened.account] = opened
        if self.settings.wechat is not None:
            outward = importlib.import_module("bot.channels.wechat.outward")
            speaking = await running.enter_async_context(
                outward.speaking(self.settings.wechat, self.store, self.clock)
            )
            self.channels[speaking.account] = speaking
        breakers = None
        if self.channels:
            carrier = importlib.import_module("bot.carrier")
            delivery = await running.enter_async_context(
                carrier.carrying(self.channels, self.store, self.files, self.clock, self.settings.lease)
            )
            breakers = delivery.breakers
        await running.enter_async_context(
            speaking_to_groups(self.settings, self.channels, self.store, self.clock, breakers)
        )

    async def _clockwork(self, stop: asyncio.Event) -> None:
        """Due work waits until its libraries are read; owners do not."""
        self.heart.beat_at = self.clock()
        clock = await asyncio.to_thread(importlib.import_module, "bot.clock")
        seconds = self.settings.tick_seconds
        clockwork = clock.Clockwork(self.store, self.clock, seconds=seconds, heart=self.heart)
        clockwork.start()
        await stop.wait()
        await clockwork.stop()

    def _centre_of(self, session: Session, account: str) -> int:
        """The centre that one of our accounts speaks for. Raises Missing."""
        channel, _, name = account.partition(":")
        code = self._code_of(channel, name)
        found = centres.by_code(session, code) if code else centres.first(session)
        if found is None:
            raise Missing
        return found

    def _code_of(self, channel: str, name: str) -> str:
        match channel:
            case "web":
                return name
            case "wechat":
                return self.settings.wechat_centre
        return self._centres.get(f"{channel}:{name}", self.settings.telegram_centre)


def serve(
    settings: Settings,
    store: Store,
    assembly: Callable[[Settings, Store], App] = App,
    gate: Gate | None = None,
) -> None:
    """Serve until told to stop; a second signal ends it at once. With a gate, hooks are heard there."""
    _arm(settings)
    tune()
    app = assembly(settings, store)
    Serving(config(app.asgi(), app.hooks(), settings), gate, app).run()
    store.close()


def config(asgi: ASGIApp, hooks: Mapping[str, Hook | Asking], settings: Settings) -> uvicorn.Config:
    """How the pages and the hooks are served."""
    return uvicorn.Config(
        asgi,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=behind(hooks),
        ws="none",
        access_log=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=75,
    )


def tune() -> None:
    """Let go of what the interpreter does too often for a server: both cost a tenth of the turns."""
    sys.setswitchinterval(THREAD_TURN_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def _arm(settings: Settings) -> None:
    """A fault run may kill this process at a named place, or stop it; settings allow that in tests only."""
    if not settings.failpoint:
        return
    how, _, where = settings.failpoint.rpartition("@")
    strike = signal.SIGSTOP if how == "stop" else signal.SIGKILL
    try:
        failpoints.arm(where, lambda: os.kill(os.getpid(), strike))
    except ValueError as fault:
        raise WrongSettings(f"HUIFANG_FAILPOINT: {fault}") from None
