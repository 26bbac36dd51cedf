"""One sender and one fetcher for all channels of a process."""

import random
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.channels.channel import Channel
from bot.delivery import Delivery
from bot.fetching import Fetching
from bot.working import working
from desk import pictures
from storage import Store
from storage.files import FileStore

# a picture takes longer than a message: a slow download of 20 MB, and a turn at the decoder
FETCHING = 3


@asynccontextmanager
async def carrying(
    channels: Mapping[str, Channel],
    store: Store,
    files: FileStore,
    clock: Callable[[], datetime],
    lease: timedelta,
) -> AsyncGenerator[Delivery]:
    """Send what waits for these accounts and fetch what their owners sent, until the block ends."""
    delivery = Delivery(store, channels, files, clock=clock, random=random.random, lease=lease)
    fetching = Fetching(
        store, channels, files, pictures, clock=clock, random=random.random, lease=FETCHING * lease
    )
    async with working("the channels", (delivery.run, fetching.run)):
        yield delivery
