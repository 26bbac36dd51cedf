"""The platform's side of the webhook: in order per chat, again until 2xx, some three times at once."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any, Self, TypeVar

import aiohttp

from tests.fakes.telegram.updates import chat_of
from tests.faults.journal import Journal, Json, external_id

T = TypeVar("T")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_ANSWER = aiohttp.ClientTimeout(total=10)
# Telegram's pauses, scaled to a run of seconds
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.5


class Road:
    """Where the acts of the fake's `Owner` go; `journal` gets what was acknowledged."""

    def __init__(self, url: str, secret: str, journal: Journal, dice: Random, *, thrice: float) -> None:
        self.url = url
        self.under_way = 0
        self.acknowledged = 0
        self.tries = 0
        self.thrice_sent = 0
        self._secret = {SECRET_HEADER: secret}
        self._journal = journal
        self._dice = dice
        self._thrice = thrice
        self._ids = count(800_001)
        self._queues: dict[int, asyncio.Queue[Json]] = defaultdict(asyncio.Queue)
        self._carriers: list[asyncio.Task[None]] = []
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=LONGEST_ANSWER, headers=self._secret
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        for carrier in self._carriers:
            carrier.cancel()
        await asyncio.gather(*self._carriers, return_exceptions=True)
        assert self._http
        await self._http.close()
        self._journal.close()

    # what an `Owner` needs of its platform

    def push(self, update: Json, *, bot: Any = None, raw: bool = False, copies: int = 1) -> int | None:
        update = {"update_id": next(self._ids)} | update
        chat = chat_of(update)
        if chat not in self._queues:
            self._carriers.append(asyncio.create_task(self._carry(self._queues[chat])))
        self._queues[chat].put_nowait(update)
        return update["update_id"]

    def wait_for(self, seen: Callable[[], T], timeout: float = 5.0) -> T:
        raise NotImplementedError  # owners of a fault run look for themselves

    async def all_taken(self) -> None:
        for queue in self._queues.values():
            await queue.join()

    # carrying

    async def _carry(self, queue: "asyncio.Queue[Json]") -> None:
        while True:
            update = await queue.get()
            copies = 3 if self._dice.random() < self._thrice else 1
            self.thrice_sent += copies == 3
            tries = await asyncio.gather(*(self._hand_over(update) for _ in range(copies)))
            self.acknowledged += 1
            self._journal.write(
                {
                    "chat": chat_of(update),
                    "external_id": external_id(update),
                    "copies": copies,
                    "tries": sum(tries),
                    "update": update,
                }
            )
            queue.task_done()

    async def _hand_over(self, update: Json) -> int:
        """How many tries it took until it was acknowledged."""
        pause = 0.0
        for tries in count(1):
            if await self._post(update):
                return tries
            await asyncio.sleep(pause)
            pause = min(pause * 2 or FIRST_PAUSE, LONGEST_PAUSE)
        raise AssertionError("counted to the end")

    async def _post(self, update: Json) -> bool:
        assert self._http
        self.under_way += 1
        self.tries += 1
        try:
            async with self._http.post(self.url, json=update) as answer:
                return 200 <= answer.status < 300
        except (aiohttp.ClientError, TimeoutError):
            return False
        finally:
            self.under_way -= 1
