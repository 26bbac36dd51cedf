from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.kinds import Category, Kind, Severity
from procedures.promises import Promise, close_by, promise, usual
from procedures.steps import What
from tests.procedures.centre import CALENDAR, PROCEDURE, at

SEPTEMBER = st.datetimes(at("2025-09-15").replace(tzinfo=None), at("2025-10-20").replace(tzinfo=None))
MOMENTS = SEPTEMBER.map(lambda naive: at(naive.isoformat()))


def promised(
    now: str, kind: Kind = Kind.REPAIR, *, wished_by: str | None = None, urgent: bool = False
) -> Promise:
    wish = at(wished_by) if wished_by else None
    return promise(PROCEDURE, CALENDAR, kind=kind, urgent=urgent, wished_by=wish, now=at(now))


@pytest.mark.parametrize(
    ("kind", "now", "reply_by", "warn_at"),
    [
        (Kind.REPAIR, "2025-09-22 09:00", "2025-09-22 11:00", "2025-09-22 10:30"),
        (Kind.COMPLAINT, "2025-09-22 11:00", "2025-09-22 14:30", "2025-09-22 14:00"),
        (Kind.ENQUIRY, "2025-09-22 20:00", "2025-09-23 14:00", "2025-09-23 11:30"),
        (Kind.SUGGESTION, "2025-09-30 17:00", "2025-10-09 17:00", "2025-10-09 15:00"),
    ],
)
def test_a_reply_is_promised_in_contact_hours_and_warned_of_at_three_quarters(
    kind: Kind, now: str, reply_by: str, warn_at: str
) -> None:
    made = promised(now, kind)
    assert (made.reply_by, made.warn_at, made.clause) == (at(reply_by), at(warn_at), "A4.2.3.1.1")


def test_an_emergency_is_answered_within_half_an_hour_at_night() -> None:
    made = promised("2025-10-01 02:00", urgent=True)
    assert (made.reply_by, made.warn_at) == (at("2025-10-01 02:30"), at("2025-10-01 02:22:30"))
    assert made.clause == "A4.2.1"


@pytest.mark.parametrize(
    ("wish", "warn_at"),
    [
        ("2025-09-22 10:00", "2025-09-22 09:45"),
        ("2025-09-23 12:00", "2025-09-23 09:15"),
        ("2025-09-22 18:00", "2025-09-22 16:07:30"),
        ("2025-09-23 08:30", "2025-09-22 16:07:30"),
    ],
    ids=["earlier than usual", "later than usual", "at closing time", "at the opening"],
)
def test_the_owners_own_time_is_kept(wish: str, warn_at: str) -> None:
    made = promised("2025-09-22 09:00", wished_by=wish)
    assert (made.reply_by, made.clause) == (at(wish), "A4.2.3.2.1")
    assert made.warn_at == at(warn_at)


@pytest.mark.parametrize(
    ("now", "wish", "reply_by"),
    [
        ("2025-09-22 09:00", "2025-09-22 22:00", "2025-09-22 18:00"),
        ("2025-09-22 16:00", "2025-09-22 22:00", "2025-09-22 18:00"),
        ("2025-09-22 09:00", "2025-09-22 13:00", "2025-09-22 12:00"),
        ("2025-09-22 09:00", "2025-10-05 10:00", "2025-09-30 18:00"),
    ],
    ids=["tonight", "just enough time", "at lunch", "in the holiday"],
)
def test_a_wish_when_nobody_is_there_is_met_in_the_last_contact_hour_before(
    now: str, wish: str, reply_by: str
) -> None:
    made = promised(now, wished_by=wish)
    assert (made.reply_by, made.clause, made.wish) == (at(reply_by), "A4.2.3.2.1", What.BEFORE_WISH)


@pytest.mark.parametrize(
    ("now", "wish", "reply_by"),
    [
        ("2025-09-22 17:00", "2025-09-22 22:00", "2025-09-23 09:30"),
        ("2025-09-22 20:00", "2025-09-22 22:00", "2025-09-23 10:30"),
        ("2025-09-30 17:30", "2025-10-03 10:00", "2025-10-09 10:00"),
    ],
    ids=["too late in the day", "at night", "before the holiday"],
)
def test_a_wish_that_cannot_be_met_leaves_the_usual_time_and_says_so(
    now: str, wish: str, reply_by: str
) -> None:
    made = promised(now, wished_by=wish)
    assert (made.reply_by, made.wish, made.steps[0].what) == (at(reply_by), What.WISH_UNMET, What.WISH_UNMET)


@given(MOMENTS, st.sampled_from([kind for kind in Kind if kind is not Kind.ENGAGEMENT]), MOMENTS)
def test_with_any_wish_somebody_is_there_when_the_promise_ends(
    now: datetime, kind: Kind, wish: datetime
) -> None:
    made = promise(PROCEDURE, CALENDAR, kind=kind, urgent=False, wished_by=wish, now=now)
    last = CALENDAR.last_open(made.reply_by, since=now)
    assert last == made.reply_by
    usual = promise(PROCEDURE, CALENDAR, kind=kind, urgent=False, wished_by=None, now=now).reply_by
    assert made.reply_by <= max(wish, usual)
    assert (made.wish is What.WISH_UNMET) <= (made.reply_by == usual > wish)


