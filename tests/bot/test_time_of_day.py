"""The clock never goes back: an hour does not come twice."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.time_of_day import TimeOfDay

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class Machine:
    """A wall clock that can be set, and what has passed since it was switched on."""

    wall: datetime = NOON
    passed: float = 100.0

    def later(self, span: timedelta) -> None:
        self.wall += span
        self.passed += span.total_seconds()


def test_it_is_the_machine_s_time() -> None:
    machine = Machine()
    clock = TimeOfDay(lambda: machine.wall, lambda: machine.passed, ahead=HOUR)
    machine.later(timedelta(minutes=5))
    assert clock() == NOON + HOUR + timedelta(minutes=5)
    machine.wall += timedelta(days=1)
    assert clock() == NOON + HOUR + timedelta(days=1, minutes=5)


def test_an_hour_back_is_made_up_for_in_two_without_standing_still() -> None:
    machine = Machine()
    clock = TimeOfDay(lambda: machine.wall, lambda: machine.passed)
    machine.wall -= HOUR
    told = [clock()]
    for _ in range(130):
        machine.later(timedelta(minutes=1))
        told.append(clock())
    assert all(before < after for before, after in pairwise(told))
    assert told[60] == NOON + timedelta(minutes=30)
    assert told[-1] == machine.wall


def test_a_day_back_is_followed_at_once() -> None:
    machine = Machine()
    clock = TimeOfDay(lambda: machine.wall, lambda: machine.passed)
    machine.wall -= timedelta(days=1)
    assert clock() == NOON - timedelta(days=1)
