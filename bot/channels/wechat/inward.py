"""The hook of a service account, as the settings name it."""

import secrets

from bot.channels.hook import Asking
from bot.channels.wechat.guard import Keys
from bot.channels.wechat.hook import PREFIX, WeChatHook
from bot.channels.wechat.noting import note
from bot.intake import Intake
from bot.replying import Noting, Replying
from bot.settings import WeChatSettings


def hooks(settings: WeChatSettings, intake: Intake, note: Noting = note) -> dict[str, Asking]:
    """Where WeChat brings what owners write, by path."""
    name = settings.account
    keys = Keys(
        settings.appid,
        settings.token,
        (settings.aes_key, settings.aes_key_previous),
        plaintext=settings.plaintext,
    )
    replying = Replying(f"wechat:{name}", intake, note)
    hook = WeChatHook(name, keys, replying, clock=intake.clock, random=secrets.token_bytes)
    return {PREFIX + name: hook}
