"""The fake platform as tests hold it: a thread with its own loop, and calls that any thread may make."""

import asyncio
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.fakes.telegram import schema
from tests.fakes.telegram.faults import Fault, Rule
from tests.fakes.telegram.inbound import Inbound, is_wanted
from tests.fakes.telegram.journal import Journal
from tests.fakes.telegram.nasty import Nasty
from tests.fakes.telegram.owner import Group, Member, Owner
from tests.fakes.telegram.server import Server
from tests.fakes.telegram.shapes import Arrival, Call, Json
from tests.fakes.telegram.updates import chat_of
from tests.fakes.telegram.world import Account, Pending

TOKEN = "4100001:AAFakeTokenOfTheFakePlatform_0000001"
T = TypeVar("T")


class FakeTelegram:
    """A Bot API on a loopback port. `pace` scales the pauses between webhook retries (1.0 = real)."""

    def __init__(
        self,
        *,
        port: int = 0,
        log: Path | None = None,
        tokens: tuple[str, ...] = (TOKEN,),
        nasty: Nasty | None = None,
        pace: float = 0.05,
        doors: "Callable[[FakeTelegram, web.Application], None] | None" = None,
    ) -> None:
        self.port = port
        self.token = tokens[0]
        self.journal = Journal(log)
        numbers = count(1)
        self.accounts = {token: Account(token, self.journal, numbers) for token in tokens}
        self._pace = pace
        self._nasty = nasty
        self._doors = doors
        self._update_ids = count(700_001)
        self._owner_ids = count(1001)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()
        self._ready = Event()
        self._thread = Thread(target=self._run, name="fake-telegram", daemon=True)
        self._inbound: dict[str, Inbound] = {}
        self._server = Server(self.accounts, self._inbound, self.journal, nasty)
        self._failure: BaseException | None = None

    # life

    def start(self) -> Self:
        self._thread.start()
        self._ready.wait()
        if self._failure:
            raise self._failure
        return self

    def stop(self) -> None:
        if self._thread.is_alive() and self._loop:
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join()
        self.journal.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as failure:
            self._failure = failure
            raise
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._inbound.update({token: Inbound(bot, self._pace) for token, bot in self.accounts.items()})
        app = self._server.app()
        if self._doors:
            self._doors(self, app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        deliveries = [asyncio.create_task(way.deliver()) for way in self._inbound.values()]
        self._ready.set()
        await self._ended.wait()
        for way in self._inbound.values():
            way.closing = True
            way.news.set()
        await asyncio.gather(*deliveries)
        await runner.cleanup()

    # addresses

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """For `telegram.Bot(token, base_url=...)`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    @property
    def bot(self) -> Account:
        return self.accounts[self.token]

    # people

    def owner(self, name: str, *, language: str | None = None, token: str | None = None) -> Owner:
        bot = self.accounts[token or self.token]
        return Owner(self, bot, {"id": next(self._owner_ids), "first_name": name}, language)

    def group(self, title: str, *, token: str | None = None, topics: bool = False) -> Group:
        """A staff group that the bot has been added to."""
        group_id = -next(self._owner_ids) - 1_000_000
        return Group(self, self.accounts[token or self.token], group_id, title, topics=topics)

    def member(self, group: Group, owner: Owner) -> Member:
        """The same person, in a staff group."""
        return group.member(owner.user)

    # what happens

    def push(
        self, update: Json, *, bot: Account | None = None, raw: bool = False, copies: int = 1
    ) -> int | None:
        """Queue an update for the bot; its new id, or None when the bot did not ask for this kind.

        `raw` hands it out as it is; `copies` is how often the webhook must answer 2xx before it is done.
        """
        bot = bot or self.bot
        with self.journal.changed:
            if not raw and not is_wanted(bot, update):
                return None
            update = {"update_id": next(self._update_ids)} | update
            if not raw:
                schema.check_update(update)
            bot.pending.append(self._pending(update, copies))
        self._wake(bot)
        return update["update_id"]

    def _pending(self, update: Json, copies: int) -> Pending:
        held = self._nasty.holds_back() if self._nasty else 0.0
        again = 1 if self._nasty and self._nasty.redelivers() else 0
        return Pending(update, chat_of(update), time.monotonic() + held, copies + again)

    def _wake(self, bot: Account) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(self._inbound[bot.token].news.set)

    def fails(
        self,
        fault: Fault,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        when: Callable[[Call], bool] | None = None,
        times: int | None = 1,
    ) -> Rule:
        """Let the first `times` (None: all) such calls end in a fault; the rule counts what it struck."""
        rule = Rule(fault, method, chat_id, when, times)
        with self.journal.changed:
            self._server.rules.append(rule)
        return rule

    def heals(self) -> None:
        with self.journal.changed:
            self._server.rules.clear()

    # what was seen

    @property
    def calls(self) -> list[Call]:
        with self.journal.changed:
            return list(self.journal.calls)

    @property
    def schema_faults(self) -> list[str]:
        with self.journal.changed:
            return list(self.journal.schema_faults)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def sent_to(self, chat_id: int, *, token: str | None = None) -> list[Arrival]:
        """What a chat's screen shows of the bot, oldest first, edits applied."""
        with self.journal.changed:
            return list(self.accounts[token or self.token].screens.get(chat_id, []))

    def wait_for(self, seen: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until `seen()` is true and return it; it is asked anew after each thing that happens here.

        Blocks its thread: from a coroutine call it by `asyncio.to_thread`.
        """
        with self.journal.changed:
            found = self.journal.changed.wait_for(seen, timeout)
            if not found:
                tail = [f"{c.number} {c.method} {c.params} -> {c.verdict}" for c in self.journal.calls[-8:]]
                raise AssertionError("not seen in time; the last calls were:\n" + "\n".join(tail))
            return found

    def wait_until_taken(self, timeout: float = 5.0) -> None:
        """Wait until the bot has taken over every update."""
        self.wait_for(lambda: not any(bot.pending for bot in self.accounts.values()), timeout)