def test_a_wish_already_past_leaves_the_usual_time_and_says_so() -> None:
    made = promised("2025-09-22 09:00", wished_by="2025-09-22 08:00")
    assert made.reply_by == at("2025-09-22 11:00")
    assert [step.what for step in made.steps] == [What.WISH_PASSED, What.COUNTED]


@pytest.mark.parametrize(
    ("wish", "reply_by"),
    [("2025-09-22 12:00", "2025-09-22 09:30"), ("2025-09-22 09:10", "2025-09-22 09:10")],
    ids=["later", "earlier"],
)
def test_a_later_wish_does_not_put_off_an_emergency(wish: str, reply_by: str) -> None:
    assert promised("2025-09-22 09:00", wished_by=wish, urgent=True).reply_by == at(reply_by)


def test_the_steps_tell_why_it_is_due_then() -> None:
    steps = promised("2025-09-30 17:00").steps
    assert [(step.what, step.since, step.until) for step in steps] == [
        (What.COUNTED, at("2025-09-30 17:00"), at("2025-09-30 18:00")),
        (What.HOLIDAY, at("2025-09-30 18:00"), at("2025-10-09 08:30")),
        (What.COUNTED, at("2025-10-09 08:30"), at("2025-10-09 09:30")),
    ]


def test_the_steps_begin_with_the_night_in_which_the_owner_wrote() -> None:
    assert [step.what for step in promised("2025-09-22 20:00").steps] == [What.CLOSED, What.COUNTED]


@given(
    MOMENTS,
    st.sampled_from([kind for kind in Kind if kind is not Kind.ENGAGEMENT]),
    st.none() | MOMENTS,
    st.booleans(),
)
def test_a_promise_is_never_past_and_its_warning_comes_no_later(
    now: datetime, kind: Kind, wish: datetime | None, urgent: bool
) -> None:
    made = promise(PROCEDURE, CALENDAR, kind=kind, urgent=urgent, wished_by=wish, now=now)
    assert now <= made.warn_at <= made.reply_by
    assert made.reply_by > now
    assert made.steps[-1].until == made.reply_by
    assert all(one.until == next_one.since for one, next_one in zip(made.steps, made.steps[1:], strict=False))


@pytest.mark.parametrize(
    ("kind", "severity", "now", "by", "clause"),
    [
        (Kind.COMPLAINT, Severity.ORDINARY, "2025-09-22 09:00", "2025-09-22 18:00", "A3.1-b"),
        (Kind.COMPLAINT, Severity.ORDINARY, "2025-09-22 19:00", "2025-09-23 18:00", "A3.1-b"),
        (Kind.COMPLAINT, Severity.MAJOR, "2025-09-22 09:00", "2025-09-25 18:00", "A3.1-b"),
        (Kind.REPAIR, Severity.ORDINARY, "2025-09-24 09:00", "2025-09-27 17:00", "A4.2.3.1.4"),
        (Kind.REPAIR, Severity.MAJOR, "2025-09-29 09:00", "2025-10-09 18:00", "A4.2.3.1.4"),
    ],
)
def test_a_case_is_to_be_closed_by_the_last_contact_hour_of_its_day(
    kind: Kind, severity: Severity, now: str, by: str, clause: str
) -> None:
    due = close_by(PROCEDURE, CALENDAR, kind=kind, severity=severity, now=at(now))
    assert due is not None
    assert (due.by, due.clause, due.steps[-1].until) == (at(by), clause, at(by))


def test_where_the_paper_sets_no_limit_the_usual_time_is_proposed() -> None:
    now = at("2025-09-22 09:00")
    due = close_by(PROCEDURE, CALENDAR, kind=Kind.ENQUIRY, severity=Severity.ORDINARY, now=now)
    assert due is not None
    assert (due.by, due.clause) == (at("2025-09-23 18:00"), "A4.2.3.2.1")


def test_a_usual_time_may_be_contact_time() -> None:
    now = at("2025-09-30 15:00")
    due = usual(PROCEDURE, CALENDAR, kind=Kind.REPAIR, category=Category.POWER, now=now)
    assert due is not None
    assert due.by == at("2025-10-09 15:00")


def test_a_naive_wish_is_refused() -> None:
    naive = at("2025-09-22 09:00").replace(tzinfo=None) + timedelta(days=1)
    with pytest.raises(ValueError, match="without its zone"):
        promise(
            PROCEDURE,
            CALENDAR,
            kind=Kind.REPAIR,
            urgent=False,
            wished_by=naive,
            now=at("2025-09-22 09:00"),
        )
