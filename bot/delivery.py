"""Carries what waits in the outbox to the channels: claim, send, mark (RELIABILITY 1.5)."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.breaker import Breaker, Breakers
from bot.channels.channel import Channel, SendFailed, Sent, Why
from bot.rounds import Rounds, mark
from bot.unsent import Unsent
from desk import reach_results, reaching
from dialogs.speech import READ_SPOKEN, Spoken
from procedures.reaching import Means
from storage import Session, Store, failpoints, outbox
from storage.files import FileStore
from storage.outbox import Claimed
from storage.pacing import USUAL, Limits

log = logging.getLogger(__name__)

TOPIC = "outbox"
AT_ONCE = 20
LEASE = timedelta(seconds=60)
LONGEST_DRAIN = 10.0


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
        self._breakers = Breakers(channels, clock)
        self._rounds = Rounds(store, TOPIC, "sending")
        self._under_way: set[asyncio.Task[None]] = set()
        self.counts: Counter[str] = Counter()

    @property
    def breakers(self) -> Mapping[str, Breaker]:
        """By account; whoever else speaks by one shares its breaker, so that it is asked after once."""
        return self._breakers.by_account

    async def step(self) -> bool:
        """Ask after platforms that were away, then claim and send one batch; whether there was any."""
        await self._breakers.ask_after_all(self._channels)
        claimed = await self._claim(AT_ONCE)
        await asyncio.gather(*(self._deliver(each) for each in claimed))
        return bool(claimed)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`, then finish what is under way; cancelled, end at once."""
        try:
            await self._rounds.run(stop, self._begin)
            await self._drain()
        finally:
            for task in self._under_way:
                task.cancel()

    async def _begin(self) -> bool:
        """Claim what there are hands for, and let it go its way."""
        claimed = await self._claim(AT_ONCE - len(self._under_way))
        for each in claimed:
            self._start(asyncio.create_task(self._deliver(each)))
        for account in self._breakers.due():
            self._start(asyncio.create_task(self._breakers.ask_after(account, self._channels[account])))
        return bool(claimed)

    def _start(self, task: asyncio.Task[None]) -> None:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _drain(self) -> None:
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=LONGEST_DRAIN)
            log.log(logging.WARNING if late else logging.INFO, "%d sends cut off at the end", len(late))

    async def _claim(self, most: int) -> list[Claimed]:
        accounts = self._breakers.open_ways
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
        try:
            sent = await self._send(claimed)
        except SendFailed as failure:
            self._breakers.failed(claimed.account, failure)
            self._tell(claimed, failure)
            await self._mark(claimed, Unsent(claimed, failure, self.clock(), self._random()))
            return
        failpoints.hit("delivery.after_send")
        self._breakers.worked(claimed.account)
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
        message = f"message {claimed.message_id}"
        if await mark(self._store, unit, message) is False:
            log.warning("%s was taken over by another sender", message)


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
