from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from procedures.calendar import Calendar, Hours
from tests.procedures.centre import CALENDAR, SHANGHAI, at

HOUR = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Hours((((time(1), time(5)),),) * 7)
ROUND_THE_CLOCK = Hours((((time(0), time(0)),),) * 7)


def in_berlin(hours: Hours) -> Calendar:
    return Calendar(BERLIN, hours, frozenset(), frozenset())


@pytest.mark.parametrize(
    ("wall", "is_open"),
    [
        ("2025-09-22 08:29", False),
        ("2025-09-22 08:30", True),
        ("2025-09-22 12:00", False),
        ("2025-09-22 13:30", True),
        ("2025-09-22 18:00", False),
        ("2025-09-20 08:45", False),
        ("2025-09-20 09:00", True),
        ("2025-10-01 10:00", False),
        ("2025-10-11 08:45", True),
        ("2025-10-11 17:30", True),
    ],
)
def test_open_in_contact_hours_closed_on_holidays_open_like_a_monday_on_make_up_days(
    wall: str, is_open: bool
) -> None:
    assert CALENDAR.is_open(at(wall)) is is_open


@pytest.mark.parametrize(
    ("wall", "opens"),
    [
        ("2025-09-22 07:00", "2025-09-22 08:30"),
        ("2025-09-22 10:00", "2025-09-22 10:00"),
        ("2025-09-22 12:00", "2025-09-22 13:30"),
        ("2025-09-22 18:00", "2025-09-23 08:30"),
        ("2025-09-30 18:00", "2025-10-09 08:30"),
    ],
)
def test_the_next_open_moment_is_itself_or_the_next_period(wall: str, opens: str) -> None:
    assert CALENDAR.next_open(at(wall)) == at(opens)


@pytest.mark.parametrize(
    ("wall", "hours", "result"),
    [
        ("2025-09-22 09:00", 2, "2025-09-22 11:00"),
        ("2025-09-22 08:30", 3.5, "2025-09-22 12:00"),
        ("2025-09-22 11:00", 2, "2025-09-22 14:30"),
        ("2025-09-22 17:00", 2, "2025-09-23 09:30"),
        ("2025-09-22 23:00", 0, "2025-09-23 08:30"),
        ("2025-09-26 17:00", 2, "2025-09-27 10:00"),
        ("2025-09-30 17:30", 1, "2025-10-09 09:00"),
        ("2025-10-10 17:30", 1, "2025-10-11 09:00"),
    ],
)
def test_working_time_is_counted_in_contact_hours_alone(wall: str, hours: float, result: str) -> None:
    assert CALENDAR.add(at(wall), hours * HOUR) == at(result)


def test_working_time_between_leaves_out_noon_night_and_holidays() -> None:
    assert CALENDAR.working_between(at("2025-09-30 11:00"), at("2025-10-09 09:00")) == 6 * HOUR


def test_no_working_time_lies_between_a_moment_and_an_earlier_one() -> None:
    assert CALENDAR.working_between(at("2025-09-24 11:00"), at("2025-09-22 11:00")) == timedelta(0)


@pytest.mark.parametrize(
    ("wall", "days", "result"),
    [
        ("2025-09-22 10:00", 0, "2025-09-22 18:00"),
        ("2025-09-22 17:59", 0, "2025-09-22 18:00"),
        ("2025-09-22 18:00", 0, "2025-09-23 18:00"),
        ("2025-09-22 10:00", 3, "2025-09-25 18:00"),
        ("2025-09-24 10:00", 3, "2025-09-27 17:00"),
        ("2025-09-29 10:00", 3, "2025-10-09 18:00"),
    ],
)
def test_the_nth_day_ends_at_its_last_contact_hour(wall: str, days: int, result: str) -> None:
    assert CALENDAR.end_of_nth_day(at(wall), days) == at(result)


@pytest.mark.parametrize(
    ("wall", "result"),
    [
        ("2025-09-22 00:10", "2025-09-23 08:30"),
        ("2025-09-22 23:50", "2025-09-23 08:30"),
        ("2025-09-26 10:00", "2025-09-27 09:00"),
        ("2025-09-30 10:00", "2025-10-09 08:30"),
    ],
)
def test_the_next_day_is_the_next_on_the_centres_wall(wall: str, result: str) -> None:
    assert CALENDAR.next_day_open(at(wall)) == at(result)


def test_a_day_closes_with_its_last_period_and_a_holiday_never() -> None:
    assert CALENDAR.closes_on(date(2025, 9, 27)) == at("2025-09-27 17:00")
    assert CALENDAR.closes_on(date(2025, 10, 1)) is None


@pytest.mark.parametrize(
    ("day", "hours"), [((2025, 3, 29), 4), ((2025, 3, 30), 3), ((2025, 10, 26), 5)], ids=str
)
def test_the_night_that_summer_time_changes_is_as_long_as_it_was(
    day: tuple[int, int, int], hours: int
) -> None:
    noon = datetime(*day, 12, tzinfo=BERLIN)
    assert in_berlin(NIGHT).working_between(noon - 12 * HOUR, noon) == hours * HOUR


def test_periods_in_the_hour_that_summer_time_skips_do_not_overlap() -> None:
    calendar = in_berlin(Hours((((time(2, 10), time(2, 50)), (time(3), time(4))),) * 7))
    first, second = calendar.periods_on(date(2025, 3, 30))
    assert first.start == datetime(2025, 3, 30, 1, 10, tzinfo=UTC)
    assert first.end == second.start
    assert second.end == datetime(2025, 3, 30, 2, tzinfo=UTC)


def test_a_day_open_to_midnight_goes_on_in_the_next() -> None:
    calendar = in_berlin(ROUND_THE_CLOCK)
    start = datetime(2025, 3, 29, 20, tzinfo=UTC)
    assert calendar.add(start, 100 * HOUR) == start + 100 * HOUR
    assert calendar.is_open(start + 3 * HOUR)


def test_results_are_in_utc() -> None:
    assert CALENDAR.next_open(datetime(2025, 9, 22, 10, tzinfo=SHANGHAI)).tzinfo is UTC


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="without its zone"):
        CALENDAR.next_open(datetime(2025, 9, 22))  # noqa: DTZ001 - the point of it


def test_working_time_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot be negative"):
        CALENDAR.add(at("2025-09-22 10:00"), -HOUR)


def test_a_calendar_that_never_opens_says_so_with_its_zone() -> None:
    with pytest.raises(ValueError, match="Europe/Berlin has no contact hour"):
        in_berlin(Hours(((),) * 7)).next_open(at("2025-09-22 10:00"))
