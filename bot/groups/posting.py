"""Carries what waits for staff groups to their platforms: claim, say, mark, like the delivery to owners."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.breaker import Breaker
from bot.channels.channel import SendFailed, Why
from bot.groups.speaker import MessageGone, NoTopics, Said, Speaker, TopicGone
from bot.groups.unsent import Unsent
from desk import group_posting
from desk.group_posting import Job
from storage import Session, Store, Unavailable, group_posts
from storage.pacing import USUAL, Limits

log = logging.getLogger(__name__)

TOPIC = "groups"
LEASE = timedelta(seconds=60)
SHORTEST_PAUSE, BUSY_PAUSE, IDLE_PAUSE = 0.05, 0.2, 1.0
MARK_TRIES, MARK_PAUSE = 20, 0.5
OUTAGE = frozenset({Why.NETWORK, Why.UNCERTAIN})


class Posting:
    """The group speaker of one process. `random` gives numbers from 0 to 1, `clock` the time.

    `breakers` are shared with whoever else speaks by the same account.
    """

    def __init__(
        self,
        store: Store,
        speakers: Mapping[str, Speaker],
        *,
        desk_url: str,
        clock: Callable[[], datetime],
        random: Callable[[], float],
        breakers: Mapping[str, Breaker] | None = None,
        lease: timedelta = LEASE,
        limits: Limits = USUAL,
    ) -> None:
        self._store = store
        self._speakers = speakers
        self._desk_url = desk_url
        self.clock = clock
        self._random = random
        self._breakers = {account: (breakers or {}).get(account) or Breaker() for account in speakers}
        self._lease = lease
        self._limits = limits
        self.counts: Counter[str] = Counter()

    async def run(self, stop: asyncio.Event) -> None:
        """Speak until `stop`, then finish what is under way."""
        wake = self._wake_on_news()
        watcher = asyncio.create_task(_pass_on(stop, wake))
        try:
            while not stop.is_set():
                wake.clear()
                await self._rest(wake, BUSY_PAUSE if await self._step_safely() else IDLE_PAUSE)
        finally:
            watcher.cancel()

    async def _step_safely(self) -> bool:
        try:
            return await self.step()
        except Unavailable as away:
            log.warning("nothing can be claimed for groups: %s", away)
        except Exception:
            log.exception("speaking to groups failed")
        return False

    async def step(self) -> bool:
        """Claim and say one batch, and ask after platforms that were away; whether there was any."""
        await asyncio.gather(*(self._probe(account) for account in self._probes_due()))
        jobs = await self._claim()
        await asyncio.gather(*(self._do(job) for job in jobs))
        return bool(jobs)

    async def _claim(self) -> list[Job]:
        now = self.clock()
        accounts = [account for account, breaker in self._breakers.items() if not breaker.is_open]
        waiting = await self._store.read_soon(partial(group_posts.accounts_waiting, now=now))
        jobs: list[Job] = []
        for account in accounts:
            if account in waiting:
                unit = partial(
                    group_posting.next_jobs,
                    account=account,
                    desk_url=self._desk_url,
                    now=now,
                    lease=self._lease,
                    limits=self._limits,
                )
                jobs += await self._store.write_soon(unit)
        return jobs

    async def _do(self, job: Job) -> None:
        """The outermost handler of one job: what it dies of is tried again when the lease ends."""
        try:
            await self._say_and_mark(job)
        except Exception:
            log.exception("a post of group %s could not be dealt with", job.group_id)

    async def _say_and_mark(self, job: Job) -> None:
        breaker, now = self._breakers[job.account], self.clock()
        unit: Callable[[Session], object]
        try:
            said = await self._say(job)
        except SendFailed as failure:
            if failure.why in OUTAGE:
                breaker.failed(now)
            self.counts[failure.why] += 1
            log.warning("group %s: %s", job.group_id, failure)
            unit = Unsent(job, failure, now, self._random())
        except TopicGone:
            unit = partial(group_posting.topic_gone, job=job, now=now)
        except MessageGone:
            unit = partial(group_posting.message_gone, job=job, now=now)
        except NoTopics as why:
            log.warning("group %s: no topics can be made: %s", job.group_id, why)
            unit = partial(group_posting.no_topics, job=job, why=str(why), now=now)
        else:
            breaker.worked()
            self.counts["said"] += 1
            unit = partial(
                group_posting.arrived, job=job, external_id=said.external_id, thread=said.thread, now=now
            )
        await self._mark(unit)

    async def _say(self, job: Job) -> Said:
        """Raises SendFailed. What outlasts the lease is given up, because somebody else may take it then."""
        left = job.until - self.clock()
        if left < self._lease / 2:
            raise SendFailed(Why.LATE, "there was no time left to say it")

        async def made(thread: str) -> None:
            await self._mark(partial(group_posting.topic_made, job=job, thread=thread))

        try:
            async with asyncio.timeout(left.total_seconds() * 0.9):
                return await self._speakers[job.account].say(job, made)
        except TimeoutError:
            raise SendFailed(Why.UNCERTAIN, "no answer within the lease", ambiguous=True) from None

    async def _mark(self, unit: Callable[[Session], object]) -> None:
        """Try for a while: what is said and not marked is said again."""
        for _ in range(MARK_TRIES):
            try:
                await self._store.write_soon(unit)
            except Unavailable:
                await asyncio.sleep(MARK_PAUSE)
            else:
                return
        log.error("a post could not be marked")

    def _probes_due(self) -> list[str]:
        now = self.clock()
        return [account for account, breaker in self._breakers.items() if breaker.is_probe_due(now)]

    async def _probe(self, account: str) -> None:
        try:
            await self._speakers[account].probe()
        except SendFailed as failure:
            log.warning("%s does not answer: %s", account, failure)
        else:
            log.info("%s answers again", account)
            self._breakers[account].worked()

    async def _rest(self, wake: asyncio.Event, seconds: float) -> None:
        await asyncio.sleep(SHORTEST_PAUSE)
        try:
            await asyncio.wait_for(wake.wait(), seconds)
        except TimeoutError:
            return

    def _wake_on_news(self) -> asyncio.Event:
        wake, loop = asyncio.Event(), asyncio.get_running_loop()

        def listen(topics: Collection[str]) -> None:
            if TOPIC in topics and not loop.is_closed():
                loop.call_soon_threadsafe(wake.set)

        self._store.listen(listen)
        return wake


async def _pass_on(stop: asyncio.Event, wake: asyncio.Event) -> None:
    await stop.wait()
    wake.set()
