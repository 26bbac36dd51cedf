"""What a person at the command line asks of WeChat: set the menu, look whether everything is set up."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from bot.channels.wechat.client import WeChatClient
from bot.channels.wechat.forms import read_forms
from bot.channels.wechat.outward import account_of, page_of
from bot.channels.wechat.setting_up import CREATE_MENU, Step, look, menu
from bot.settings import WeChatSettings
from storage import Store

T = TypeVar("T")
Clock = Callable[[], datetime]


def set_menu(settings: WeChatSettings, store: Store, locale: str, clock: Clock) -> None:
    """Owners see it within five minutes, or when they follow anew. Raises client.Refused, Unanswered."""

    async def asked(client: WeChatClient) -> None:
        await client.post(CREATE_MENU, menu(locale, page_of(settings)))

    _with(settings, store, clock, asked)


def examine(settings: WeChatSettings, store: Store, clock: Clock) -> list[Step]:
    """Raises forms.WrongForms."""
    forms = read_forms(settings.forms)
    return _with(settings, store, clock, lambda client: look(client, settings, forms))


def _with(
    settings: WeChatSettings, store: Store, clock: Clock, asked: Callable[[WeChatClient], Awaitable[T]]
) -> T:
    async def run() -> T:
        async with WeChatClient(account_of(settings), store, clock) as client:
            return await asked(client)

    return asyncio.run(run())
