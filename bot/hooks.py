"""Where platforms bring what owners wrote, by path: in the server itself, or in the gate's process."""

import importlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from bot.channels.channel import Inbound, Then, Unread
from bot.channels.hook import Asking, Hook
from bot.channels.telegram.hook import PREFIX, Acknowledge, TelegramHook, ignore
from bot.replying import Pushed, Told
from bot.settings import Mode, Role, Settings
from desk.passive import Shape


class Carrying(Protocol):
    """What carries out what a hook heard, each in a turn of its own; the end is told on the event loop."""

    def take_then(self, inbound: Inbound, then: Then) -> None: ...

    def reply_then(self, account: str, pushed: Pushed, shape: Shape, told: Told) -> None:
        """A turn whose words leave with the answer; `account` is one of ours ("wechat:main")."""
        ...


class Replies:
    """`Carrying` for one account."""

    def __init__(self, carrying: Carrying, account: str) -> None:
        self._carrying = carrying
        self._account = account

    def reply_then(self, pushed: Pushed, shape: Shape, told: Told) -> None:
        self._carrying.reply_then(self._account, pushed, shape, told)

    def keep(self, unread: Unread, told: Told) -> None:
        """What cannot be read is kept for staff, and never asked for again."""
        self._carrying.take_then(unread, lambda fault: told(None, fault))


def hooks(
    settings: Settings,
    carrying: Carrying,
    clock: Callable[[], datetime],
    acknowledge: Acknowledge = ignore,
) -> Mapping[str, Hook | Asking]:
    """None for a process that only works off what is due."""
    found: dict[str, Hook | Asking] = {}
    if settings.role is Role.WORKER:
        return found
    for bot in settings.telegrams:
        if bot.mode is Mode.WEBHOOK:
            found[PREFIX + bot.account] = TelegramHook(
                bot.account, bot.secret, carrying.take_then, acknowledge=acknowledge
            )
    if settings.wechat is not None:
        # its library is loaded only where it is used
        inward = importlib.import_module("bot.channels.wechat.inward")
        replies = Replies(carrying, f"wechat:{settings.wechat.account}")
        found |= inward.hooks(settings.wechat, replies, clock)
    return found
