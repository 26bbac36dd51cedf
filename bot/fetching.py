"""Fetches the pictures and voices that owners sent from their channel, cleans them, puts them on disk."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.channels.channel import Channel, FetchFailed
from bot.rounds import Rounds
from storage import Session, Store, wanted
from storage.files import FileStore, NoSpace
from storage.pictures import BadPicture, clean
from storage.sounds import playable
from storage.wanted import Kept, Wanted

log = logging.getLogger(__name__)

TOPIC = "pictures"
AT_ONCE = 4
# the two longest waits: a slow download of 20 MB, and a turn at the decoder
LEASE = timedelta(minutes=3)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(hours=24)


class Desk(Protocol):
    """What follows from a picture that is kept, and from one that cannot be: whoever sent it is told why."""

    def kept(self, session: Session, attachment_id: int, *, now: datetime) -> None: ...
    def refused(self, session: Session, attachment_id: int, reason: str, *, now: datetime) -> None: ...


class Fetching:
    """The fetcher of one process. `random` gives numbers from 0 to 1, `clock` the time."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        files: FileStore,
        desk: Desk,
        *,
        clock: Callable[[], datetime],
        random: Callable[[], float],
        lease: timedelta = LEASE,
    ) -> None:
        self._store = store
        self._channels = channels
        self._files = files
        self._desk = desk
        self._clock = clock
        self._random = random
        self._lease = lease
        self._rounds = Rounds(store, TOPIC, "fetching", busy=0, idle=2)

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop`; what is cut off then is fetched again when its lease ends."""
        await self._rounds.run_cut_off(stop, self.step)

    async def step(self) -> bool:
        """Fetch a few pictures; whether there were any."""
        now = self._clock()

        def unit(session: Session) -> list[Wanted]:
            return wanted.claim_wanted(
                session, accounts=list(self._channels), now=now, lease=self._lease, most=AT_ONCE
            )

        claimed = await self._store.write_soon(unit)
        await asyncio.gather(*(self._deal_with(each) for each in claimed))
        return bool(claimed)

    async def _deal_with(self, each: Wanted) -> None:
        """The outermost handler of one picture."""
        try:
            await self._store.write_soon(await self._outcome(each))
        except Exception:
            log.exception("picture %d could not be dealt with", each.id)

    async def _outcome(self, each: Wanted) -> Callable[[Session], bool]:
        """Fetch and clean it; the unit of work that says what came of it."""
        now = self._clock()
        try:
            data = await self._channels[each.account].fetch(each.source)
            kept = await asyncio.to_thread(self._kept, data, is_voice=each.is_voice)
        except BadPicture as bad:
            return self._refusing(each, bad.reason, now)
        except FetchFailed as failed:
            if failed.permanent:
                return self._refusing(each, "gone", now)
            return self._trying_again(each, str(failed), now)
        except (NoSpace, OSError, RuntimeError) as fault:
            log.warning("picture %d: %r", each.id, fault)
            return self._trying_again(each, type(fault).__name__, now)
        return self._keeping(each, kept, now)

    def _kept(self, data: bytes, *, is_voice: bool) -> Kept:
        """On disk. Raises BadPicture, NoSpace, OSError."""
        if not is_voice:
            picture = clean(data)
            stored = self._files.put(picture.data)
            return Kept(stored.sha256, stored.size, picture.media_type, picture.width, picture.height)
        sound = playable(data)
        original, stored = self._files.put(data), self._files.put(sound.data)
        return Kept(stored.sha256, stored.size, sound.media_type, 0, 0, original.sha256, sound.original_type)

    def _keeping(self, each: Wanted, kept: Kept, now: datetime) -> Callable[[Session], bool]:
        def unit(session: Session) -> bool:
            mine = wanted.keep(session, each, kept)
            if mine:
                self._desk.kept(session, each.id, now=now)
            return mine

        return unit

    def _refusing(self, each: Wanted, why: str, now: datetime) -> Callable[[Session], bool]:
        def unit(session: Session) -> bool:
            mine = wanted.refuse(session, each, why)
            if mine:
                self._desk.refused(session, each.id, why, now=now)
            return mine

        return unit

    def _trying_again(self, each: Wanted, why: str, now: datetime) -> Callable[[Session], bool]:
        if each.since is not None and now - each.since > GIVE_UP_AFTER:
            return self._refusing(each, "expired", now)
        wait = min(FIRST_WAIT * 2 ** min(each.tries - 1, 20), LONGEST_WAIT) * (0.75 + self._random() / 2)
        return partial(wanted.postpone, wanted=each, until=now + wait, why=why)
