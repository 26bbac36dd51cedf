from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.calendar import Calendar
from procedures.day_limits import DaysAre, by_day
from procedures.steps import What
from tests.procedures.centre import CALENDAR, at
from tests.procedures.test_calendar_properties import MOMENTS, calendars


def due(now: str, days: int, days_are: DaysAre = DaysAre.CALENDAR) -> datetime:
    return by_day(CALENDAR, at(now), days, days_are)[-1].until


@pytest.mark.parametrize(
    ("now", "days", "days_are", "by"),
    [
        ("2025-09-22 09:00", 0, DaysAre.CALENDAR, "2025-09-22 18:00"),
        ("2025-09-22 23:30", 0, DaysAre.CALENDAR, "2025-09-23 18:00"),
        ("2025-09-29 09:00", 3, DaysAre.CALENDAR, "2025-10-09 18:00"),
        ("2025-09-29 09:00", 3, DaysAre.WORKING, "2025-10-10 18:00"),
        ("2025-10-09 19:00", 2, DaysAre.WORKING, "2025-10-11 18:00"),
        ("2028-02-26 09:00", 3, DaysAre.CALENDAR, "2028-02-29 18:00"),
        ("2028-02-28 23:59", 1, DaysAre.WORKING, "2028-02-29 18:00"),
    ],
    ids=["same day", "at night", "holiday", "working", "make-up day", "29 February", "before 29 February"],
)
def test_days_end_with_the_last_contact_hour(now: str, days: int, days_are: DaysAre, by: str) -> None:
    assert due(now, days, days_are) == at(by)


def test_a_holiday_on_the_way_is_named() -> None:
    whats = [step.what for step in by_day(CALENDAR, at("2025-09-30 09:00"), 1, DaysAre.WORKING)]
    assert whats == [What.DAY, *[What.HOLIDAY] * 8, What.DAY]


@given(calendars(), MOMENTS, st.integers(0, 5), st.sampled_from(DaysAre))
def test_steps_lead_from_now_to_the_due_time_without_a_gap(
    calendar: Calendar, now: datetime, days: int, days_are: DaysAre
) -> None:
    steps = by_day(calendar, now, days, days_are)
    assert steps[0].since == now.astimezone(UTC)
    assert all(one.until == other.since for one, other in pairwise(steps))
    assert all(step.since < step.until for step in steps)
    assert steps[-1].what is What.DAY
    assert calendar.is_open(steps[-1].until - datetime.resolution)


@given(calendars(), MOMENTS, st.integers(1, 5))
def test_working_days_never_end_before_calendar_days(calendar: Calendar, now: datetime, days: int) -> None:
    ends = [by_day(calendar, now, days, each)[-1].until for each in (DaysAre.CALENDAR, DaysAre.WORKING)]
    assert ends[0] <= ends[1]
