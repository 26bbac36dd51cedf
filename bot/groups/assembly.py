"""The group speakers of a process, beside its channels to owners."""

import importlib
import random
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime

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
    breakers: Mapping[str, Breaker],
) -> AsyncGenerator[Posting]:
    """Say what waits for staff groups, until the block ends."""
    async with AsyncExitStack() as opened:
        speakers: dict[str, Speaker] = {}
        for account, channel in channels.items():
            if account.startswith("telegram:"):
                # 15 MB and more: loaded only where there is a bot
                telegram = importlib.import_module("bot.groups.telegram")
                speakers[account] = telegram.TelegramSpeaker(channel)
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
