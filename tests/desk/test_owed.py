"""What is owed stays owed: after a reopening, whoever closes, until the owner has heard (A4.2.3, A4.3.3)."""

from datetime import timedelta

import pytest

from desk import cases, postponing, revisits, tasks, triage
from procedures.coverage import CLOSED_AFTER_WORK
from procedures.kinds import Category, Cause, Kind, Outcome, RevisitForm, Source
from procedures.life import CloseReason
from storage.tables import Task
from tests.desk.cast import Chat, Town, at
from tests.desk.offices import called_constructive, files, owed_of, works_by
from tests.desk.test_triage import INVALID, MAJOR, NOISE, VALID, decide, refused

DIRECTORS = ("major_complaint", "on_site", "director")
DONE = {"cause": "施工", "measure": "已勸止", "words": "已勸止", "cause_kind": Cause.CONDUCT}
VISIT = {"form": RevisitForm.ON_SITE, "outcome": Outcome.SOLVED, "words": "當面道歉"}


def still_owed(town: Town, case_id: int | None) -> list[str]:
    return [one.rule for one in town.revisits() if one.case_id == case_id and one.done_at is None]


@pytest.fixture
def major(town: Town, lin: Chat) -> int:
    """A major complaint that was resolved; the director's visit is still to be made."""
    case = lin.files(NOISE)
    decide(town, case, MAJOR)
    town.resolve(case.id)
    return case.id or 0


def test_a4_3_3_3_2_the_directors_visit_outlives_a_reopening(town: Town, major: int) -> None:
    town.do(triage.reopen, major, reason="還在施工", by=town.chen)
    assert still_owed(town, major) == ["major_complaint"]
    decide(town, town.case(major), MAJOR)
    town.resolve(major)
    assert owed_of(town, major) == [DIRECTORS]


def test_a4_3_3_3_4_what_was_closed_by_mistake_owes_its_visit_again_when_it_is_opened(town: Town) -> None:
    case = files(town, Kind.COMPLAINT, source=Source.COMPANY)
    town.do(cases.close, case, reason=CloseReason.FILED_BY_MISTAKE, words="以為是誤轉", by=town.wang)
    town.do(triage.reopen, case, reason="不是誤轉", by=town.chen)
    assert [one.state for one in town.revisits()] == ["skipped", "planned"]
    assert still_owed(town, case) == ["company_same_day"]


def test_a4_2_3_1_3_the_visit_after_the_work_is_planned_anew_when_it_is_done_again(
    town: Town, lin: Chat
) -> None:
    case = lin.files(NOISE)
    town.resolve(case.id)
    town.do(triage.reopen, case.id, reason="還在施工", by=town.chen)
    assert still_owed(town, case.id) == []
    town.resolve(case.id)
    assert [(one.state, one.why) for one in town.revisits()] == [("skipped", "reopened"), ("planned", None)]


def test_a4_2_3_1_2_a_valid_complaint_is_not_resolved_before_its_owner_was_spoken_with(
    town: Town, lin: Chat
) -> None:
    case = lin.files(NOISE)
    decide(town, case)
    town.do(cases.take, case.id, by=town.li)
    assert refused(town, cases.resolve, case.id, **DONE, by=town.li) == "refused.first_contact_needed"
    town.do(cases.reply, case.id, words="收到", by=town.chen)
    assert refused(town, cases.resolve, case.id, **DONE, by=town.li) == "refused.first_contact_needed"
    town.do(cases.reply, case.id, words="非常抱歉，我來處理", by=town.li)
    town.do(cases.resolve, case.id, **DONE, by=town.li)
    assert town.what_happened(case.id).index("first_contact") < town.what_happened(case.id).index("resolved")


def test_a4_2_3_1_2_a_visit_on_record_is_a_first_contact(town: Town) -> None:
    case = files(town, Kind.COMPLAINT, source=Source.COMPANY)
    town.do(revisits.record, town.revisits()[0].id, by=town.wang, **VISIT)
    town.find_valid(case)
    town.do(cases.take, case, by=town.li)
    town.do(cases.resolve, case, **DONE, by=town.li)
    assert town.case(case).resolved_at == town.now


