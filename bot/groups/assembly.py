"""The group speakers of a process, beside its channels to owners."""

import importlib
import random
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any

from bot.breaker import Breaker
from bot.channels.channel import Channel
from bot.groups.posting import Posting
from bot.groups.speaker import Speaker
from bot.groups.wecom import AppSpeaker, RobotSpeaker, Wire
from bot.settings import Settings
from bot.working import working
from desk.staff_groups import APP, ROBOT
from storage import Store


@asynccontextmanager
async def speaking_to_groups(
    settings: Settings,
    channels: Mapping[str, Channel],
    store: Store,
    clock: Callable[[], datetime],
    breakers: Mapping[str, Breaker] | None,
) -> AsyncGenerator[Posting]:
    """Say what waits for staff groups, until the block ends."""
    async with AsyncExitStack() as opened:
        wire = Wire(settings.wecom_api)
        opened.push_async_callback(wire.close)
        speakers = _speakers(channels)
        speakers[ROBOT] = RobotSpeaker(wire, settings.secret.get_secret_value())
        if (app := settings.wecom) is not None:
            speakers[APP] = AppSpeaker(wire, app)
        posting = Posting(
            store,
            speakers,
            desk_url=settings.public_url,
            clock=clock,
            random=random.random,
            breakers=breakers,
            lease=settings.lease,
        )
        await opened.enter_async_context(working("the groups", (posting.run,)))
        yield posting


def _speakers(channels: Mapping[str, Channel]) -> dict[str, Speaker]:
    """Whoever can speak to groups, by account."""
    speakers: dict[str, Speaker] = {}
    for account, channel in channels.items():
        if account.startswith("telegram:"):
            # 15 MB and more: loaded only where there is a bot
            telegram: Any = importlib.import_module("bot.groups.telegram")
            speakers[account] = telegram.TelegramSpeaker(channel)
    return speakers
