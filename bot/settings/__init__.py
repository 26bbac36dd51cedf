"""Settings, read once and strictly from HUIFANG_..., channel by channel."""

from bot.settings.common import CommonSettings, Role
from bot.settings.reading import Settings, WrongSettings, read_part, read_settings
from bot.settings.telegram import Mode, TelegramSettings
from bot.settings.wechat import WeChatFields, WeChatSettings

__all__ = [
    "CommonSettings",
    "Mode",
    "Role",
    "Settings",
    "TelegramSettings",
    "WeChatFields",
    "WeChatSettings",
    "WrongSettings",
    "read_part",
    "read_settings",
]
