from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.coverage import COUNTING_RULE, Asked, Counted, Line, count, counted
from procedures.kinds import RevisitForm, RevisitState
from procedures.months import Month, due_within_months, months_later
from tests.procedures.centre import CALENDAR, at

NOVEMBER = Month(2025, 11)
ENDS = NOVEMBER.ends(CALENDAR)
LATE = timedelta(days=7)
DUE = at("2025-11-28 18:00")
PLANNED = Asked(
    id=1,
    rules=frozenset({"repair"}),
    form=RevisitForm.CHAT,
    state=RevisitState.PLANNED,
    due_at=DUE,
    done_at=None,
    made_in=None,
    why=None,
)


def done(day: str, form: RevisitForm = RevisitForm.CHAT) -> Asked:
    return replace(PLANNED, state=RevisitState.DONE, done_at=at(day), made_in=form)


def dropped(state: RevisitState, why: str) -> Asked:
    return replace(PLANNED, state=state, why=why, done_at=at("2025-11-27 10:00"))


VISIT = replace(PLANNED, form=RevisitForm.ON_SITE)


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (done("2025-11-28 17:59"), Counted.DONE),
        (done("2025-11-28 18:01"), Counted.LATE),
        (done("2025-12-07 23:59"), Counted.LATE),
        (done("2025-12-08 00:00"), Counted.TOO_LATE),
        (done("2025-11-28 10:00", RevisitForm.PHONE), Counted.DONE),
        (done("2025-11-28 10:00", RevisitForm.ON_SITE), Counted.DONE),
        (replace(done("2025-11-28 10:00"), form=RevisitForm.ON_SITE), Counted.OTHER_FORM),
        (replace(done("2025-11-28 10:00", RevisitForm.PHONE), form=RevisitForm.ON_SITE), Counted.OTHER_FORM),
        (replace(done("2025-11-28 10:00", RevisitForm.ON_SITE), form=RevisitForm.ON_SITE), Counted.DONE),
        (PLANNED, Counted.MISSING),
        (replace(PLANNED, state=RevisitState.PHONE), Counted.MISSING),
        (replace(PLANNED, due_at=at("2025-12-10 09:00")), Counted.COMING),
        (dropped(RevisitState.SKIPPED, "declined_by_owner"), Counted.SKIPPED),
        (dropped(RevisitState.SKIPPED, "業主出國"), Counted.SKIPPED),
        (dropped(RevisitState.FAILED, "無人應門"), Counted.FAILED),
        (dropped(RevisitState.SKIPPED, "duplicate"), Counted.NOT_OWED),
        (dropped(RevisitState.SKIPPED, "withdrawn"), Counted.NOT_OWED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_revisit_is_in_the_count(one: Asked, what: Counted) -> None:
    assert counted(one, month_ends=ENDS, late=LATE, now=at("2025-12-09 09:00")) is what


def test_a_line_takes_what_answers_its_rules_alone() -> None:
    shared = replace(done("2025-11-28 10:00"), id=2, rules=frozenset({"drain", "repair"}))
    other = replace(PLANNED, id=3, rules=frozenset({"complaint"}))
    now = at("2025-12-09 09:00")
    line = count([PLANNED, shared, other], frozenset({"repair"}), month_ends=ENDS, late=LATE, now=now)
    assert (line.made, line.missing, line.rate) == ([2], [1], 0.5)


@pytest.mark.parametrize(
    ("made", "missing", "target", "reached"),
    [(4, 1, 0.8, True), (3, 2, 0.8, False), (7, 3, 0.7, True), (0, 0, 1.0, None), (1, 0, 1.0, True)],
)
def test_a4_3_3_2_the_target_is_reached_in_whole_revisits(
    made: int, missing: int, target: float, reached: bool | None
) -> None:
    line = Line(made=list(range(made)), missing=list(range(missing)))
    assert line.reaches(target) is reached


@given(st.lists(st.builds(replace, st.just(PLANNED), id=st.integers(), state=st.sampled_from(RevisitState))))
def test_every_revisit_is_in_exactly_one_list(asked: list[Asked]) -> None:
    line = count(asked, frozenset({"repair"}), month_ends=ENDS, late=LATE, now=DUE + LATE)
    listed = [*line.made, *line.missing, *line.coming, *line.not_owed]
    assert sorted(listed) == sorted(one.id for one in asked)


def test_the_rule_of_the_count_is_the_one_that_docs_describe() -> None:
    assert COUNTING_RULE == "2"


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2026-01-31", "2026-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2028-02-29", "2028-03-29"),
        ("2026-12-15", "2027-01-15"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: str, later: str) -> None:
    assert months_later(at(f"{day} 12:00").date(), 1).isoformat() == later


def test_a_month_ends_on_the_centres_wall() -> None:
    assert NOVEMBER.begins(CALENDAR) == at("2025-11-01 00:00")
    assert at("2025-12-01 00:00") == ENDS
    assert Month.of(at("2025-11-30 23:59"), CALENDAR) == NOVEMBER
    assert NOVEMBER.moved(2) == Month(2026, 1)


@pytest.mark.parametrize("text", ["2025-13", "25-11", "", "0001-01", "9999-12", "2025-11-01", "x"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no such month"):
        Month.read(text)


def test_within_a_month_ends_inside_contact_hours_even_over_holidays() -> None:
    assert due_within_months(CALENDAR, at("2025-09-05 12:00"), 1) == at("2025-09-30 18:00")
    assert due_within_months(CALENDAR, at("2025-09-12 12:00"), 1) == at("2025-10-12 17:00")
