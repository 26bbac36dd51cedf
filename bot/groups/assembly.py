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
from bot.settings import Settings
from bot.working import working
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
        posting = Posting(
            store,
            _speakers(channels),
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
