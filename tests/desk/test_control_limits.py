"""What repeats opens a review, which is not forgotten (A4.4.4)."""

from datetime import date, timedelta

import pytest
from msgspec.json import decode

from bot.clock import tick
from desk import cases as acts
from desk import reviews
from procedures.kinds import Category, Kind
from procedures.refused import Refused
from storage import Missing
from storage.tables import Review, Task
from tests.desk.cast import DAY, Town, at
from tests.desk.test_at_once import at_once

MEASURE = {"measure": "整棟檢修主管", "due_on": date(2026, 12, 4)}


def file(town: Town, many: int = 1, category: Category = Category.DRAIN) -> None:
    about = {"kind": Kind.REPAIR, "category": category, "story": "堵了", "source": "phone"}
    for _ in range(many):
        town.do(acts.open_by_staff, **about, owner_id=town.ids["ho"], unit_id=town.ids["5B"], by=town.chen)


def review(town: Town) -> Review:
    """Three in a month where there were none."""
    file(town, 3)
    town.until("2026-11-24 09:00")
    return town.rows(Review)[0]


def in_hand(town: Town) -> Review:
    row = review(town)
    town.do(reviews.set_measure, row.id, **MEASURE, responsible_id=town.li.staff_id, by=town.wang)
    return row


def kinds(town: Town) -> list[str]:
    named = ("review_opened", "review_unresolved", "check_effect")
    return [kind for kind in town.open_tasks() if kind in named]


def test_a4_4_4_what_repeats_opens_a_review_with_the_cases_behind_it(town: Town) -> None:
    file(town, 2)
    file(town, 2, Category.LIFT)
    town.until("2026-11-23 11:00")
    assert town.rows(Review) == []
    file(town)
    town.until("2026-11-24 09:00")
    [row] = town.rows(Review)
    assert (row.subject, row.category, row.building, row.period) == ("repeats", "drain", "3座", "2026-11")
    drains = [case.id for case in town.cases() if case.category == Category.DRAIN]
    assert decode(row.case_ids) == drains
    assert decode(row.figures)["count"] == 3
    assert kinds(town) == ["review_opened"]


def test_a4_4_4_what_is_usual_opens_none(town: Town) -> None:
    start = town.now
    for month in range(12, 0, -1):
        town.now = start - timedelta(days=30) * month - DAY
        file(town, 3)
    town.now = start
    file(town, 3)
    tick(town.store, start)
    assert [row.period for row in town.rows(Review)] == []


def test_a4_4_4_a_matter_has_one_review_a_month_however_often_it_is_counted(town: Town) -> None:
    file(town, 3)
    at_once(*[lambda: tick(town.store, town.now)] * 3)
    for day in ("2026-11-24", "2026-11-25", "2026-12-01"):
        town.until(f"{day} 09:00")
    assert len(town.rows(Review)) == 1


def test_a4_4_4_no_measure_in_time_is_told_the_director_each_day(town: Town) -> None:
    review(town)
    town.until("2026-11-27 08:00")
    assert kinds(town) == ["review_opened"]
    for day in ("2026-11-28", "2026-11-29"):
        town.until(f"{day} 10:00")
        assert kinds(town) == ["review_unresolved"]
    told = [task for task in town.rows(Task) if task.kind == "review_unresolved"]
    assert {task.for_role for task in told} == {"director"}
    assert len(told) == 2


def test_a4_4_4_a_measure_has_a_person_and_a_day_and_its_effect_is_checked(town: Town) -> None:
    row = in_hand(town)
    assert kinds(town) == []
    town.until("2027-01-04 10:00")
    assert kinds(town) == ["check_effect"]
    town.do(reviews.check_effect, row.id, effective=True, words="沒有再堵", by=town.wang)
    done = town.rows(Review)[0]
    assert (done.state, done.verdict, done.checked_by) == ("closed", "effective", town.wang.staff_id)
    assert decode(done.effect) == {"before": 3.0, "after": 0.0}
    assert kinds(town) == []


def test_a4_4_4_what_did_not_help_is_discussed_anew(town: Town) -> None:
    row = in_hand(town)
    town.now = at("2026-12-08 10:00")
    file(town, 2)
    town.now = at("2026-12-10 10:00")
    town.do(reviews.check_effect, row.id, effective=False, words="又堵了", by=town.wang)
    assert (town.rows(Review)[0].state, town.rows(Review)[0].look_at is None) == ("open", False)
    assert decode(town.rows(Review)[0].effect)["after"] > 3
    town.do(
        reviews.set_measure,
        row.id,
        measure="換管",
        due_on=date(2026, 12, 20),
        responsible_id=town.li.staff_id,
        by=town.wang,
    )
    assert town.rows(Review)[0].state == "in_hand"


def test_a4_4_4_promises_kept_less_than_usual_open_a_review(town: Town) -> None:
    start = town.now
    town.now = start - timedelta(days=65)
    file(town)
    town.now = start - timedelta(days=50)
    _answered(town, 25)
    town.now = start
    file(town, 20)
    tick(town.store, start + DAY)
    tick(town.store, start + 2 * DAY)
    assert "promise_kept" in [row.subject for row in town.rows(Review)]


def _answered(town: Town, many: int) -> None:
    file(town, many)
    for case in town.cases():
        town.do(acts.log_call, case.id, words="已答覆", by=town.chen)


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": " "},
        {"due_on": date(2026, 11, 1)},
        {"due_on": date(2029, 1, 1)},
        {"check_on": date(2026, 12, 1)},
    ],
    ids=["no words", "past", "far", "checked before it is due"],
)
def test_a_measure_is_refused(town: Town, wrong: dict[str, object]) -> None:
    row = review(town)
    with pytest.raises(Refused):
        town.do(
            reviews.set_measure, row.id, **{**MEASURE, **wrong}, responsible_id=town.li.staff_id, by=town.wang
        )


def test_an_effect_is_not_checked_before_the_measure_is_due(town: Town) -> None:
    row = in_hand(town)
    with pytest.raises(Refused, match="too early"):
        town.do(reviews.check_effect, row.id, effective=True, words="好", by=town.wang)


def test_an_assistant_sets_no_measure_and_another_centre_sees_no_review(town: Town) -> None:
    row = review(town)
    with pytest.raises(Refused, match="role may not"):
        town.do(reviews.set_measure, row.id, **MEASURE, responsible_id=1, by=town.chen)
    with pytest.raises(Missing):
        town.do(reviews.set_measure, row.id, **MEASURE, responsible_id=town.zhao.staff_id, by=town.wang)