def test_a4_2_3_1_2_after_a_reopening_the_owner_is_spoken_with_anew(town: Town, major: int) -> None:
    town.now += timedelta(hours=1)
    town.do(triage.reopen, major, reason="還在施工", by=town.chen)
    decide(town, town.case(major), MAJOR)
    found = town.case(major)
    assert (found.first_contact_at, found.contact_by) == (None, at("2026-11-23 11:30"))
    assert "first_contact" in town.open_tasks()
    assert refused(town, cases.resolve, major, **DONE, by=town.li) == "refused.first_contact_needed"


def test_a4_2_3_1_4_a_new_time_that_the_owner_has_stands_when_the_severity_changes(
    town: Town, lin: Chat
) -> None:
    case, agreed = lin.files(NOISE), at("2026-11-25 17:00")
    decide(town, case)
    town.do(cases.take, case.id, by=town.li)
    town.do(postponing.postpone, case.id, until=agreed, reason="等樓上業主回來", by=town.li)
    lin.taps("fine")
    for said in (MAJOR, VALID):
        decide(town, case, said)
        assert town.case(case.id).close_by == agreed
    town.do(triage.decide, case.id, said=INVALID, category=Category.NOISE, by=town.chen)
    town.now += timedelta(minutes=5)
    town.do(triage.reopen, case.id, reason="不同意", by=town.chen)
    decide(town, case, MAJOR)
    assert town.case(case.id).close_by == at("2026-11-26 18:00")


def test_a3_1_b_whoever_has_a_case_is_told_that_it_is_due_at_another_time(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case, MAJOR)
    town.do(cases.take, case.id, by=town.li)
    decide(town, case)
    [told] = town.rows(Task, kind="new_limit")
    assert (told.staff_id, told.due_at) == (town.li.staff_id, at("2026-11-23 18:00"))
    town.do(tasks.finish, told.id, note="", by=town.li)


def test_a4_3_3_3_2_only_the_director_closes_what_the_director_owes_a_visit(town: Town, major: int) -> None:
    gone = {"reason": CloseReason.DUPLICATE, "words": "同一件事"}
    assert refused(town, cases.close, major, **gone, by=town.chen) == "refused.role_may_not"
    assert (
        refused(town, cases.close, major, **{**gone, "words": " "}, by=town.wang) == "refused.reason_needed"
    )
    town.do(cases.close, major, **gone, by=town.wang)
    [visit] = town.revisits()
    assert (visit.state, visit.why, visit.words) == ("skipped", CLOSED_AFTER_WORK, "同一件事")


def test_b4_1_2_2_another_head_does_not_answer_for_the_directors_visit(town: Town) -> None:
    works_by(town, "management_office")
    case = files(town, Kind.SUGGESTION)
    called_constructive(town, case)
    [visit] = town.revisits()
    for act in (revisits.skip, revisits.fail):
        assert refused(town, act, visit.id, why="忙", by=town.he) == "refused.not_yours_to_drop"
    assert refused(town, revisits.tried, visit.id, why="忙", by=town.li) == "refused.revisit_is_anothers"


def test_a4_3_3_3_2_a_busy_head_does_not_end_the_directors_visit(town: Town, major: int) -> None:
    [visit] = town.revisits()
    assert refused(town, revisits.fail, visit.id, why="忙", by=town.li) == "refused.role_may_not"
    assert refused(town, revisits.fail, visit.id, why="忙", by=town.wang) == "refused.nobody_tried"
    town.do(revisits.tried, visit.id, why="業主出差", by=town.wang)
    assert still_owed(town, major) == ["major_complaint"]
    assert town.revisits()[0].tries == 1
    town.do(revisits.fail, visit.id, why="業主已搬走", by=town.wang)
    assert town.revisits()[0].state == "failed"


