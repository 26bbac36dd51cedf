"""Stops sending into a platform that does not answer, and asks now and then whether it is back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


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
