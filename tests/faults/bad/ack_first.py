"""Acknowledges before it writes: what is collected in memory to be written together dies with the process."""

import asyncio

from bot.channels.channel import Inbound, Then
from bot.channels.hook import Hook
from bot.channels.telegram.hook import PREFIX, TelegramHook
from tests.faults.bad.assembly import Sound

COLLECTED_FOR = 0.2


class AckFirst(Sound):
    def hooks(self) -> dict[str, Hook]:
        telegram = self.settings.telegram
        assert telegram
        collected: list[Inbound] = []
        writing: set[asyncio.Task[None]] = set()

        async def write() -> None:
            while True:
                await asyncio.sleep(COLLECTED_FOR)
                batch = collected.copy()
                collected.clear()
                for inbound in batch:
                    await self.intake.take(inbound)

        def take(inbound: Inbound, then: Then) -> None:
            if not writing:
                writing.add(asyncio.create_task(write()))
            collected.append(inbound)
            then(None)

        hook = TelegramHook(telegram.account, telegram.secret, take)
        return {PREFIX + telegram.account: hook}
