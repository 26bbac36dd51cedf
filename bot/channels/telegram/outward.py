"""What of Telegram runs beside the pages: polling, setting up, and the channel that speaks."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from telegram import User
from telegram.error import TelegramError

from bot.channels.channel import Intake
from bot.channels.telegram.account import Account
from bot.channels.telegram.errors import classify
from bot.channels.telegram.hook import PREFIX
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.sender import TelegramChannel
from bot.channels.telegram.setup import connect, set_up
from bot.settings import Mode, TelegramSettings
from bot.working import Work, working
from storage import Session, Store, Unavailable, centres, staff_chats

log = logging.getLogger(__name__)
LONGEST_PAUSE = 300.0
Clock = Callable[[], datetime]


@asynccontextmanager
async def speaking(
    settings: TelegramSettings, store: Store, intake: Intake, clock: Clock
) -> AsyncGenerator[TelegramChannel]:
    """The channel, while its poller runs; its connections are closed at the end."""
    account = Account(settings.account, settings.token, settings.api, settings.proxy)
    channel = connect(account)
    work: list[Work] = [partial(_set_up, channel, settings, store, clock)]
    if settings.mode is Mode.POLLING:
        work.append(Polling(account, store, intake, clock=clock, acknowledge=channel.acknowledge).run)
    try:
        async with working("Telegram", work):
            yield channel
    finally:
        await channel.close()


async def _set_up(
    channel: TelegramChannel, settings: TelegramSettings, store: Store, clock: Clock, stop: asyncio.Event
) -> None:
    """Tell Telegram where to bring updates, again until it listens: it may be away when we start."""
    webhook = ""
    if settings.mode is Mode.WEBHOOK:
        webhook = f"{settings.public_url}{PREFIX}{settings.account}"
    pause = 1.0
    while not stop.is_set():
        try:
            await set_up(channel.bot, webhook=webhook, secret=settings.secret)
            me = await channel.bot.get_me()
            await store.write_soon(partial(_keep, me=me, settings=settings, now=clock()))
        except TelegramError as fault:
            log.warning("Telegram is not set up yet: %s", classify(fault))
        except Unavailable as away:
            log.warning("what Telegram says of the bot cannot be kept: %s", away)
        else:
            return
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            pause = min(pause * 2, LONGEST_PAUSE)


def _keep(session: Session, *, me: User, settings: TelegramSettings, now: datetime) -> None:
    """Links to the bot need its name; they are shown where its centre works."""
    centre = centres.by_code(session, settings.centre) if settings.centre else centres.first(session)
    staff_chats.keep_account(
        session,
        f"telegram:{settings.account}",
        centre_id=centre,
        username=me.username or "",
        platform_id=me.id,
        reads_all=bool(me.can_read_all_group_messages),
        now=now,
    )
