"""What of WeChat runs beside the pages: the channel that speaks, and the forms it may use."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.channels.wechat.client import Account
from bot.channels.wechat.sender import WeChatChannel, channel_of
from bot.channels.wechat.tags import Tagging
from bot.settings import WeChatSettings
from bot.working import working
from storage import Store
from storage import reaching as windows

PAGE = "/wechat/"


def account_of(settings: WeChatSettings) -> Account:
    return Account(settings.account, settings.appid, settings.secret, settings.api)


def page_of(settings: WeChatSettings) -> str:
    """Where templates and the menu lead: the web pages, which know who comes from WeChat."""
    return f"{settings.public_url}{PAGE}{settings.account}" if settings.public_url else ""


@asynccontextmanager
async def speaking(
    settings: WeChatSettings, store: Store, clock: Callable[[], datetime]
) -> AsyncGenerator[WeChatChannel]:
    """The channel, whose connections are closed at the end. Whether WeChat is there is not asked."""
    account = account_of(settings)
    await store.write_soon(lambda session: windows.register(session, account.account, settings.forms))
    channel = channel_of(account, store, clock, page=page_of(settings))
    tagging = Tagging(channel.client, store, clock)
    try:
        async with working("WeChat's menus", (tagging.run,)):
            yield channel
    finally:
        await channel.close()
