from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.kinds import Category, Kind, RevisitForm, Role, Severity
from procedures.procedure import PACKAGED, Procedure, load, read
from procedures.revisit_rules import RevisitDue, When
from procedures.revisits import (
    About,
    Owed,
    Planned,
    applies,
    counts_as,
    joined,
    may_make,
    new_rules,
    owed,
    phone_due,
    rain_rule,
    reminder_due,
    revisit_due,
)
from tests.procedures.centre import CALENDAR, PROCEDURE, at

REPAIR = About(Kind.REPAIR, Category.DOOR_LOCK, Severity.ORDINARY, at("2025-09-22 16:00"))
OFFICE = load("management_office")
VISITS = """
[[revisit]]
rule = "drain"
applies_to = { kinds = ["repair"], categories = ["drain"] }
form = "phone"
by_whom = "assistant"
due = "three_days"
clause = "B4.1.2.3-D"

[[revisit]]
rule = "rework"
applies_to = { kinds = ["repair"], rework = true }
form = "on_site"
by_whom = "department_head"
due = "three_days"
clause = "B4.1.2.3-B"

[[revisit]]
rule = "drain_again"
applies_to = { kinds = ["repair"], categories = ["drain"] }
form = "chat"
by_whom = "service_head"
due = "three_days"
clause = "B4.1.2.3-D"
"""


@pytest.fixture(scope="module")
def more_visits() -> Procedure:
    return read(PACKAGED["service_centre"] + VISITS, source="own.toml")


def resolved(case: About, procedure: Procedure = PROCEDURE) -> list[Owed]:
    return owed(case, When.RESOLVED, procedure, CALENDAR)


def test_a_repair_is_asked_about_by_chat_on_the_next_day() -> None:
    [asked] = resolved(REPAIR)
    assert (asked.rule, asked.form, asked.by_whom) == ("repair", RevisitForm.CHAT, Role.ASSISTANT)
    assert (asked.begin, asked.due) == (at("2025-09-23 08:30"), at("2025-09-23 18:00"))
    assert (asked.clause, asked.round) == ("A4.3.3.2", 1)


@pytest.mark.parametrize(
    ("done", "begin"),
    [
        ("2025-09-22 00:30", "2025-09-23 08:30"),
        ("2025-09-26 16:00", "2025-09-27 09:00"),
        ("2025-09-30 16:00", "2025-10-09 08:30"),
        ("2025-10-10 16:00", "2025-10-11 08:30"),
    ],
)
def test_the_next_day_is_one_with_contact_hours(done: str, begin: str) -> None:
    [revisit] = resolved(replace(REPAIR, at=at(done)))
    assert revisit.begin == at(begin)
    assert revisit.due.date() == revisit.begin.date()


@pytest.mark.parametrize("kind", [Kind.ENQUIRY, Kind.SUGGESTION])
def test_nothing_is_owed_where_no_rule_asks(kind: Kind) -> None:
    assert resolved(replace(REPAIR, kind=kind)) == []


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, ["repair"]),
        ({"category": Category.DRAIN}, ["drain", "repair"]),
        ({"is_rework": True}, ["rework", "repair"]),
        ({"is_rework": True, "category": Category.DRAIN}, ["rework", "drain", "repair"]),
        ({"severity": Severity.MAJOR}, ["repair"]),
        ({"kind": Kind.COMPLAINT, "severity": Severity.MAJOR}, ["major_complaint", "complaint"]),
    ],
    ids=str,
)
def test_every_rule_that_fits_is_owed_the_most_demanding_first(
    more_visits: Procedure, changes: dict[str, object], rules: list[str]
) -> None:
    assert [revisit.rule for revisit in resolved(replace(REPAIR, **changes), more_visits)] == rules


def test_a4_2_3_1_3_a_valid_complaint_is_visited_and_one_visit_is_enough() -> None:
    valid = replace(REPAIR, kind=Kind.COMPLAINT, is_valid=True)
    [visit] = resolved(valid)
    assert (visit.rule, visit.form, visit.by_whom) == ("complaint_visit", RevisitForm.ON_SITE, Role.ASSISTANT)
    assert (visit.due, visit.clause) == (at("2025-09-25 18:00"), "A4.2.3.1.3")
    [directors] = resolved(replace(valid, severity=Severity.MAJOR))
    assert (directors.by_whom, directors.rule) == (Role.DIRECTOR, "major_complaint")
    assert [rule.name for rule in directors.also] == ["complaint_visit"]
    coming = Planned(1, frozenset({"major_complaint"}), RevisitForm.ON_SITE, Role.DIRECTOR, is_open=True)
    assert resolved(replace(valid, planned=(coming,))) == []
    assert [rule.name for rule, _ in joined(replace(valid, planned=(coming,)), When.RESOLVED, PROCEDURE)] == [
        "complaint_visit"
    ]


