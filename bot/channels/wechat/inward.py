"""The hook of a service account, as the settings name it."""

import secrets
from collections.abc import Callable
from datetime import datetime

from bot.channels.hook import Asking
from bot.channels.wechat.guard import Keys
from bot.channels.wechat.hook import PREFIX, WeChatHook
from bot.replying import Answering
from bot.settings import WeChatSettings


def hooks(settings: WeChatSettings, replying: Answering, clock: Callable[[], datetime]) -> dict[str, Asking]:
    """Where WeChat brings what owners write, by path."""
    name = settings.account
    keys = Keys(
        settings.appid,
        settings.token,
        (settings.aes_key, settings.aes_key_previous),
        plaintext=settings.plaintext,
    )
    hook = WeChatHook(name, keys, replying, clock=clock, random=secrets.token_bytes)
    return {PREFIX + name: hook}
