"""Setting a bot up: its client, its commands, its webhook or none."""

from collections.abc import Mapping

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats

from bot.channels.telegram.account import ALLOWED, Account
from bot.channels.telegram.hook import check_secret
from bot.channels.telegram.sender import TelegramChannel
from bot.channels.telegram.transport import Transport

CONNECTIONS = 40
# Telegram knows two letters: both scripts see the same Chinese, so it is short
COMMANDS: Mapping[str, Mapping[str, str]] = {
    "": {
        "start": "Begin 開始",
        "menu": "Menu 選單",
        "cases": "My cases 我的個案",
        "person": "A person, please 轉人工",
        "language": "Language 語言",
        "cancel": "Cancel 取消",
    },
    "zh": {
        "start": "開始",
        "menu": "選單",
        "cases": "我的個案",
        "person": "轉人工",
        "language": "語言 / 语言 / Language",
        "cancel": "取消",
    },
    "en": {
        "start": "Begin",
        "menu": "Menu",
        "cases": "My cases",
        "person": "A person, please",
        "language": "Language 語言",
        "cancel": "Cancel",
    },
}


IN_GROUPS = {
    "": "Due today and overdue 今日到期",
    "zh": "今日到期和逾期的個案",
    "en": "Due today and overdue",
}


def connect(account: Account) -> TelegramChannel:
    """The channel; nothing is asked of Telegram yet, which may be down."""
    transport = Transport(account.proxy)
    api = account.api.rstrip("/")
    bot = Bot(
        account.token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=transport,
        get_updates_request=transport,
    )
    return TelegramChannel(bot, account.account)


async def set_up(bot: Bot, *, webhook: str = "", secret: str = "") -> None:
    """Tell Telegram our commands and where to bring updates; without `webhook`, that we ask for them.

    Raises ValueError for a weak secret, telegram.error.TelegramError.
    """
    for language, commands in COMMANDS.items():
        listed = [BotCommand(name, words) for name, words in commands.items()]
        await bot.set_my_commands(listed, language_code=language or None)
    for language, words in IN_GROUPS.items():
        today = [BotCommand("today", words)]
        await bot.set_my_commands(today, scope=BotCommandScopeAllGroupChats(), language_code=language or None)
    if not webhook:
        await bot.delete_webhook()
        return
    check_secret(secret)
    await bot.set_webhook(webhook, secret_token=secret, allowed_updates=ALLOWED, max_connections=CONNECTIONS)
