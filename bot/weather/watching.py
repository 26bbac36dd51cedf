"""Asks each source about each place once an hour, politely: spread by centre, with back-off."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, runtime_checkable

from bot.weather.source import NoData, Place, RainSource, Trouble
from desk import rain as desk
from procedures.rain import HOUR, Hour
from storage import Session, Store, Unavailable, rain
from storage.tables import RainWatch

log = logging.getLogger(__name__)
PAUSE = 30.0
AT_ONCE = 10
LEASE = timedelta(minutes=2)
# Sources publish some minutes after the hour; centres are spread over a quarter of it.
AFTER_THE_HOUR, SPREAD_MINUTES = timedelta(minutes=7), 15
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=1)
LOOK_BACK = timedelta(days=3)


@runtime_checkable
class Warns(Protocol):
    """A source that also tells of rainstorm warnings."""

    async def warning(self) -> str | None: ...


class Watching:
    """The watcher of one process."""

    def __init__(self, store: Store, sources: Sequence[RainSource], clock: Callable[[], datetime]) -> None:
        self._store = store
        self._sources = sources
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Ask until `stop`."""
        while not stop.is_set():
            try:
                await self.step()
            except Unavailable as away:
                log.warning("no rain can be kept: %s", away)
            except Exception:
                log.exception("asking about rain failed")
            try:
                await asyncio.wait_for(stop.wait(), PAUSE)
            except TimeoutError:
                continue

    async def step(self) -> int:
        """Ask what is due; how many were asked."""
        now = self._clock()
        places = {
            centre: Place(latitude, longitude)
            for centre, latitude, longitude in await self._store.read_soon(rain.places)
        }
        await self._store.write_soon(partial(_begin, centres=list(places), names=self._names, now=now))
        asked = 0
        for source in self._sources:
            due = await self._store.write_soon(partial(_claim, source=source.name, now=now))
            for watch in due:
                if where := places.get(watch.centre_id):
                    await self._ask(source, watch.centre_id, where, watch.tries)
                    asked += 1
        return asked

    @property
    def _names(self) -> list[str]:
        return [source.name for source in self._sources]

    async def _ask(self, source: RainSource, centre_id: int, where: Place, tries: int) -> None:
        now = self._clock()
        answer = await source.hours(where, now - LOOK_BACK, now)
        if isinstance(answer, NoData):
            until = again_at(answer, centre_id, tries=tries, now=now)
            log.warning("rain: %s has no usable answer for centre %d: %s", source.name, centre_id, answer.why)
            await self._store.write_soon(partial(_trouble, centre_id, source.name, answer.why, until, now))
        else:
            await self._store.write_soon(partial(_keep, centre_id, source.name, answer, now))
        if isinstance(source, Warns) and (warning := await source.warning()):
            await self._store.write_soon(lambda session: desk.warn(session, centre_id, warning, now=now))


def next_look(centre_id: int, now: datetime) -> datetime:
    """Some minutes after the next hour, each centre at a time of its own."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    own = hour + AFTER_THE_HOUR + timedelta(minutes=centre_id * 7 % SPREAD_MINUTES)
    return own if own > now else own + HOUR


def again_at(answer: NoData, centre_id: int, *, tries: int, now: datetime) -> datetime:
    """Later each time, to an hour; never before the source allows it."""
    if answer.why is Trouble.UNCHANGED:
        return next_look(centre_id, now)
    wait = min(FIRST_WAIT * 2 ** min(tries, 10), LONGEST_WAIT)
    return now + max(wait, answer.again_after or wait)


def _begin(session: Session, centres: Sequence[int], names: Sequence[str], now: datetime) -> None:
    for centre_id in centres:
        for name in names:
            rain.begin_watching(session, centre_id, name, first_at=now, now=now)


def _claim(session: Session, source: str, now: datetime) -> list[RainWatch]:
    return rain.claim(session, source, now=now, until=now + LEASE, most=AT_ONCE)


def _keep(centre_id: int, source: str, hours: Sequence[Hour], now: datetime, session: Session) -> None:
    desk.keep_hours(session, centre_id, source, hours, now=now)
    watch = rain.watch(session, centre_id, source)
    if watch is not None:
        watch.next_at = next_look(centre_id, now)


def _trouble(
    centre_id: int, source: str, why: Trouble, until: datetime, now: datetime, session: Session
) -> None:
    desk.keep_trouble(session, centre_id, source, why, until=until, now=now)
