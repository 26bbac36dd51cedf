from datetime import datetime
from itertools import pairwise

from hypothesis import given

from procedures.calendar import Calendar
from procedures.steps import What, between
from tests.procedures.centre import CALENDAR, at
from tests.procedures.test_calendar_properties import MOMENTS, calendars


def test_a_night_between_is_closed_time() -> None:
    steps = between(CALENDAR, at("2025-09-22 17:00"), at("2025-09-23 09:00"))
    assert [step.what for step in steps] == [What.COUNTED, What.CLOSED, What.COUNTED]


def test_nothing_lies_between_a_moment_and_itself() -> None:
    assert between(CALENDAR, at("2025-09-22 17:00"), at("2025-09-22 17:00")) == ()


@given(calendars(), MOMENTS, MOMENTS)
def test_steps_between_two_moments_leave_no_gap(calendar: Calendar, one: datetime, other: datetime) -> None:
    since, until = sorted((one, other))
    steps = between(calendar, since, until)
    if since < until:
        assert (steps[0].since, steps[-1].until) == (since, until)
    assert all(first.until == second.since for first, second in pairwise(steps))
    worked = [step.until - step.since for step in steps if step.what is What.COUNTED]
    assert sum(worked, since - since) == calendar.working_between(since, until)
