"""Carries what waits in the outbox to the channels: claim, send, mark (RELIABILITY 1.5)."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.breaker import Breaker
from bot.channels.channel import Channel, SendFailed, Sent, Why
from bot.unsent import Unsent
from desk import reach_results, reaching
from dialogs.speech import READ_SPOKEN, Spoken
from procedures.reaching import Means
from storage import Session, Store, Unavailable, failpoints, outbox
from storage.files import FileStore
from storage.outbox import Claimed
from storage.pacing import USUAL, Limits

log = logging.getLogger(__name__)

TOPIC = "outbox"
AT_ONCE = 20
LEASE = timedelta(seconds=60)
# however often it is woken, a claim is a write like any other
SHORTEST_PAUSE, BUSY_PAUSE, IDLE_PAUSE = 0.05, 0.2, 1.0
LONGEST_DRAIN = 10.0
MARK_TRIES, MARK_PAUSE = 20, 0.5
OUTAGE = frozenset({Why.NETWORK, Why.UNCERTAIN})


class Delivery:
    """The sender of one process. `random` gives numbers from 0 to 1, `clock` the time."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        files: FileStore,
        *,
        clock: Callable[[], datetime],
        random: Callable[[], float],
        lease: timedelta = LEASE,
        limits: Limits = USUAL,
    ) -> None:
        self._store = store
        self._channels = channels
        self._parts = {account: parts for account, each in channels.items() if (parts := each.parts)}
        self._files = files
        self.clock = clock
        self._random = random
        self._lease = lease
        self._limits = limits
        self._breakers = {account: Breaker() for account in channels}
        self._under_way: set[asyncio.Task[None]] = set()
        self.counts: Counter[str] = Counter()

    @property
    def breakers(self) -> Mapping[str, Breaker]:
        """By account; whoever else speaks by one shares its breaker, so that it is asked after once."""
        return self._breakers

    async def step(self) -> bool:
        """Ask after platforms that were away, then claim and send one batch; whether there was any."""
        await asyncio.gather(*(self._probe(account) for account in self._probes_due()))
        claimed = await self._claim(AT_ONCE)
        await asyncio.gather(*(self._deliver(each) for each in claimed))
        return bool(claimed)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`, then finish what is under way; cancelled, end at once."""
        wake = self._wake_on_news()
        watcher = asyncio.create_task(_pass_on(stop, wake))
        try:
            while not stop.is_set():
                wake.clear()
                await self._rest(wake, BUSY_PAUSE if await self._begin() else IDLE_PAUSE)
            await self._drain()
        finally:
            watcher.cancel()
            for task in self._under_way:
                task.cancel()

    async def _begin(self) -> bool:
        """Claim what there are hands for, and let it go its way."""
        try:
            claimed = await self._claim(AT_ONCE - len(self._under_way))
        except Unavailable as away:
            log.warning("nothing can be claimed: %s", away)
            return False
        except Exception:
            log.exception("a claim failed")
            return False
        for each in claimed:
            self._start(asyncio.create_task(self._deliver(each)))
        for account in self._probes_due():
            self._start(asyncio.create_task(self._probe(account)))
        return bool(claimed)

    def _start(self, task: asyncio.Task[None]) -> None:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _rest(self, wake: asyncio.Event, seconds: float) -> None:
        await asyncio.sleep(SHORTEST_PAUSE)
        try:
            await asyncio.wait_for(wake.wait(), seconds)
        except TimeoutError:
            return

    async def _drain(self) -> None:
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=LONGEST_DRAIN)
            log.log(logging.WARNING if late else logging.INFO, "%d sends cut off at the end", len(late))

    def _wake_on_news(self) -> asyncio.Event:
        wake, loop = asyncio.Event(), asyncio.get_running_loop()

        def listen(topics: Collection[str]) -> None:
            if TOPIC in topics and not loop.is_closed():
                loop.call_soon_threadsafe(wake.set)

        self._store.listen(listen)
        return wake

    async def _claim(self, most: int) -> list[Claimed]:
        accounts = [account for account, breaker in self._breakers.items() if not breaker.is_open]
        if not accounts or most <= 0:
            return []
        now = self.clock()

        def unit(session: Session) -> list[Claimed]:
            return reaching.claim(
                session,
                accounts=accounts,
                now=now,
                lease=self._lease,
                most=most,
                limits=self._limits,
                parts=self._parts,
            )

        claimed = await self._store.write_soon(unit)
        if claimed:
            failpoints.hit("delivery.after_claim")
        return claimed

    async def _deliver(self, claimed: Claimed) -> None:
        """The outermost handler of one message: what it dies of is tried again when the lease ends."""
        try:
            await self._send_and_mark(claimed)
        except Exception:
            log.exception("message %d could not be dealt with", claimed.message_id)

    async def _send_and_mark(self, claimed: Claimed) -> None:
        breaker = self._breakers[claimed.account]
        try:
            sent = await self._send(claimed)
        except SendFailed as failure:
            if failure.why in OUTAGE:
                breaker.failed(self.clock())
            self._tell(claimed, failure)
            await self._mark(claimed, Unsent(claimed, failure, self.clock(), self._random()))
            return
        failpoints.hit("delivery.after_send")
        breaker.worked()
        self.counts["sent"] += 1
        await self._mark(claimed, _Arrived(claimed, sent, self.clock()))

    def _tell(self, claimed: Claimed, failure: SendFailed) -> None:
        self.counts[failure.why] += 1
        level = logging.ERROR if failure.why is Why.LOCKED_OUT else logging.WARNING
        log.log(level, "message %d by %s: %s", claimed.message_id, claimed.account, failure)

    async def _send(self, claimed: Claimed) -> Sent:
        """Raises SendFailed. What outlasts the lease is given up, because somebody else may take it then."""
        left = claimed.until - self.clock()
        if left < self._lease / 2:
            raise SendFailed(Why.LATE, "there was no time left to send it")
        if claimed.way.means is Means.TASK:
            raise SendFailed(Why.NO_WAY, str(claimed.way.why), permanent=True)
        if claimed.way.until is not None and self.clock() > claimed.way.until:
            raise SendFailed(Why.LATE, "the window is closing")
        spoken = READ_SPOKEN.decode(claimed.body)
        pictures = await self._pictures(spoken, claimed.centre_id)
        try:
            async with asyncio.timeout(left.total_seconds() * 0.9):
                return await self._channels[claimed.account].send(
                    claimed.address,
                    spoken,
                    pictures,
                    locale=claimed.locale,
                    repeat=claimed.ambiguous,
                    part=claimed.parts_sent,
                    way=claimed.way,
                )
        except TimeoutError:
            raise SendFailed(Why.UNCERTAIN, "no answer within the lease", ambiguous=True) from None

    async def _pictures(self, spoken: Spoken, centre_id: int) -> Sequence[Path]:
        if not spoken.pictures:
            return ()
        hashes = await self._store.read_soon(
            lambda session: outbox.pictures_of(session, spoken.pictures, centre_id)
        )
        return [self._files.path(sha256) for sha256 in hashes]

    async def _mark(self, claimed: Claimed, unit: Callable[[Session], bool]) -> None:
        """Try for a while: a message that is sent and not marked is sent again."""
        for _ in range(MARK_TRIES):
            try:
                if not await self._store.write_soon(unit):
                    log.warning("message %d was taken over by another sender", claimed.message_id)
            except Unavailable:
                await asyncio.sleep(MARK_PAUSE)
            else:
                return
        log.error("message %d could not be marked", claimed.message_id)

    def _probes_due(self) -> list[str]:
        now = self.clock()
        return [account for account, breaker in self._breakers.items() if breaker.is_probe_due(now)]

    async def _probe(self, account: str) -> None:
        try:
            await self._channels[account].probe()
        except SendFailed as failure:
            log.warning("%s does not answer: %s", account, failure)
        else:
            log.info("%s answers again", account)
            self._breakers[account].worked()


class _Arrived:
    """The unit of work that marks a message, or a part of it, as sent."""

    def __init__(self, claimed: Claimed, sent: Sent, now: datetime) -> None:
        self._claimed = claimed
        self._sent = sent
        self._now = now

    def __call__(self, session: Session) -> bool:
        failpoints.hit("delivery.in_mark")
        if self._sent.more:
            reaching.settle(session, self._claimed, counted=True)
            return outbox.mark_part(session, self._claimed, now=self._now)
        return reach_results.arrived(
            session, self._claimed, external_id=self._sent.external_id, now=self._now
        )


async def _pass_on(stop: asyncio.Event, wake: asyncio.Event) -> None:
    await stop.wait()
    wake.set()
