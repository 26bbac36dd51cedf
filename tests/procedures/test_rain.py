"""Hours in, storms out: thresholds, six dry hours, midnight, gaps, nulls, any batching (B4.1.2.3-C)."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.procedure import PACKAGED, load, read
from procedures.rain import HOUR, Hour, Scheme, Sky, Storm, millimetres, repeats_yesterday, storms, watch
from procedures.rain_rules import RainRules, WhenDry
from procedures.strict_table import ProcedureError

START = datetime(2026, 6, 9, 20, tzinfo=UTC)
MM = st.none() | st.sampled_from([0.0, 0.0, 0.0, 0.1, 0.4, 3.0, 12.5, 30.0, 51.0])


def rules() -> RainRules:
    found = load("management_office").rain
    assert found
    return found


def scheme(region: str = "CN") -> Scheme:
    return Scheme(rules().thresholds(region), rules().dry_hours, rules().dry_mm)


def series(*millimetres: float | None, start: datetime = START) -> list[Hour]:
    return [Hour(start + (nth + 1) * HOUR, mm) for nth, mm in enumerate(millimetres)]


def found(*mm: float | None, region: str = "CN") -> list[Storm]:
    return storms(series(*mm), scheme(region))


def test_b4_1_2_3_c_thirty_in_twelve_hours_is_a_storm_and_ends_after_six_dry_hours() -> None:
    (storm,) = found(0, 10, 20, 1, *[0] * 6, 3)
    assert (storm.started_at, storm.ended_at) == (START + HOUR, START + 4 * HOUR)
    assert storm.over_at == START + 10 * HOUR
    assert (storm.mm, storm.met.hours) == (31, 12)
    assert storm.peaks == ((1, 20), (12, 31), (24, 31))


@pytest.mark.parametrize(
    ("region", "mm", "is_storm"),
    [
        ("CN", [15, 14.9], False),
        ("CN-GD", [15, 15], True),
        ("CN", [*[2.1] * 23, 1.7], True),
        ("CN", [*[2] * 24], False),
        ("TW", [50, 49.9, 0, 10], False),
        ("TW", [50, 49, 1], True),
        ("TW", [9] * 23, True),
        ("HK", [50, 50, 50], False),
        ("HK", [50.1], True),
    ],
)
def test_each_scheme_has_its_own_sums(region: str, mm: list[float], is_storm: bool) -> None:
    assert bool(found(*mm, region=region)) is is_storm


def test_a_storm_that_is_not_over_has_no_end() -> None:
    assert found(40, 0, 0, 0, 0, 0)[0].over_at is None
    assert found(40, 0, 0, 0, 0, 0, 0)[0].over_at is not None


def test_half_a_millimetre_in_six_hours_keeps_it_going() -> None:
    assert found(40, 0.1, 0.1, 0.1, 0.1, 0, 0.1)[0].over_at is None
    assert found(40, 0.1, 0.1, 0.1, 0.1, 0, 0)[0].over_at == START + 7 * HOUR


def test_no_data_is_not_dry() -> None:
    assert found(40, 0, 0, None, 0, 0, 0, 0, 0)[0].over_at is None
    (storm,) = found(40, 0, 0, None, *[0] * 6)
    assert (storm.over_at, storm.gaps, storm.mm) == (START + 10 * HOUR, 1, 40)


def test_an_hour_that_was_never_told_is_unknown_too() -> None:
    hours = series(40, 0, 0, 99, 0, 0, 0)
    del hours[3]
    assert storms(hours, scheme())[0].over_at is None
    late = Hour(START + 400 * HOUR, 0)
    assert storms([*hours, late], scheme())[0].over_at is None


def test_a_sum_reaches_over_a_gap_and_counts_what_is_known() -> None:
    assert found(16, None, None, 14)[0].gaps == 2
    assert found(16, *[None] * 10, 14) != []
    assert found(16, *[None] * 11, 14) == []


def test_two_storms_close_together_are_one_or_two_by_the_six_hours() -> None:
    assert len(found(35, *[0] * 5, 40)) == 1
    assert len(found(35, *[0] * 6, 40)) == 2


def test_drizzle_after_a_storm_is_no_second_one() -> None:
    assert len(found(60, *[0] * 6, 4, 4)) == 1


def test_rain_on_both_sides_of_a_dry_spell_is_a_storm_within_24_hours() -> None:
    (storm,) = found(26, *[0] * 7, 25)
    assert (storm.started_at, storm.mm) == (START, 51)


def test_a_storm_across_midnight_is_one() -> None:
    (storm,) = storms(series(12, 14, 20, 17, start=datetime(2026, 6, 9, 14, tzinfo=UTC)), scheme())
    assert (storm.mm, storm.ended_at - storm.started_at) == (63, 4 * HOUR)


@given(st.lists(MM, max_size=80), st.lists(st.integers(0, 80), max_size=8))
def test_any_batching_finds_the_same_storms(mm: list[float | None], cuts: list[int]) -> None:
    hours, sky, over = series(*mm), Sky(), list[Storm]()
    marks = [0, *sorted(cuts), len(hours)]
    for begin, end in itertools.pairwise(marks):
        sky, ended = watch(sky, hours[begin:end], scheme())
        over += ended
    assert [*over, *([sky.storm] if sky.storm else [])] == storms(hours, scheme())


@given(st.lists(MM, max_size=80))
def test_storms_do_not_overlap_and_end_only_in_known_dryness(mm: list[float | None]) -> None:
    everything = found(*mm)
    for one, other in itertools.pairwise(everything):
        assert one.over_at is not None
        assert one.over_at <= other.started_at
    for storm in everything:
        if storm.over_at:
            last = [hour.mm for hour in series(*mm) if hour.ends_at <= storm.over_at][-6:]
            assert None not in last
            assert sum(each or 0 for each in last) < 0.5


@pytest.mark.parametrize("value", [-0.1, -99, "M", "", None, True, float("nan"), float("inf"), 451, [3]])
def test_what_cannot_be_millimetres_is_unknown(value: object) -> None:
    assert millimetres(value) is None


def test_strings_of_numbers_are_millimetres() -> None:
    assert millimetres("12.5") == 12.5
    assert millimetres(0) == 0


@pytest.mark.parametrize("mm", [-1.0, 900.0])
def test_an_impossible_hour_is_refused(mm: float) -> None:
    with pytest.raises(ValueError, match="no millimetres"):
        Hour(START, mm)


def test_an_hour_has_a_zone_and_ends_on_the_hour() -> None:
    with pytest.raises(ValueError, match="zone"):
        Hour(START.replace(tzinfo=None), 1)
    with pytest.raises(ValueError, match="on the hour"):
        Hour(START + timedelta(minutes=5), 1)


def test_a_day_told_twice_is_a_source_that_is_stuck() -> None:
    day = [0.0] * 20 + [3.1, 4.0, 9.5, 2.2]
    assert repeats_yesterday(series(*day, *day))
    assert not repeats_yesterday(series(*day, *day[:-1], 2.3))
    assert not repeats_yesterday(series(*[0.0] * 48))
    assert not repeats_yesterday(series(*day))


def test_procedure_b_visits_all_the_same_and_a_takes_the_owners_word() -> None:
    a = load("service_centre").rain
    assert a
    assert (a.when_dry, rules().when_dry) == (WhenDry.WAIVE, WhenDry.VISIT)
    assert load("consultancy").rain is None


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ('scheme = "cn"', 'scheme = "gd"', "rain.scheme: 'gd' is none of cn, tw, hk"),
        ("dry_hours = 6", "dry_hours = 0", "rain.dry_hours: must be at least 1"),
        ("dry_hours = 6", "dry_hourz = 6", "rain.dry_hourz: unknown key"),
        ("dry_mm = 0.5", "dry_mm = -1", "rain.dry_mm: -1 is outside"),
        ("more_than = 50,", "", "rain.schemes.hk[0].at_least: one of"),
        ("more_than = 50", "more_than = 0", "rain.schemes.hk[0].more_than: must be more than 0"),
        ('HK = "hk"', 'HK = "hongkong"', "rain.by_region.HK: 'hongkong' is none"),
        ('declare storms by hand\nclause = "B4.1.2.3-C"', "", "rain.clause: is missing"),
        ('visit_after = "48 h"', 'visit_after = "2 h"', "rain.visit_after: must be later"),
    ],
)
def test_a_wrong_rain_rule_stops_the_start_and_says_where(right: str, wrong: str, place: str) -> None:
    text = PACKAGED["management_office"]
    assert right in text
    with pytest.raises(ProcedureError) as error:
        read(text.replace(right, wrong), source="b.toml")
    assert place in str(error.value)
