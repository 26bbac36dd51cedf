"""The pages of owners and staff, with everything that they are drawn with."""

import importlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount

from bot.channels.web import web_chat
from bot.channels.web_settings import WebChatSettings
from bot.channels.wecom.callback import Take, callback
from bot.public import public_pages
from bot.settings import Settings
from console.app import console_app
from console.settings import ConsoleSettings, SecondFactor
from storage import Store
from storage.files import FileStore


def pages(
    settings: Settings, store: Store, files: FileStore, take: Take, clock: Callable[[], datetime]
) -> Starlette:
    """The web chat, the public page and the console."""
    chat = WebChatSettings(public_url=settings.public_url)
    console = ConsoleSettings(
        secret=settings.secret.get_secret_value(),
        files=settings.files,
        https=settings.public_url.startswith("https://"),
        second_factor=SecondFactor(settings.second_factor),
    )
    wechat = _wechat(settings, store, clock, chat)
    wecom = settings.wecom
    return Starlette(
        routes=[
            *(callback(wecom, take, clock) if wecom else ()),
            *(wechat.routes if wechat else ()),
            *web_chat(store, files, take, clock, chat).routes,
            *public_pages(store, files, clock).routes,
            Mount("/console", console_app(store, console, clock, invite=wechat.invite if wechat else None)),
        ]
    )


def _wechat(settings: Settings, store: Store, clock: Callable[[], datetime], chat: WebChatSettings) -> Any:
    """Where WeChat leads to; None without an account. Its libraries are loaded only where it is used."""
    if settings.wechat is None:
        return None
    return importlib.import_module("bot.channels.wechat.doors").doors(settings.wechat, store, clock, chat)
