"""The time that everything else gets as an argument (ARCHITECTURE 12)."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

log = logging.getLogger(__name__)
# A machine's clock that is set back by more than this is followed at once.
MOST_AHEAD = timedelta(hours=2)
WORTH_TELLING = timedelta(seconds=2)
NONE = timedelta()


def machine_time() -> datetime:
    return datetime.now(UTC)


class TimeOfDay:
    """The machine's time, but never going back.

    What is due and what is leased lies a moment ahead: were an hour to come twice, messages would wait for an
    hour. So when the machine's clock is set back, ours goes on at half its pace until the two agree.
    """

    def __init__(
        self,
        machine: Callable[[], datetime] = machine_time,
        passed: Callable[[], float] = time.monotonic,
        *,
        ahead: timedelta = NONE,
    ) -> None:
        self._machine = machine
        self._passed = passed
        self._ahead = ahead
        self._lock = threading.Lock()
        self._last, self._last_passed = machine(), passed()
        self._is_told = False

    def __call__(self) -> datetime:
        with self._lock:
            return self._now() + self._ahead

    def _now(self) -> datetime:
        machine, passed = self._machine(), self._passed()
        slowly = self._last + timedelta(seconds=passed - self._last_passed) / 2
        behind = slowly - machine
        self._last = slowly if NONE < behind <= MOST_AHEAD else machine
        self._last_passed = passed
        self._tell(behind)
        return self._last

    def _tell(self, behind: timedelta) -> None:
        """Once for each time that the clock is set back."""
        if behind > WORTH_TELLING and not self._is_told:
            log.error("the machine's clock was set back by %.0f s", behind.total_seconds())
        self._is_told = behind > WORTH_TELLING
