"""Where channels hand over what they heard: one turn, or a dead letter when a turn of ours fails."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from desk.hearing import hear
from desk.letters import bury, unreadable
from dialogs.heard import Heard
from storage import Session, Store, Unavailable

log = logging.getLogger(__name__)


class Intake:
    """Carries out what is heard for one centre; returns once it is durable."""

    def __init__(self, store: Store, centre: int, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.centre = centre
        self.clock = clock

    async def take(self, heard: Heard) -> None:
        """One turn. Raises Unavailable when the database cannot take it: the channel then asks to be sent it again."""
        now = self.clock()
        try:
            await self.store.write_soon(partial(_turn, heard=heard, centre=self.centre, now=now))
        except Unavailable:
            raise
        except Exception as fault:
            log.exception("a turn failed; kept as a dead letter")
            await self.store.write_soon(
                partial(bury, heard=heard, centre=self.centre, error=repr(fault), now=self.clock())
            )

    async def take_raw(self, account: str, raw: bytes, error: str) -> None:
        """What a channel could not even read."""
        await self.store.write_soon(
            partial(unreadable, account=account, raw=raw, centre=self.centre, error=error, now=self.clock())
        )


def _turn(session: Session, *, heard: Heard, centre: int, now: datetime) -> bool:
    return hear(session, heard, centre=centre, now=now)
