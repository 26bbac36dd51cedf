"""Selects what is due and claims it afterwards: two senders take the same messages."""

import asyncio
from datetime import datetime, timedelta
from functools import partial

from sqlmodel import col, select, update

from bot.delivery import Delivery
from storage import Session
from storage.outbox import Claimed, _details
from storage.tables import Outbox
from tests.faults.bad.assembly import Sound


class TakesUnlocked(Delivery):
    async def _claim(self, most: int) -> list[Claimed]:
        now = self.clock()
        due = await self._store.read_soon(partial(_due, now=now, most=most))
        await asyncio.sleep(0)
        return await self._store.write_soon(partial(_taken, ids=due, now=now, lease=self._lease))


def _due(session: Session, *, now: datetime, most: int) -> list[int]:
    """The oldest open message of each contact."""
    heads: dict[int, int] = {}
    open_ones = select(Outbox).where(col(Outbox.done_at).is_(None)).order_by(col(Outbox.id))
    for row in session.exec(open_ones):
        if row.contact_id not in heads:
            heads[row.contact_id] = row.id or 0 if row.try_at <= now else 0
    return [head for head in heads.values() if head][:most]


def _taken(session: Session, *, ids: list[int], now: datetime, lease: timedelta) -> list[Claimed]:
    session.exec(
        update(Outbox)
        .where(col(Outbox.id).in_(ids), col(Outbox.done_at).is_(None))
        .values(state="sending", try_at=now + lease, lease_gen=Outbox.lease_gen + 1, tries=Outbox.tries + 1)
    )
    return _details(session, ids, now + lease)


class ClaimWithoutLock(Sound):
    sender = TakesUnlocked
    loops = 2