def test_a4_2_1_an_owner_without_a_chat_hears_by_phone_what_was_done(town: Town) -> None:
    case = files(town, Kind.ENQUIRY, Category.FEES)
    town.do(cases.take, case, by=town.chen)
    town.do(cases.log_call, case, words="查好再回電", by=town.chen)
    town.do(cases.resolve, case, cause="", measure="", words="每月三元", by=town.chen)
    assert town.case(case).state == "closed"
    [task] = [one for one in town.rows(Task) if one.done_at is None and one.kind == "phone_answer"]
    assert "每月三元" in task.data
    town.do(cases.log_call, case, words="已告知每月三元", by=town.chen)
    assert "phone_answer" not in town.open_tasks()
    assert refused(town, cases.log_call, case, words="再說", by=town.chen) == "refused.case_closed"


def test_a4_3_3_3_1_the_same_matter_raised_twice_brings_the_director(town: Town, lin: Chat) -> None:
    lin.files("廁所的水管漏水")
    town.now += timedelta(days=1)
    again = lin.files("廁所的水管又漏水了")
    assert owed_of(town, again.id) == [("second_complaint", "on_site", "director")]


@pytest.mark.parametrize(
    ("kind", "category"),
    [(Kind.REPAIR, Category.DOOR_LOCK), (Kind.ENQUIRY, Category.DRAIN)],
    ids=["another matter", "only a question"],
)
def test_a4_3_3_3_1_another_matter_and_a_question_are_no_second_time(
    town: Town, kind: Kind, category: Category
) -> None:
    files(town, Kind.REPAIR, Category.DRAIN)
    assert owed_of(town, files(town, kind, category)) == []
    assert owed_of(town, files(town, Kind.REPAIR, Category.OTHER, owner_id=town.ids["ho"])) == []
    assert owed_of(town, files(town, Kind.REPAIR, Category.OTHER, owner_id=town.ids["ho"])) == []


def test_b4_1_2_3_a_a_silent_owner_is_phoned_by_the_next_day(town: Town, lin: Chat) -> None:
    works_by(town, "management_office")
    town.resolve(lin.files("門鎖壞了，報修").id)
    [revisit] = town.revisits()
    assert revisit.due_at == at("2026-11-24 18:00")
    for moment in ("2026-11-24 08:30", "2026-11-24 13:30"):
        town.until(moment)
    assert town.revisits()[0].state == "reminded"
    town.until("2026-11-24 16:00")
    assert "phone_revisit" in town.open_tasks()


def test_a4_2_3_2_2_a_silent_owner_of_a_same_day_visit_is_phoned_before_closing(
    town: Town, lin: Chat
) -> None:
    files(town, Kind.COMPLAINT, source=Source.COMPANY)
    for moment in ("2026-11-23 10:05", "2026-11-23 14:00", "2026-11-23 16:10"):
        town.until(moment)
    assert "book_visit" in town.open_tasks()


def test_a4_2_3_2_an_owner_who_disagrees_has_the_director_look_again(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case, INVALID)
    told = lin.last()
    lin.hears(token=f"0:object:{case.id}")
    assert "主任" in lin.last().text
    [task] = town.rows(Task, kind="objection")
    assert (task.for_role, task.clause, task.case_id) == ("director", "A4.2.3.2", case.id)
    assert [button.token for button in told.buttons] == [f"0:agree:{case.id}", f"0:object:{case.id}"]
    town.do(triage.reopen, case.id, reason="業主不同意", by=town.wang)
    assert "objection" not in town.open_tasks()
    lin.hears(token=f"0:agree:{case.id}")
    assert "explanation_accepted" not in town.what_happened(case.id)


def test_a4_2_3_2_an_owner_who_is_content_says_so_with_a_tap(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case, INVALID)
    lin.hears(token=f"0:agree:{case.id}")
    assert town.what_happened(case.id)[-1] == "explanation_accepted"
    assert town.open_tasks() == []
    stranger = town.chat("ho", bound="ho")
    stranger.hears(token=f"0:object:{case.id}")
    assert town.open_tasks() == []
