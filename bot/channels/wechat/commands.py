"""What a person at the command line asks of WeChat: set the menus."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.channels.wechat.client import WeChatClient
from bot.channels.wechat.menus import set_menus
from bot.channels.wechat.outward import account_of, page_of
from bot.settings import WeChatSettings
from storage import Store


def set_menu(settings: WeChatSettings, store: Store, locale: str, clock: Callable[[], datetime]) -> None:
    """Owners see it within five minutes, or when they follow anew. Raises client.Refused, Unanswered."""

    async def run() -> None:
        async with WeChatClient(account_of(settings), store, clock) as client:
            await set_menus(client, locale, page_of(settings))

    asyncio.run(run())
