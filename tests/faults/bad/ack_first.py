"""Acknowledges before it writes: what is collected in memory to be written together dies with the process."""

import asyncio

from starlette.types import ASGIApp

from bot.channels.channel import Inbound
from bot.channels.telegram.hook import PREFIX, TelegramHook
from tests.faults.bad.assembly import Sound

COLLECTED_FOR = 0.2


class AckFirst(Sound):
    def _hooks(self) -> dict[str, ASGIApp]:
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

        async def take(inbound: Inbound) -> None:
            if not writing:
                writing.add(asyncio.create_task(write()))
            collected.append(inbound)

        hook = TelegramHook({telegram.account: telegram.secret}, take)
        return {PREFIX + telegram.account: hook}
