"""Which counts lie above their control limit (A4.4.4)."""

import pytest

from procedures.control_charts import Chart, Counted, Share, has_fallen, is_repeated, lower, upper
from procedures.procedure import PACKAGED, read
from procedures.strict_table import ProcedureError


def counted(count: int, past: int, stretches: int = 12, **more: int) -> Counted:
    return Counted(count, past, stretches, **{"units": 50, "centre_past": 0, "centre_units": 500, **more})


@pytest.mark.parametrize(
    ("count", "past", "repeats"), [(4, 12, False), (5, 12, True), (3, 0, True), (2, 0, False), (9, 48, False)]
)
def test_a4_4_4_a_count_repeats_above_mean_and_three_sigma(count: int, past: int, repeats: bool) -> None:
    numbers = counted(count, past)
    assert is_repeated(numbers, upper(numbers, Chart.C, 3), least=3) is repeats


def test_a4_4_4_by_the_u_chart_a_large_building_may_have_more() -> None:
    small, large = (counted(7, 0, centre_past=120, units=units) for units in (50, 150))
    assert upper(small, Chart.U, 3).mean == pytest.approx(1)
    assert is_repeated(small, upper(small, Chart.U, 3), least=3)
    assert not is_repeated(large, upper(large, Chart.U, 3), least=3)


@pytest.mark.parametrize(("good", "fallen"), [(17, False), (13, True)])
def test_a4_4_4_a_share_has_fallen_below_its_limit(good: int, fallen: bool) -> None:
    past, now = Share(216, 240), Share(good, 20)
    assert has_fallen(now, past, lower(past, 20, 3), least=20) is fallen


def test_few_answers_say_nothing() -> None:
    past, now = Share(216, 240), Share(0, 19)
    assert not has_fallen(now, past, lower(past, 19, 3), least=20)
    assert not has_fallen(Share(0, 20), Share(3, 3), lower(Share(3, 3), 20, 3), least=20)


@pytest.mark.parametrize(
    ("was", "becomes", "where"),
    [
        ('chart = "c_chart"', 'chart = "x_chart"', "control_limits.chart"),
        ("least = 3", "leest = 3", "control_limits.leest"),
        ('clause = "A4.4.4"', "", "control_limits.clause"),
        ("window_days = 30", "window_days = 0", "control_limits.window_days"),
        ("verify_days = 7", "verify_days = 0", "actions.verify_days"),
        ("alike_days = 7", "alike_days = 0", "incidents.alike_days"),
        ('letter_by = ["director", "general_director"]', "letter_by = []", "incidents.letter_by"),
    ],
)
def test_a_wrong_figure_stops_the_start_and_says_where(was: str, becomes: str, where: str) -> None:
    text = PACKAGED["service_centre"]
    assert was in text
    with pytest.raises(ProcedureError, match=rf"own.toml: {where}"):
        read(text.replace(was, becomes), source="own.toml")
