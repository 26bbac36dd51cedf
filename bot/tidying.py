"""Takes away what broken writes and old talks left behind: files without a row, rows of the past."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from storage import Session, Store, Unavailable, tidying
from storage.files import FileStore

log = logging.getLogger(__name__)
EVERY = timedelta(hours=6)
# the first not while a server that was just started has better things to do
FIRST = timedelta(minutes=10)
# a file is written before its row: what is younger may get one yet
FILES_AFTER = timedelta(days=1)
PACES_AFTER = timedelta(days=1)
CODES_AFTER = timedelta(days=30)
# WeChat asks again within seconds; days are for whoever looks into a fault
REPLIES_AFTER = timedelta(days=3)
RECEIPTS_AFTER = timedelta(days=30)


class Gone(NamedTuple):
    """How many of each went."""

    files: int
    paces: int
    codes: int
    replies: int
    receipts: int


class Tidying:
    """The tidying of one process; several may do it, for the second finds nothing."""

    def __init__(self, store: Store, files: FileStore, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._files = files
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Every few hours until `stop`."""
        pause = FIRST
        while not await _is_set_within(stop, pause):
            pause = EVERY
            try:
                log.info("tidied up: %s", await asyncio.to_thread(self.once))
            except (Unavailable, OSError) as fault:
                log.warning("nothing was tidied up: %s", fault)

    def once(self) -> Gone:
        """Raises Unavailable, OSError."""
        now = self._clock()

        def unit(session: Session) -> tuple[int, int, int, int]:
            return (
                tidying.forget_paces(session, before=now - PACES_AFTER),
                tidying.forget_codes(session, before=now - CODES_AFTER),
                tidying.forget_replies(session, before=now - REPLIES_AFTER),
                tidying.forget_receipts(session, before=now - RECEIPTS_AFTER),
            )

        rows = self._store.write(unit)
        return Gone(self._files.sweep(self._known, older_than=FILES_AFTER, now=now), *rows)

    def _known(self, hashes: Sequence[str]) -> set[str]:
        return self._store.read(lambda session: tidying.known_files(session, hashes))


async def _is_set_within(stop: asyncio.Event, pause: timedelta) -> bool:
    try:
        await asyncio.wait_for(stop.wait(), pause.total_seconds())
    except TimeoutError:
        return False
    return True
