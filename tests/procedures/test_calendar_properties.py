from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from procedures.calendar import Calendar, Hours

ZONES = ("Asia/Shanghai", "Asia/Hong_Kong", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
YEAR = st.dates(date(2025, 1, 1), date(2025, 12, 31))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WORKING = st.timedeltas(timedelta(0), timedelta(hours=100))


@st.composite
def days(draw: st.DrawFn) -> tuple[tuple[time, time], ...]:
    """No, one or several periods of a day that may touch; an end at midnight now and then."""
    quarters = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    walls = [time(quarter // 4 % 24, quarter % 4 * 15) for quarter in quarters]
    return tuple(pairwise(walls))[:: draw(st.sampled_from((1, 2)))]


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    week = draw(st.lists(days(), min_size=7, max_size=7).filter(any))
    holidays, make_up_days = (frozenset(draw(st.sets(YEAR, max_size=10))) for _ in range(2))
    return Calendar(ZoneInfo(draw(st.sampled_from(ZONES))), Hours(tuple(week)), holidays, make_up_days)


@given(calendars(), MOMENTS, WORKING)
def test_added_working_time_lies_between_start_and_result(
    calendar: Calendar, start: datetime, working: timedelta
) -> None:
    result = calendar.add(start, working)
    assert calendar.working_between(start, result) == working


@given(calendars(), MOMENTS, WORKING)
def test_a_result_is_open_or_a_periods_end(calendar: Calendar, start: datetime, working: timedelta) -> None:
    result = calendar.add(start, working)
    assert calendar.is_open(result) or calendar.is_open(result - datetime.resolution)


@given(calendars(), MOMENTS, WORKING, WORKING)
def test_more_working_time_never_ends_earlier(
    calendar: Calendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    assert calendar.add(start, min(one, other)) <= calendar.add(start, max(one, other))


@given(calendars(), MOMENTS, MOMENTS, WORKING)
def test_a_later_start_never_ends_earlier(
    calendar: Calendar, one: datetime, other: datetime, working: timedelta
) -> None:
    assert calendar.add(min(one, other), working) <= calendar.add(max(one, other), working)


@given(calendars(), MOMENTS)
def test_the_next_open_moment_is_open_and_its_own_next(calendar: Calendar, at: datetime) -> None:
    opens = calendar.next_open(at)
    assert calendar.is_open(opens)
    assert calendar.next_open(opens) == opens >= at


@given(calendars(), MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up(calendar: Calendar, one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    parts = calendar.working_between(first, middle) + calendar.working_between(middle, last)
    assert calendar.working_between(first, last) == parts <= last - first


@given(calendars(), MOMENTS, st.integers(0, 5))
def test_the_end_of_the_nth_day_is_ahead_and_closes_its_day(
    calendar: Calendar, at: datetime, days: int
) -> None:
    end = calendar.end_of_nth_day(at, days)
    assert end > at
    assert not calendar.is_open(end) or end in (p.start for p in calendar.periods_on(calendar.local_day(end)))
    assert calendar.is_open(end - datetime.resolution)


@given(calendars(), MOMENTS)
def test_the_next_days_opening_is_on_a_later_day(calendar: Calendar, at: datetime) -> None:
    opens = calendar.next_day_open(at)
    assert calendar.is_open(opens)
    assert calendar.local_day(opens) > calendar.local_day(at)
