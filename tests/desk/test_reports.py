"""Reports on a month or a week: drafted by the clock, signed by name, frozen, corrected (A4.4.1 and kin)."""

from typing import Any

import msgspec
import pytest

from desk import reports, revisits, tasks
from desk.actor import Actor
from procedures.kinds import Category, Kind, Outcome, RevisitForm, Role
from procedures.procedure import load
from procedures.refused import Refused, Why
from procedures.reports import Figures, ReportKind
from storage import Missing, Session
from storage.tables import CaseEvent, Report, Staff, Task
from tests.desk.cast import Town, at
from tests.desk.offices import files, works_by


def person(town: Town, login: str, role: Role) -> Actor:
    def seed(session: Session) -> None:
        row = Staff(centre_id=town.ids["A"], login=login, name=login, role=role, password_hash="-")
        session.add(row)
        session.flush()
        town.staff[login] = Actor(row.id or 0, town.ids["A"], role, login)

    town.store.write(seed)
    return town.staff[login]


def report(town: Town, kind: str, **like: Any) -> Report:
    """The newest of a kind in centre A."""
    return town.rows(Report, kind=kind, centre_id=town.ids["A"], **like)[-1]


def frozen(row: Report) -> Figures:
    return msgspec.json.decode(row.figures, type=Figures)


def ids(row: Report, section: str, name: str) -> tuple[int, ...]:
    found = frozen(row).named(section, name)
    assert found is not None
    return found.ids


def tasks_of(town: Town, kind: str) -> list[tuple[str | None, str | None]]:
    """Role and clause of the open ones."""
    return [(one.for_role, one.clause) for one in town.rows(Task, kind=kind) if one.done_at is None]


