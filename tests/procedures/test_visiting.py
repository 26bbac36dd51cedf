"""Slots, wishes, the evening before, and what a record may say (A4.3.1, B4.1.2.2, B5.1)."""

from datetime import datetime, timedelta

import pytest

from procedures.calendar import Period
from procedures.procedure import PACKAGED, ProcedureError, load, read
from procedures.refused import Refused
from procedures.visiting import allow_record, evening_before, fit, slots
from tests.procedures.centre import CALENDAR, at

RULE = load("service_centre").visit
NOW = at("2026-11-23 10:00")  # a Monday
FRIDAY = at("2026-11-27 18:00")


def starts(found: list[Period]) -> list[datetime]:
    return [period.start for period in found]


def test_slots_are_half_days_from_two_hours_ahead() -> None:
    found = slots(RULE, CALENDAR, due=FRIDAY, taken=[], now=NOW)
    assert found[0].start >= NOW + timedelta(hours=2)
    assert len(found) == 4


def test_no_slot_after_the_due_day_while_there_is_one_before() -> None:
    found = slots(RULE, CALENDAR, due=at("2026-11-24 12:00"), taken=[], now=NOW)
    assert {CALENDAR.local_day(start).day for start in starts(found)} == {23, 24}


def test_when_the_due_day_is_past_the_next_days_are_offered() -> None:
    assert slots(RULE, CALENDAR, due=at("2026-11-20 12:00"), taken=[], now=NOW)


def test_a_full_half_day_is_not_offered() -> None:
    first = slots(RULE, CALENDAR, due=FRIDAY, taken=[], now=NOW)[0]
    found = slots(RULE, CALENDAR, due=FRIDAY, taken=[first] * RULE.per_half_day, now=NOW)
    assert first not in found


def test_a_moment_is_a_visit_of_an_hour() -> None:
    three = at("2026-11-24 15:00")
    assert fit(three, three, RULE, CALENDAR, taken=[], now=NOW) == Period(three, three + timedelta(hours=1))


def test_a_time_at_night_fits_nowhere() -> None:
    assert fit(at("2026-11-24 22:00"), at("2026-11-24 23:00"), RULE, CALENDAR, taken=[], now=NOW) is None


def test_any_time_is_the_first_that_is_free() -> None:
    found = fit(None, None, RULE, CALENDAR, taken=[], now=NOW)
    assert found
    assert found.start == NOW


def test_the_evening_before_is_on_the_centres_wall() -> None:
    assert evening_before(RULE, CALENDAR, at("2026-11-25 09:00")) == at("2026-11-24 18:00")


@pytest.mark.parametrize("visited_at", [NOW + timedelta(minutes=1), NOW - timedelta(days=2)])
def test_a_record_of_what_cannot_have_been_is_refused(visited_at: datetime) -> None:
    with pytest.raises(Refused):
        allow_record(visited_at, planned_at=NOW - timedelta(days=1), now=NOW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('remind_at = "18:00"', 'remind_at = "25:00"'),
        ("doors = 2", "doors = 0"),
        ("asks = 3", "ask = 3"),
        ("per_half_day = 3", "per_half_day = true"),
    ],
)
def test_a_wrong_visit_section_stops_the_start(old: str, new: str) -> None:
    with pytest.raises(ProcedureError, match="visit"):
        read(PACKAGED["service_centre"].replace(old, new), source="x.toml")
