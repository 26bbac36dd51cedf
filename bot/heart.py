"""Whether due work is looked at (RELIABILITY 6)."""

from datetime import datetime, timedelta

HEARTBEAT = timedelta(seconds=30)


class Heart:
    """When the clock last ticked; a process without due work has none and is always well."""

    def __init__(self) -> None:
        self.beat_at: datetime | None = None

    def is_beating(self, now: datetime) -> bool:
        return self.beat_at is None or now - self.beat_at < HEARTBEAT