def refused(town: Town, act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as raised:
        town.do(act, *args, **named)
    return raised.value.text_id


def signed(town: Town, kind: str = "quality") -> Report:
    row = report(town, kind)
    town.do(reports.submit, row.id, remarks="本月平穩", by=town.chen)
    town.do(reports.sign, row.id, opinion="同意", by=town.wang)
    return report(town, kind)


@pytest.fixture
def office(town: Town) -> Town:
    works_by(town, "management_office")
    return town


def test_a4_4_1_the_clock_drafts_it_on_the_23rd_and_reminds_on_the_24th(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    town.until("2026-11-23 08:00")
    assert town.rows(Report) == []
    town.until("2026-11-23 10:00")
    town.until("2026-11-23 11:00")
    [row] = town.rows(Report, kind="quality")
    assert (row.period, row.due_at, row.clause) == ("2026-11", at("2026-11-25 18:00"), "A4.4.1")
    assert tasks_of(town, "report_draft") == [("assistant", "A4.4.1")]
    town.until("2026-11-24 09:00")
    assert tasks_of(town, "report_reminder") == [("assistant", "A4.4.1")]
    assert tasks_of(town, "report_late") == []


def test_a4_4_1_it_is_submitted_signed_and_goes_to_quality(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    town.until("2026-11-24 10:00")
    row = report(town, "quality")
    town.do(reports.submit, row.id, remarks="本月平穩", by=town.chen)
    assert tasks_of(town, "report_draft") == tasks_of(town, "report_reminder") == []
    assert tasks_of(town, "report_sign") == [("director", "A4.4.1")]
    town.do(reports.sign, row.id, opinion="同意", by=town.wang)
    row = report(town, "quality")
    assert (row.state, row.signed_by, row.remarks, row.opinion) == (
        "signed",
        town.wang.staff_id,
        "本月平穩",
        "同意",
    )
    assert tasks_of(town, "report_received") == [("quality", "A4.4.1")]
    assert [one.actor for one in town.rows(CaseEvent, what="report_signed")] == [str(town.wang)]
    town.until("2026-11-26 10:00")
    assert tasks_of(town, "report_late") == []


def test_a4_4_1_quality_ends_its_task_and_nobody_ends_the_others_by_hand(town: Town) -> None:
    quality = person(town, "qin", Role.QUALITY)
    files(town, Kind.COMPLAINT)
    town.until("2026-11-24 10:00")
    [waiting] = town.rows(Task, kind="report_draft")
    assert refused(town, tasks.finish, waiting.id, note="", by=town.chen) == "refused.report_first"
    signed(town)
    [received] = town.rows(Task, kind="report_received")
    town.do(tasks.finish, received.id, note="收悉", by=quality)
    assert tasks_of(town, "report_received") == []


def test_a4_4_1_a_late_one_is_the_directors_and_a_day_later_the_companys(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    for moment in ("11-23 10:00", "11-24 09:00", "11-25 18:30", "11-26 09:00"):
        town.until(f"2026-{moment}")
    assert tasks_of(town, "report_late") == [("director", "A4.4.1")]
    assert tasks_of(town, "report_overdue") == []
    for moment in ("11-27 09:00", "11-28 09:30"):
        town.until(f"2026-{moment}")
    assert tasks_of(town, "report_overdue") == [("company", "A4.4.1")]
    signed(town)
    assert tasks_of(town, "report_late") == tasks_of(town, "report_overdue") == []


def test_a6_3_every_figure_of_the_signed_one_has_what_is_behind_it(town: Town) -> None:
    valid = files(town, Kind.COMPLAINT, Category.NOISE)
    invalid, repair = files(town, Kind.COMPLAINT, Category.FEES), files(town, Kind.REPAIR, Category.DRAIN)
    town.find_valid(valid)
    town.resolve(repair)
    town.until("2026-11-24 10:00")
    [owed] = [one for one in town.revisits() if one.case_id == repair and one.rule == "repair"]
    about = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "speed": 5, "words": "好"}
    town.do(revisits.record, owed.id, by=town.chen, **about)
    town.now = at("2026-11-24 11:00")
    row = signed(town)
    assert ids(row, "taken", "complaint") == (valid, invalid)
    assert (ids(row, "validity", "valid"), ids(row, "validity", "undecided")) == ((valid,), (invalid,))
    assert ids(row, "categories", "repair.drain") == (repair,)
    assert ids(row, "ratings", "solved") == ids(row, "ratings", "speed") == (owed.id,)
    assert invalid in ids(row, "promises", "reply_broken")
    assert ids(row, "closed", "repair") == (repair,)
    assert ids(row, "repeats", "again") == (invalid,)


def test_a6_3_coverage_stands_beside_its_target_and_the_directors_visits(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    town.until("2026-11-24 10:00")
    row = signed(town)
    complaints = frozen(row).named("coverage", "complaints")
    director = frozen(row).named("directors", str(town.wang.staff_id))
    assert complaints
    assert (complaints.target, complaints.owed, complaints.is_reached) == (1.0, 0, None)
    assert director is None or (director.label, director.owed) == ("wang", 2)


def test_a4_4_1_what_comes_after_the_signature_is_in_the_next(town: Town) -> None:
    first = files(town, Kind.COMPLAINT)
    town.until("2026-11-24 10:00")
    before = signed(town)
    town.now = at("2026-11-27 10:00")
    second = files(town, Kind.ENQUIRY)
    town.until("2026-12-23 10:00")
    after = signed(town)
    assert (after.period, after.since) == ("2026-12", before.until)
    taken = {one.name: one for one in frozen(after).figures if one.section == "taken"}
    assert (taken["complaint"].ids, taken["complaint"].was) == ((), (first,))
    assert (taken["enquiry"].ids, taken["enquiry"].change) == ((second,), 1)


def test_a4_4_1_a_correction_is_another_version_and_the_old_one_stays(town: Town) -> None:
    complaint = files(town, Kind.COMPLAINT)
    town.until("2026-11-24 10:00")
    old = signed(town)
    town.find_valid(complaint)
    town.now = at("2026-11-26 10:00")
    new = town.do(reports.correct, old.id, reason="受理判定有誤", by=town.chen)
    assert refused(town, reports.correct, old.id, reason="再改", by=town.chen) == (
        "refused.report_has_a_newer_version"
    )
    assert tasks_of(town, "report_draft") == [("assistant", "A4.4.1")]
    corrected = signed(town)
    assert (corrected.id, corrected.version, corrected.until) == (new, 2, old.until)
    assert ids(corrected, "validity", "valid") == (complaint,)
    [kept] = town.rows(Report, id=old.id)
    assert (kept.figures, kept.state) == (old.figures, "signed")


def test_a4_4_1_it_is_signed_once_by_the_director_and_submitted_before(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    town.until("2026-11-24 10:00")
    row = report(town, "quality")
    assert refused(town, reports.submit, row.id, by=town.admin) == Why.ROLE_MAY_NOT
    assert refused(town, reports.sign, row.id, by=town.wang) == "refused.report_not_submitted"
    town.do(reports.submit, row.id, by=town.chen)
    assert refused(town, reports.sign, row.id, by=town.chen) == Why.ROLE_MAY_NOT
    town.do(reports.give_back, row.id, reason="請補充說明", by=town.wang)
    assert tasks_of(town, "report_draft") == [("assistant", "A4.4.1")]
    signed(town)
    assert refused(town, reports.sign, row.id, by=town.wang) == "refused.done_already"
    with pytest.raises(Missing):
        town.do(reports.submit, row.id, by=town.zhao)


def test_a4_4_1_a_clock_that_stood_still_drafts_the_missed_month_too(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    town.until("2026-11-23 10:00")
    town.until("2027-01-23 10:00")
    assert [one.period for one in town.rows(Report, kind="quality")] == ["2026-11", "2026-12", "2027-01"]


def test_a4_4_1_a_centre_that_did_nothing_yet_writes_none(town: Town) -> None:
    town.until("2026-11-24 10:00")
    assert [one.centre_id for one in town.rows(Report)] == []


def test_a4_4_2_the_director_has_a_digest_for_the_meeting(town: Town) -> None:
    complaint = files(town, Kind.COMPLAINT)
    town.until("2026-11-26 10:00")
    row = report(town, "digest")
    assert (row.clause, tasks_of(town, "report_draft")[-1]) == ("A4.4.2", ("director", "A4.4.2"))
    town.do(reports.sign, row.id, by=town.wang)
    assert ids(report(town, "digest"), "open", "complaint") == (complaint,)


def test_b4_2_1_the_principal_gets_the_week_after_the_directors_release(office: Town) -> None:
    enquiry = files(office, Kind.ENQUIRY)
    office.until("2026-11-30 09:00")
    row = report(office, "principal")
    assert (row.period, row.due_at) == ("2026-W48", at("2026-12-02 18:00"))
    rule = load("management_office").reports[ReportKind.PRINCIPAL]
    assert not rule.may_read(Role.PRINCIPAL, row.state)
    row = signed(office, "principal")
    assert rule.may_read(Role.PRINCIPAL, row.state)
    assert ids(row, "taken", "enquiry") == (enquiry,)
    office.until("2026-12-07 09:00")
    assert [one.period for one in office.rows(Report, kind="principal")] == ["2026-W48", "2026-W49"]


def test_b4_2_4_the_owners_needs_are_summarised_at_the_months_end(office: Town) -> None:
    need = files(office, Kind.SUGGESTION, Category.GREENING)
    office.until("2026-11-28 10:00")
    row = report(office, "needs")
    assert (row.due_at, row.clause) == (at("2026-11-30 18:00"), "B4.2.4")
    office.now = at("2026-11-30 16:00")
    later = files(office, Kind.SUGGESTION, Category.GREENING)
    office.now = at("2026-11-30 17:00")
    assert ids(signed(office, "needs"), "categories", "suggestion.greening") == (need, later)
