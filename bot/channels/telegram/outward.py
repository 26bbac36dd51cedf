"""Everything of Telegram that runs beside the pages: sending, fetching pictures, polling, setting up."""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from telegram.error import TelegramError

from bot.channels.channel import Intake
from bot.channels.telegram.account import Account
from bot.channels.telegram.hook import PREFIX
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.sender import TelegramChannel
from bot.channels.telegram.setup import connect, set_up
from bot.delivery import Delivery
from bot.fetching import Fetching
from bot.settings import Mode, TelegramSettings
from desk.pictures import refused
from storage import Store
from storage.files import FileStore

log = logging.getLogger(__name__)
LONGEST_PAUSE = 300.0
# a picture takes longer than a message: a slow download of 20 MB, and a turn at the decoder
FETCHING = 3
Clock = Callable[[], datetime]


@asynccontextmanager
async def speaking(
    settings: TelegramSettings, store: Store, files: FileStore, intake: Intake, clock: Clock, lease: timedelta
) -> AsyncGenerator[TelegramChannel]:
    """The channel, while its workers run; at the end they finish what is under way."""
    account = Account(settings.account, settings.token, settings.api, settings.proxy)
    channel = connect(account)
    channels = {account.account: channel}
    stop = asyncio.Event()
    delivery = Delivery(store, channels, files, clock=clock, random=random.random, lease=lease)
    fetching = Fetching(
        store, channels, files, refused, clock=clock, random=random.random, lease=FETCHING * lease
    )
    work: list[Coroutine[Any, Any, None]] = [
        delivery.run(stop),
        fetching.run(stop),
        _set_up(channel, settings, stop),
    ]
    if settings.mode is Mode.POLLING:
        polling = Polling(account, store, intake, clock=clock, acknowledge=channel.acknowledge)
        work.append(polling.run(stop))
    tasks = [asyncio.create_task(each) for each in work]
    for task in tasks:
        task.add_done_callback(_told)
    try:
        yield channel
    finally:
        stop.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        await channel.close()


def _told(task: asyncio.Task[None]) -> None:
    """A worker that died would leave owners unanswered: say so."""
    if not task.cancelled() and (fault := task.exception()):
        log.critical("a worker of Telegram ended: %s", fault, exc_info=fault)


async def _set_up(channel: TelegramChannel, settings: TelegramSettings, stop: asyncio.Event) -> None:
    """Tell Telegram where to bring updates, again until it listens: it may be away when we start."""
    webhook = ""
    if settings.mode is Mode.WEBHOOK:
        webhook = f"{settings.public_url}{PREFIX}{settings.account}"
    pause = 1.0
    while not stop.is_set():
        try:
            await set_up(channel.bot, webhook=webhook, secret=settings.secret)
        except TelegramError as fault:
            log.warning("Telegram is not set up yet: %s", fault)
        else:
            return
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            pause = min(pause * 2, LONGEST_PAUSE)