def test_an_owner_is_not_asked_the_same_twice_by_chat(more_visits: Procedure) -> None:
    asked = resolved(replace(REPAIR, category=Category.DRAIN), more_visits)[-1]
    assert (asked.form, asked.due) == (RevisitForm.CHAT, at("2025-09-23 18:00"))
    assert [rule.name for rule in asked.also] == ["drain_again"]


def test_rounds_go_on_from_the_cases(more_visits: Procedure) -> None:
    again = replace(REPAIR, is_rework=True, round=3)
    assert [revisit.round for revisit in resolved(again, more_visits)] == [3, 4]


def test_three_days_end_with_the_third_days_contact_hours(more_visits: Procedure) -> None:
    visit, _ = resolved(replace(REPAIR, is_rework=True), more_visits)
    assert (visit.begin, visit.due) == (at("2025-09-22 16:00"), at("2025-09-25 18:00"))


def test_the_director_comes_once_for_all_that_asks_for_them_on_the_earliest_day() -> None:
    passed_on = replace(REPAIR, kind=Kind.COMPLAINT, is_from_company=True, is_repeated=True)
    [visit] = owed(passed_on, When.OPENED, PROCEDURE, CALENDAR)
    assert (visit.rule, visit.due) == ("company_same_day", at("2025-09-22 18:00"))
    assert {rule.clause for rule in visit.also} == {"A4.3.3.3.1", "A4.3.3.3.4"}


def test_a_visit_still_to_be_made_is_joined_and_one_made_is_not() -> None:
    visit = Planned(1, frozenset({"second_complaint"}), RevisitForm.ON_SITE, Role.DIRECTOR, is_open=True)
    major = replace(REPAIR, kind=Kind.COMPLAINT, severity=Severity.MAJOR, planned=(visit,))
    assert [rule.name for rule, _ in joined(major, When.OPENED, PROCEDURE)] == ["major_complaint"]
    assert owed(major, When.OPENED, PROCEDURE, CALENDAR) == []
    made = replace(major, planned=(replace(visit, is_open=False),))
    assert [one.rule for one in owed(made, When.OPENED, PROCEDURE, CALENDAR)] == ["major_complaint"]


@pytest.mark.parametrize("place", [Category.CEILING_LEAK, Category.WINDOW_LEAK, Category.ROOF_LEAK])
def test_seepage_waits_for_rain_and_nothing_else_is_asked(place: Category) -> None:
    leak = replace(REPAIR, category=place)
    waits = rain_rule(leak, OFFICE)
    assert waits is not None
    assert waits.clause == "B4.1.2.3-C"
    assert resolved(leak, OFFICE) == []
    assert rain_rule(REPAIR, OFFICE) is None


def test_a_days_service_request_is_asked_about_on_the_day() -> None:
    cleaned = replace(REPAIR, kind=Kind.ENQUIRY, category=Category.SPECIAL_SERVICE)
    [asked] = resolved(cleaned)
    assert (asked.begin, asked.due) == (at("2025-09-22 17:00"), at("2025-09-22 18:00"))
    [late] = resolved(replace(cleaned, at=at("2025-09-22 17:30")))
    assert (late.begin, late.due) == (at("2025-09-22 17:30"), at("2025-09-22 18:00"))


@pytest.mark.parametrize(
    ("role", "wanted", "may"),
    [
        (Role.DIRECTOR, {Role.DIRECTOR}, True),
        (Role.GENERAL_DIRECTOR, {Role.DIRECTOR}, True),
        (Role.ASSISTANT, {Role.DIRECTOR}, False),
        (Role.SERVICE_HEAD, {Role.DIRECTOR}, False),
        (Role.SERVICE_HEAD, {Role.DIRECTOR, Role.SERVICE_HEAD}, True),
        (Role.DIRECTOR, {Role.ENGINEERING_SUPERVISOR}, True),
        (Role.DEPARTMENT_HEAD, {Role.ASSISTANT}, True),
    ],
)
def test_whoever_is_named_or_stands_above_may_go(role: Role, wanted: set[Role], may: bool) -> None:
    assert may_make(role, wanted) is may


