"""What of WeChat runs beside the pages: the channel that speaks, and the forms it may use."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.channels.wechat.client import Account
from bot.channels.wechat.forms import read_forms
from bot.channels.wechat.sender import WeChatChannel, channel_of
from bot.settings import WeChatSettings
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
    """The channel; its connections are closed at the end. Nothing is asked of WeChat yet, which may be away.

    Raises forms.WrongForms.
    """
    account, forms = account_of(settings), read_forms(settings.forms)
    await store.write_soon(lambda session: windows.register(session, account.account, forms))
    channel = channel_of(account, store, clock, page=page_of(settings))
    try:
        yield channel
    finally:
        await channel.close()
