"""Telegram, live: does the token work, does the webhook arrive, may the bot read what it must."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from telegram import Bot, ChatMember, ChatMemberAdministrator
from telegram.error import TelegramError

from bot.channels.telegram.account import ALLOWED, Account
from bot.channels.telegram.errors import classify
from bot.channels.telegram.hook import PREFIX
from bot.channels.telegram.setup import connect
from bot.doctor.finding import Finding
from bot.settings import Mode, Settings, TelegramSettings
from storage import Store, groups
from storage.tables import StaffGroup

MANY = 50
"""Updates that wait at Telegram: so many, and nobody takes them (RELIABILITY 6)."""


async def look(settings: Settings, store: Store) -> AsyncIterator[Finding]:
    for bot in settings.telegrams:
        async for finding in _look_at(bot, store):
            yield finding


async def _look_at(bot: TelegramSettings, store: Store) -> AsyncIterator[Finding]:
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
        account = f"telegram:{bot.account}"
        for group in store.read(lambda session: groups.of_account(session, account)):
            yield await _group(channel.bot, group)


async def _group(bot: Bot, group: StaffGroup) -> Finding:
    """Whether the bot is in a staff group, and may do there what it is wanted for."""
    step = f"telegram group {group.name}"
    if not group.address:
        return Finding(step, "not connected: give a code in the console and send /setup CODE in the group")
    try:
        me = await bot.get_me()
        mine = await bot.get_chat_member(int(group.address), me.id)
    except TelegramError as error:
        return Finding(step, str(classify(error)))
    if mine.status not in {ChatMember.MEMBER, ChatMember.ADMINISTRATOR}:
        return Finding(step, f"the bot is {mine.status} there")
    is_able = isinstance(mine, ChatMemberAdministrator) and mine.can_manage_topics
    if group.has_topics and not is_able:
        return Finding(step, "the bot may not make topics: make it an administrator with that right")
    hears = "everything" if me.can_read_all_group_messages else "commands and replies"
    return Finding(step, note=f"{mine.status}, reads {hears}")


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
