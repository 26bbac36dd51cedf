"""The server put together from parts that a control may exchange; with the product's own it is sound."""

import asyncio
import contextlib
from random import Random

from bot.app import App
from bot.channels.telegram.account import Account
from bot.channels.telegram.setup import connect
from bot.delivery import Delivery


class Sound(App):
    """As the product, but for the pictures, which the controls do without."""

    sender: type[Delivery] = Delivery
    loops = 1

    async def _speak(self, running: contextlib.AsyncExitStack) -> None:
        telegram = self.settings.telegram
        assert telegram
        account = Account(telegram.account, telegram.token, telegram.api)
        for _ in range(self.loops):
            channel = connect(account)
            running.push_async_callback(channel.close)
            delivery = self.sender(
                self.store,
                {channel.account: channel},
                self.files,
                clock=self.clock,
                random=Random(1).random,
                lease=self.settings.lease,
            )
            await running.enter_async_context(_run(delivery))


@contextlib.asynccontextmanager
async def _run(delivery: Delivery):  # noqa: ANN202
    stop = asyncio.Event()
    task = asyncio.create_task(delivery.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task
