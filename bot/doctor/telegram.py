"""Telegram, live: does the token work, does the webhook arrive, may the bot read what it must."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.account import ALLOWED, Account
from bot.channels.telegram.errors import classify
from bot.channels.telegram.hook import PREFIX
from bot.channels.telegram.setup import connect
from bot.doctor.finding import Finding
from bot.settings import Mode, Settings, TelegramSettings
from storage import Store

MANY = 50
"""Updates that wait at Telegram: so many, and nobody takes them (RELIABILITY 6)."""


async def look(settings: Settings, store: Store) -> AsyncIterator[Finding]:  # noqa: ARG001  a check's shape
    bot = settings.telegram
    if bot is None:
        return
    async with AsyncExitStack() as opened:
        channel = connect(Account(bot.account, bot.token, bot.api, bot.proxy))
        opened.push_async_callback(channel.close)
        try:
            me = await channel.bot.get_me()
        except TelegramError as error:
            yield Finding(f"telegram {bot.account}: the token", str(classify(error)))
            return
        yield Finding(f"telegram {bot.account}: the token", note=f"@{me.username}")
        yield await _way_in(channel.bot, bot)


async def _way_in(bot: Bot, settings: TelegramSettings) -> Finding:
    """How updates reach us, as Telegram sees it."""
    step = f"telegram {settings.account}: {settings.mode}"
    try:
        info = await bot.get_webhook_info()
    except TelegramError as error:
        return Finding(step, str(classify(error)))
    wanted = f"{settings.public_url}{PREFIX}{settings.account}" if settings.mode is Mode.WEBHOOK else ""
    if info.url != wanted:
        return Finding(step, f"Telegram brings updates to {info.url or 'nowhere'}, not to {wanted or 'us'}")
    if info.last_error_message:
        return Finding(step, f"the last delivery failed: {info.last_error_message}")
    if info.pending_update_count > MANY:
        return Finding(step, f"{info.pending_update_count} updates wait at Telegram")
    if wanted and set(info.allowed_updates or ()) != set(ALLOWED):
        return Finding(step, "the kinds of updates differ from ours; serving once sets them")
    return Finding(step, note=f"{info.pending_update_count} waiting")
