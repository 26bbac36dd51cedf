"""Whether there is a gate, and where it listens."""

import socket
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from bot.channels.hook import Asking, Hook
from bot.gate.inside import Gate
from bot.hooks import Carrying, hooks
from bot.settings import Mode, Role, Settings, WrongSettings

# a server that was killed leaves its address to its gate for a moment
PATIENCE_SECONDS, LOOKS = 2.0, 20
BACKLOG = 2048


def open_gate(settings: Settings) -> Gate | None:
    """A process before this one, where hooks come in; None where there are none, or no such processes.

    To be called before there is any thread. Raises WrongSettings when the address is taken.
    """
    if sys.platform != "linux" or not settings.gate or not _has_hooks(settings):
        return None
    return Gate.open(_listening(settings), partial(_hooks, settings))


def _has_hooks(settings: Settings) -> bool:
    if settings.role is Role.WORKER:
        return False
    return settings.wechat is not None or any(bot.mode is Mode.WEBHOOK for bot in settings.telegrams)


def _hooks(settings: Settings, inside: Carrying) -> Mapping[str, Hook | Asking]:
    ahead = settings.clock
    return hooks(settings, inside, lambda: datetime.now(UTC) + ahead)


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    for look in range(LOOKS):
        try:
            return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
        except OSError as fault:
            if look == LOOKS - 1:
                raise WrongSettings(f"HUIFANG_HOST, HUIFANG_PORT: {fault}") from None
            time.sleep(PATIENCE_SECONDS / LOOKS)
    raise AssertionError
