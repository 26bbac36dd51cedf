"""The delivery loop between a store and the fake Telegram, with a clock that tests move."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.telegram.account import Account
from bot.channels.telegram.setup import connect
from bot.delivery import Delivery
from storage import Store
from storage.files import FileStore
from tests.fakes.telegram import TOKEN, FakeTelegram, Group, Owner
from tests.storage.outgoing import ACCOUNT, NOW, add_contact, add_outgoing


@dataclass
class Post:
    """Everything of one bot's way out; `pass_time` moves its clock."""

    store: Store
    fake: FakeTelegram
    delivery: Delivery
    now: datetime = NOW

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        # the platform lives by the same clock
        self.fake.bot.quiet_until -= seconds

    def contact(self, owner: Owner | Group) -> int:
        return add_contact(self.store, str(owner.chat_id))

    def say(self, contact_id: int, text: str = "hello", **more: object) -> int:
        return add_outgoing(self.store, contact_id, text, **more)  # ty: ignore[invalid-argument-type]

    async def deliver(self, steps: int, seconds: float = 2.0) -> None:
        """So many steps, with time between them."""
        for _ in range(steps):
            await self.delivery.step()
            self.pass_time(seconds)


@asynccontextmanager
async def posting(store: Store, fake: FakeTelegram, folder: Path) -> AsyncGenerator[Post]:
    channel = connect(Account("main", TOKEN, api=fake.url))
    files = FileStore(folder / "files")

    def clock() -> datetime:
        return post.now

    delivery = Delivery(store, {ACCOUNT: channel}, files, clock=clock, random=lambda: 0.5)
    post = Post(store, fake, delivery)
    yield post
    await channel.close()