def test_a_chat_counts_as_the_phone_call_and_neither_as_a_visit() -> None:
    assert counts_as(RevisitForm.PHONE, RevisitForm.CHAT)
    assert counts_as(RevisitForm.CHAT, RevisitForm.ON_SITE)
    assert not counts_as(RevisitForm.ON_SITE, RevisitForm.PHONE)


CASES = st.builds(
    About,
    kind=st.sampled_from(Kind),
    category=st.sampled_from(Category),
    severity=st.sampled_from(Severity),
    at=st.datetimes(
        at("2025-09-01 00:00").replace(tzinfo=None), at("2025-12-01 00:00").replace(tzinfo=None)
    ).map(lambda moment: at(moment.isoformat())),
    round=st.integers(1, 9),
    is_rework=st.booleans(),
    is_from_company=st.booleans(),
    is_constructive=st.booleans(),
    is_repeated=st.booleans(),
    is_valid=st.booleans(),
)


@given(case=CASES, name=st.sampled_from(sorted(PACKAGED)), when=st.sampled_from(When))
def test_no_round_is_lost_and_none_is_owed_twice(case: About, name: str, when: When) -> None:
    procedure = load(name)
    found = owed(case, when, procedure, CALENDAR)
    spoken = [rule for each in found for rule in (each.rule, *(one.name for one in each.also))]
    waits = rain_rule(case, procedure) if when is When.RESOLVED else None
    fits = [rule.name for rule in new_rules(case, when, procedure) if applies(rule.applies_to, case)]
    assert sorted([*spoken, *([waits.name] if waits else [])]) == sorted(fits)
    assert [each.round for each in found] == list(range(case.round, case.round + len(found)))
    assert len([each for each in found if each.form is RevisitForm.CHAT]) <= 1
    assert all(case.at <= each.begin <= each.due for each in found)
    planned = tuple(
        Planned(
            one.round, frozenset({one.rule, *(rule.name for rule in one.also)}), one.form, one.by_whom, True
        )
        for one in found
    )
    assert owed(replace(case, planned=planned), when, procedure, CALENDAR) == []


@pytest.mark.parametrize(
    ("asked", "due", "reminded", "phoned"),
    [
        # With days to spare: after one day, and after two.
        ("2025-09-22 09:00", "2025-09-26 18:00", "2025-09-23 09:00", "2025-09-24 09:00"),
        ("2025-09-22 12:30", "2025-09-26 18:00", "2025-09-23 13:30", "2025-09-24 13:30"),
        # Due the same day: halfway, and two contact hours before it closes.
        ("2025-09-22 08:30", "2025-09-22 18:00", "2025-09-22 11:30", "2025-09-22 16:00"),
        ("2025-09-22 17:00", "2025-09-22 18:00", "2025-09-22 17:15", "2025-09-22 17:30"),
        # Due on the third day: the call is made in time.
        ("2025-09-22 16:00", "2025-09-24 12:00", "2025-09-23 13:45", "2025-09-24 10:00"),
        # What is late already is chased as usual.
        ("2025-09-29 10:00", "2025-09-29 09:00", "2025-09-30 10:00", "2025-10-09 08:30"),
    ],
)
def test_a_silent_owner_is_reminded_and_phoned_before_the_revisit_is_due(
    asked: str, due: str, reminded: str, phoned: str
) -> None:
    times = {"asked_at": at(asked), "due_at": at(due)}
    assert reminder_due(PROCEDURE, CALENDAR, **times) == at(reminded)
    assert phone_due(PROCEDURE, CALENDAR, **times, now=at(asked)) == at(phoned)


ASKED = st.datetimes(
    at("2025-09-01 00:00").replace(tzinfo=None), at("2025-12-01 00:00").replace(tzinfo=None)
).map(lambda moment: CALENDAR.next_open(at(moment.isoformat())))


@given(asked=ASKED, due=st.sampled_from([due for due in RevisitDue if due is not RevisitDue.AFTER_RAIN]))
def test_b4_1_2_3_a_a_silent_owner_is_phoned_before_the_due_time(asked: datetime, due: RevisitDue) -> None:
    by = revisit_due(due, CALENDAR, asked)
    reminded = reminder_due(PROCEDURE, CALENDAR, asked_at=asked, due_at=by)
    phoned = phone_due(PROCEDURE, CALENDAR, asked_at=asked, due_at=by, now=reminded)
    assert asked <= reminded <= phoned < by
