"""Marks messages as sent before it sends them: a kill in between loses them in silence."""

from functools import partial

from bot.channels.channel import SendFailed
from bot.delivery import Delivery
from storage import Session, outbox
from storage.outbox import Claimed
from tests.faults.bad.assembly import Sound


class MarksFirst(Delivery):
    async def _send_and_mark(self, claimed: Claimed) -> None:
        await self._store.write_soon(partial(self._marked, claimed=claimed))
        try:
            await self._send(claimed)
        except SendFailed as failure:
            self._tell(claimed, failure)

    def _marked(self, session: Session, *, claimed: Claimed) -> bool:
        return outbox.mark_sent(session, claimed, external_id=f"unsent-{claimed.id}", now=self.clock())


class MarkFirst(Sound):
    sender = MarksFirst
