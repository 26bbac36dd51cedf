"""Carries what waits for staff groups to their platforms: claim, say, mark, like the delivery to owners."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.breaker import Breaker, Breakers
from bot.channels.channel import SendFailed, Why
from bot.groups.speaker import MessageGone, NoTopics, Said, Speaker, TopicGone
from bot.groups.unsent import Unsent
from bot.rounds import Rounds, mark
from desk import group_posting, group_settling
from desk.group_posting import Job
from storage import Session, Store, group_posts
from storage.pacing import USUAL, Limits

log = logging.getLogger(__name__)

TOPIC = "groups"
LEASE = timedelta(seconds=60)


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
        self._breakers = Breakers(speakers, clock, breakers)
        self._rounds = Rounds(store, TOPIC, "speaking to groups")
        self._lease = lease
        self._limits = limits
        self.counts: Counter[str] = Counter()

    async def run(self, stop: asyncio.Event) -> None:
        """Speak until `stop`, then finish what is under way."""
        await self._rounds.run(stop, self.step)

    async def step(self) -> bool:
        """Claim and say one batch, and ask after platforms that were away; whether there was any."""
        await self._breakers.ask_after_all(self._speakers)
        jobs = await self._claim()
        await asyncio.gather(*(self._do(job) for job in jobs))
        return bool(jobs)

    async def _claim(self) -> list[Job]:
        now = self.clock()
        waiting = await self._store.read_soon(partial(group_posts.accounts_waiting, now=now))
        jobs: list[Job] = []
        for account in self._breakers.open_ways:
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
        now = self.clock()
        unit: Callable[[Session], object]
        try:
            said = await self._say(job)
        except SendFailed as failure:
            self._breakers.failed(job.account, failure)
            self.counts[failure.why] += 1
            log.warning("group %s: %s", job.group_id, failure)
            unit = Unsent(job, failure, now, self._random())
        except TopicGone:
            unit = partial(group_settling.topic_gone, job=job, now=now)
        except MessageGone:
            unit = partial(group_settling.message_gone, job=job, now=now)
        except NoTopics as why:
            log.warning("group %s: no topics can be made: %s", job.group_id, why)
            unit = partial(group_settling.no_topics, job=job, why=str(why), now=now)
        else:
            self._breakers.worked(job.account)
            self.counts["said"] += 1
            unit = partial(
                group_settling.arrived,
                job=job,
                external_id=said.external_id,
                thread=said.thread,
                code=said.code,
                now=now,
            )
        await mark(self._store, unit, "a post")

    async def _say(self, job: Job) -> Said:
        """Raises SendFailed. What outlasts the lease is given up, because somebody else may take it then."""
        left = job.until - self.clock()
        if left < self._lease / 2:
            raise SendFailed(Why.LATE, "there was no time left to say it")

        async def made(thread: str) -> None:
            await mark(self._store, partial(group_settling.topic_made, job=job, thread=thread), "a topic")

        try:
            async with asyncio.timeout(left.total_seconds() * 0.9):
                return await self._speakers[job.account].say(job, made)
        except TimeoutError:
            raise SendFailed(Why.UNCERTAIN, "no answer within the lease", ambiguous=True) from None
