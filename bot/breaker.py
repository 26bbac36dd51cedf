"""Stops sending into a platform that does not answer, and asks now and then whether it is back."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.channels.channel import SendFailed, Why

log = logging.getLogger(__name__)
OUTAGE = frozenset({Why.NETWORK, Why.UNCERTAIN})


@dataclass
class Breaker:
    """Open after some failures in a row; then one probe at a time, not a message of somebody (F6)."""

    most_failures: int = 5
    between_probes: timedelta = timedelta(seconds=15)
    _failures: int = field(default=0, init=False)
    _probe_at: datetime | None = field(default=None, init=False)

    @property
    def is_open(self) -> bool:
        return self._failures >= self.most_failures

    def worked(self) -> None:
        self._failures = 0
        self._probe_at = None

    def failed(self, now: datetime) -> None:
        self._failures += 1
        if self.is_open:
            self._probe_at = now + self.between_probes

    def is_probe_due(self, now: datetime) -> bool:
        """True once per interval, for the one who asks."""
        if not self.is_open or self._probe_at is None or now < self._probe_at:
            return False
        self._probe_at = now + self.between_probes
        return True


class Probed(Protocol):
    """Whoever speaks to a platform."""

    async def probe(self) -> None:
        """Ask whether it answers, without saying anything. Raises SendFailed."""
        ...


class Breakers:
    """One for each account of these; whoever else speaks by one shares it, so that it is asked after once."""

    def __init__(
        self,
        accounts: Iterable[str],
        clock: Callable[[], datetime],
        shared: Mapping[str, Breaker] | None = None,
    ) -> None:
        self.by_account = {account: (shared or {}).get(account) or Breaker() for account in accounts}
        self._clock = clock

    @property
    def open_ways(self) -> list[str]:
        """The accounts that may be spoken by: their breakers are closed."""
        return [account for account, breaker in self.by_account.items() if not breaker.is_open]

    def worked(self, account: str) -> None:
        self.by_account[account].worked()

    def failed(self, account: str, failure: SendFailed) -> None:
        """A refusal is an answer, too: only silence counts."""
        if failure.why in OUTAGE:
            self.by_account[account].failed(self._clock())

    def due(self) -> list[str]:
        """Accounts whose platform is to be asked after now; each is named once per interval."""
        now = self._clock()
        return [account for account, breaker in self.by_account.items() if breaker.is_probe_due(now)]

    async def ask_after(self, account: str, speaker: Probed) -> None:
        try:
            await speaker.probe()
        except SendFailed as failure:
            log.warning("%s does not answer: %s", account, failure)
        else:
            log.info("%s answers again", account)
            self.worked(account)

    async def ask_after_all(self, speakers: Mapping[str, Probed]) -> None:
        """Those that are due."""
        await asyncio.gather(*(self.ask_after(account, speakers[account]) for account in self.due()))
