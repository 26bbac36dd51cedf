import dataclasses
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.calendar import Calendar
from procedures.escalation import Coming, Next, Standing, next_owed, rung_above
from procedures.kinds import Kind, Role
from procedures.procedure import load
from tests.procedures.centre import CALENDAR, PROCEDURE, at
from tests.procedures.test_calendar_properties import MOMENTS, calendars

RULES = PROCEDURE.deadlines
LEAK = Standing(
    kind=Kind.REPAIR,
    urgent=False,
    opened_at=at("2025-09-22 09:00"),
    level="handler",
    stepped_at=None,
    reply_by=at("2025-09-22 11:00"),
    close_by=at("2025-09-25 18:00"),
    close_clause="A4.2.3.1.4",
    close_warn_at=at("2025-09-24 18:00"),
    close_warned=False,
    close_counted=False,
    is_unassigned=False,
    alarmed_at=None,
)


def owed(**changes: object) -> Next:
    found = next_owed(RULES, CALENDAR, dataclasses.replace(LEAK, **changes))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("changes", "what", "moment", "role"),
    [
        ({}, Coming.ESCALATED, "2025-09-22 11:30", Role.DEPARTMENT_HEAD),
        ({"urgent": True}, Coming.ESCALATED, "2025-09-22 11:10", Role.DEPARTMENT_HEAD),
        ({"is_unassigned": True}, Coming.UNASSIGNED, "2025-09-22 10:00", Role.DIRECTOR),
        ({"reply_by": None}, Coming.CLOSE_WARNING, "2025-09-25 08:30", None),
        ({"reply_by": None, "close_warned": True}, Coming.CLOSE_BROKEN, "2025-09-26 08:30", None),
        (
            {"level": Role.DEPARTMENT_HEAD, "stepped_at": at("2025-09-22 11:30")},
            Coming.ESCALATED,
            "2025-09-22 14:30",
            Role.DIRECTOR,
        ),
        (
            {"level": Role.DEPARTMENT_HEAD, "stepped_at": at("2025-09-24 09:00")},
            Coming.ESCALATED,
            "2025-09-24 10:30",
            Role.DIRECTOR,
        ),
    ],
    ids=["first rung", "urgent", "nobody's", "close warned at opening", "close", "second", "after a jump"],
)
def test_a3_3_what_comes_next(changes: dict[str, object], what: str, moment: str, role: Role | None) -> None:
    found = owed(**changes)
    assert (found.what, found.at, found.role) == (what, at(moment), role)


def test_a3_6_an_enquiry_has_a_ladder_of_its_own() -> None:
    rung = rung_above(RULES, Kind.ENQUIRY, "handler")
    assert rung is not None
    assert (rung.role, rung.clause) == (Role.SERVICE_HEAD, "A3.6")


def test_the_top_is_told_again_for_as_long_as_it_lasts() -> None:
    found = owed(level=Role.COMPANY, stepped_at=at("2025-09-23 09:00"), close_counted=True)
    assert (found.what, found.at) == (Coming.STILL_OVERDUE, at("2025-09-24 09:00"))


@given(calendars(), MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)), st.booleans())
def test_the_ladder_is_climbed_one_rung_at_a_time_in_contact_hours(
    calendar: Calendar, due: datetime, jump: timedelta, urgent: bool
) -> None:
    case = dataclasses.replace(LEAK, reply_by=due, close_by=None, urgent=urgent)
    roles, now = [], due
    while (found := next_owed(RULES, calendar, case)) and found.what is Coming.ESCALATED:
        assert found.at > now
        assert urgent or calendar.is_open(found.at)
        now = found.at + jump
        roles.append(found.role)
        case = dataclasses.replace(case, level=str(found.role), stepped_at=now)
    assert roles == [rung.role for rung in RULES.rungs(Kind.REPAIR)]


@pytest.mark.parametrize("name", ["service_centre", "management_office", "consultancy"])
def test_every_kind_that_is_answered_has_something_due(name: str) -> None:
    procedure = load(name)
    for kind in {kind for rule in procedure.replies for kind in rule.kinds}:
        assert procedure.deadlines.rungs(kind)
        assert any(kind in rule.kinds for rule in procedure.deadlines.usual)
