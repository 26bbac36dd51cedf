from dataclasses import replace

import pytest

from procedures.kinds import Category, Kind, RevisitForm, Role, Severity
from procedures.procedure import PACKAGED, Procedure, read
from procedures.revisits import Closed, Owed, owed, phone_due, reminder_due
from tests.procedures.centre import CALENDAR, PROCEDURE, at

REPAIR = Closed(Kind.REPAIR, Category.DOOR_LOCK, Severity.ORDINARY, resolved_at=at("2025-09-22 16:00"))
VISITS = """
[[revisit]]
applies_to = { kinds = ["repair"], categories = ["drain"] }
form = "phone"
by_whom = "assistant"
due = "three_days"
clause = "B4.1.2.3-D"

[[revisit]]
applies_to = { kinds = ["repair"], rework = true }
form = "on_site"
by_whom = "department_head"
due = "three_days"
clause = "B4.1.2.3-B"

[[revisit]]
applies_to = { kinds = ["complaint"], severities = ["major"] }
form = "on_site"
by_whom = "director"
due = "next_day"
clause = "B4.1.2.2"
"""


@pytest.fixture(scope="module")
def more_visits() -> Procedure:
    return read(PACKAGED["service_centre"] + VISITS, source="own.toml")


def test_a_repair_is_asked_about_by_chat_when_the_next_day_opens() -> None:
    asked = Owed(RevisitForm.CHAT, Role.ASSISTANT, at("2025-09-23 08:30"), "A4.3.3.2", round=1)
    assert owed(REPAIR, PROCEDURE, CALENDAR) == [asked]


@pytest.mark.parametrize(
    ("resolved", "due"),
    [
        ("2025-09-22 00:30", "2025-09-23 08:30"),
        ("2025-09-26 16:00", "2025-09-27 09:00"),
        ("2025-09-30 16:00", "2025-10-09 08:30"),
        ("2025-10-10 16:00", "2025-10-11 08:30"),
    ],
)
def test_the_next_day_is_one_with_contact_hours(resolved: str, due: str) -> None:
    [revisit] = owed(replace(REPAIR, resolved_at=at(resolved)), PROCEDURE, CALENDAR)
    assert revisit.due == at(due)


@pytest.mark.parametrize("kind", [Kind.ENQUIRY, Kind.SUGGESTION])
def test_nothing_is_owed_where_no_rule_asks(kind: Kind) -> None:
    assert owed(replace(REPAIR, kind=kind), PROCEDURE, CALENDAR) == []


@pytest.mark.parametrize(
    ("changes", "clauses"),
    [
        ({}, ["A4.3.3.2"]),
        ({"category": Category.DRAIN}, ["B4.1.2.3-D", "A4.3.3.2"]),
        ({"is_rework": True}, ["B4.1.2.3-B", "A4.3.3.2"]),
        ({"is_rework": True, "category": Category.DRAIN}, ["B4.1.2.3-B", "B4.1.2.3-D", "A4.3.3.2"]),
        ({"severity": Severity.MAJOR}, ["A4.3.3.2"]),
        ({"kind": Kind.COMPLAINT, "severity": Severity.MAJOR}, ["B4.1.2.2", "A4.3.3.2"]),
    ],
    ids=str,
)
def test_every_rule_that_fits_is_owed_the_most_demanding_first(
    more_visits: Procedure, changes: dict[str, object], clauses: list[str]
) -> None:
    revisits = owed(replace(REPAIR, **changes), more_visits, CALENDAR)
    assert [revisit.clause for revisit in revisits] == clauses


def test_rounds_go_on_from_the_cases(more_visits: Procedure) -> None:
    again = replace(REPAIR, is_rework=True, round=3)
    assert [revisit.round for revisit in owed(again, more_visits, CALENDAR)] == [3, 4]


def test_three_days_end_with_the_third_days_contact_hours(more_visits: Procedure) -> None:
    visit, _ = owed(replace(REPAIR, is_rework=True), more_visits, CALENDAR)
    assert visit.due == at("2025-09-25 18:00")


@pytest.mark.parametrize(
    ("asked", "reminded", "phoned"),
    [
        ("2025-09-22 09:00", "2025-09-23 09:00", "2025-09-24 09:00"),
        ("2025-09-22 12:30", "2025-09-23 13:30", "2025-09-24 13:30"),
        ("2025-09-29 10:00", "2025-09-30 10:00", "2025-10-09 08:30"),
    ],
)
def test_a_silent_owner_is_reminded_and_then_phoned_in_contact_hours(
    asked: str, reminded: str, phoned: str
) -> None:
    assert reminder_due(PROCEDURE, CALENDAR, asked_at=at(asked)) == at(reminded)
    assert phone_due(PROCEDURE, CALENDAR, asked_at=at(asked)) == at(phoned)
