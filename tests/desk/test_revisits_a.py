"""The revisits that procedure A asks for, clause by clause."""

from datetime import timedelta

import pytest

from desk import cases, revisits, triage
from procedures.kinds import Category, Kind, Outcome, RevisitForm, Severity, Source, Validity
from procedures.life import CloseReason
from procedures.refused import Refused
from procedures.triage import Verdict
from storage.tables import CaseEvent, Task
from tests.desk.cast import Chat, Town, at
from tests.desk.offices import called_constructive, clauses_of, files, owed_of

DIRECTOR = ("on_site", "director")
VISIT = {"form": RevisitForm.ON_SITE, "outcome": Outcome.SOLVED, "words": "當面道歉"}


def judged(town: Town, case_id: int, severity: Severity) -> None:
    """Intake finds a complaint valid, and so severe."""
    said = Verdict(Validity.VALID, severity, "屬實")
    town.do(triage.decide, case_id, said=said, category=Category.OTHER, by=town.chen)


def test_a4_3_3_2_every_repair_is_asked_about_the_next_day(town: Town) -> None:
    case = files(town, Kind.REPAIR)
    town.resolve(case)
    assert owed_of(town, case) == [("repair", "chat", "assistant")]
    assert town.revisits()[0].due_at == at("2026-11-24 18:00")


def test_a4_3_3_2_a_complaint_that_was_invalid_is_asked_about_the_next_day(town: Town, lin: Chat) -> None:
    case = files(town, Kind.COMPLAINT)
    said = Verdict(Validity.INVALID, Severity.ORDINARY, "查無此事", explanation="監控無人", helped="已加巡")
    town.do(triage.decide, case, said=said, category=Category.NOISE, by=town.chen)
    assert owed_of(town, case) == [("complaint", "chat", "assistant")]
    assert town.revisits()[0].due_at == at("2026-11-24 18:00")


def test_a4_2_3_1_3_a_valid_complaint_that_was_solved_is_visited_and_recorded(town: Town, lin: Chat) -> None:
    case = files(town, Kind.COMPLAINT)
    town.resolve(case)
    assert owed_of(town, case) == [("complaint_visit", "on_site", "assistant")]
    assert clauses_of(town, case, "revisit_planned") == ["A4.2.3.1.3"]
    assert town.revisits()[0].due_at == at("2026-11-26 18:00")
    town.until("2026-11-23 10:05")
    assert town.revisits()[0].state == "asked"
    assert lin.last().buttons
    town.do(revisits.record, town.revisits()[0].id, by=town.chen, **VISIT)
    assert town.case(case).state == "closed"


def test_a4_2_3_1_3_the_directors_visit_to_come_is_the_visit_after_the_work_too(town: Town) -> None:
    case = files(town, Kind.COMPLAINT, source=Source.COMPANY)
    town.resolve(case)
    [visit] = town.revisits()
    assert (visit.by_whom, visit.also.split(",")) == ("director", ["company", "complaint_visit"])
    town.do(revisits.record, visit.id, by=town.wang, **VISIT)
    assert town.case(case).state == "closed"


def test_a4_3_3_2_the_days_service_request_is_asked_about_on_the_day(town: Town, lin: Chat) -> None:
    case = files(town, Kind.ENQUIRY, Category.SPECIAL_SERVICE)
    town.resolve(case)
    assert owed_of(town, case) == [("service_request", "chat", "assistant")]
    town.until("2026-11-23 11:00")
    lin.taps("solved")
    assert town.case(case).state == "closed"


def test_an_enquiry_of_another_kind_owes_none_and_is_closed(town: Town) -> None:
    case = files(town, Kind.ENQUIRY, Category.FEES)
    town.resolve(case)
    assert town.case(case).state == "closed"


def test_a4_2_3_2_2_what_the_company_passes_on_is_visited_by_the_director_the_same_day(town: Town) -> None:
    case = files(town, Kind.COMPLAINT, source=Source.COMPANY)
    [visit] = town.revisits()
    assert owed_of(town, case) == [("company_same_day", *DIRECTOR)]
    assert (visit.due_at, visit.next_at) == (at("2026-11-23 18:00"), town.now)
    assert clauses_of(town, case, "revisit_planned") == ["A4.2.3.2.2"]


def test_a4_3_3_3_4_an_enquiry_that_the_company_passes_on_is_the_directors_too(town: Town) -> None:
    case = files(town, Kind.ENQUIRY, source=Source.COMPANY)
    assert clauses_of(town, case, "revisit_planned") == ["A4.3.3.3.4"]


def test_a4_3_3_3_1_a_second_complaint_is_seen_at_intake_and_the_director_visits(town: Town) -> None:
    first, second = files(town, Kind.COMPLAINT), files(town, Kind.COMPLAINT, Category.NOISE)
    assert owed_of(town, first) == []
    assert owed_of(town, second) == [("second_complaint", *DIRECTOR)]
    assert clauses_of(town, second, "repeat_seen") == ["A4.3.3.3.1"]
    [seen] = [one for one in town.rows(CaseEvent, case_id=second) if one.what == "repeat_seen"]
    assert town.case(first).number in seen.data


def test_a4_3_3_3_1_the_unit_counts_like_the_owner_and_other_peoples_do_not(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    elsewhere = files(town, Kind.COMPLAINT, owner_id=town.ids["ho"], unit_id=town.ids["5B"])
    same_flat = files(town, Kind.COMPLAINT, owner_id=None)
    assert owed_of(town, elsewhere) == []
    assert owed_of(town, same_flat) == [("second_complaint", *DIRECTOR)]


def test_a4_3_3_3_1_a_repair_a_duplicate_and_an_old_complaint_are_no_first_one(town: Town) -> None:
    files(town, Kind.REPAIR)
    twice = files(town, Kind.COMPLAINT)
    assert owed_of(town, twice) == []
    town.do(cases.close, twice, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    assert owed_of(town, files(town, Kind.COMPLAINT)) == []
    town.now += timedelta(days=91)
    assert owed_of(town, files(town, Kind.COMPLAINT)) == []


def test_a4_3_3_3_1_the_directors_visit_for_repeats_is_planned_once(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    second, third = files(town, Kind.COMPLAINT), files(town, Kind.COMPLAINT)
    assert (len(owed_of(town, second)), len(owed_of(town, third))) == (1, 0)
    town.do(revisits.record, town.revisits()[0].id, by=town.wang, **VISIT)
    assert len(owed_of(town, files(town, Kind.COMPLAINT))) == 1


def test_a4_3_3_3_1_an_owner_who_complains_in_the_chat_twice_is_visited(town: Town, lin: Chat) -> None:
    lin.files("我要投訴，樓上太吵")
    town.now += timedelta(hours=1)
    lin.files("我要投訴，樓上又在裝修")
    assert [one.rule for one in town.revisits()] == ["second_complaint"]


def test_a4_3_3_3_1_a_stranger_who_turns_out_to_have_complained_before_is_visited(town: Town) -> None:
    files(town, Kind.COMPLAINT)
    stranger = town.chat("somebody", bound=None)
    case = stranger.files("我要投訴，樓上太吵").id
    assert owed_of(town, case) == []
    town.do(cases.confirm_owner, case, owner_id=town.ids["lin"], unit_id=town.ids["12A"], by=town.chen)
    assert owed_of(town, case) == [("second_complaint", *DIRECTOR)]
    assert clauses_of(town, case, "repeat_seen") == ["A4.3.3.3.1"]


def test_a4_3_3_3_2_a_complaint_judged_major_is_visited_by_the_director(town: Town) -> None:
    case = files(town, Kind.COMPLAINT)
    judged(town, case, Severity.ORDINARY)
    assert owed_of(town, case) == []
    judged(town, case, Severity.MAJOR)
    judged(town, case, Severity.MAJOR)
    assert owed_of(town, case) == [("major_complaint", *DIRECTOR)]
    assert town.revisits()[0].due_at == at("2026-11-26 18:00")


def test_a4_3_3_3_2_one_visit_answers_what_asks_for_the_director_twice(town: Town) -> None:
    case = files(town, Kind.COMPLAINT, source=Source.COMPANY)
    judged(town, case, Severity.MAJOR)
    [visit] = town.revisits()
    assert {visit.rule, *visit.also.split(",")} == {"company_same_day", "company", "major_complaint"}
    assert clauses_of(town, case, "revisit_shared") == ["A4.3.3.3.4", "A4.3.3.3.2"]


def test_a4_3_3_3_2_a_constructive_suggestion_brings_the_director(town: Town) -> None:
    case = files(town, Kind.SUGGESTION)
    called_constructive(town, case)
    assert owed_of(town, case) == [("constructive", *DIRECTOR)]
    assert clauses_of(town, case, "revisit_planned") == ["A4.3.3.3.2"]
    assert town.case(case).constructive


def test_a_department_does_not_call_a_suggestion_constructive(town: Town) -> None:
    case = files(town, Kind.SUGGESTION)
    with pytest.raises(Refused, match="role may not"):
        called_constructive(town, case, by="li")


def test_a_major_complaint_is_no_constructive_suggestion(town: Town) -> None:
    case = files(town, Kind.COMPLAINT)
    judged(town, case, Severity.MAJOR)
    assert not town.case(case).constructive


def test_a4_3_3_3_3_what_is_unsolved_for_long_is_visited_by_the_director_once(town: Town) -> None:
    case = files(town, Kind.REPAIR)
    town.until("2026-12-07 09:59")
    assert owed_of(town, case) == []
    town.until("2026-12-07 10:00")
    town.until("2026-12-08 10:00")
    assert owed_of(town, case) == [("long_unsolved", *DIRECTOR)]
    assert clauses_of(town, case, "revisit_planned") == ["A4.3.3.3.3"]


def test_a4_3_3_3_3_what_was_resolved_in_time_is_not(town: Town) -> None:
    town.resolve(files(town, Kind.REPAIR))
    town.until("2026-12-20 10:00")
    assert [one.rule for one in town.revisits()] == ["repair"]


def test_the_directors_visit_to_a_case_at_work_opens_no_rework(town: Town) -> None:
    case = files(town, Kind.COMPLAINT, source=Source.COMPANY)
    town.do(revisits.record, town.revisits()[0].id, by=town.wang, **{**VISIT, "outcome": Outcome.NOT})
    assert len(town.cases()) == 1
    assert town.case(case).state == "open"


def test_a_case_closes_only_when_the_director_has_been_there_too(town: Town, lin: Chat) -> None:
    case = files(town, Kind.REPAIR, source=Source.COMPANY)
    town.resolve(case)
    town.do(revisits.record, town.revisits()[1].id, by=town.chen, **{**VISIT, "form": RevisitForm.PHONE})
    assert town.case(case).state == "resolved"
    town.do(revisits.record, town.revisits()[0].id, by=town.wang, **VISIT)
    assert town.case(case).state == "closed"
    assert lin.last()


def test_a_phone_task_names_whose_it_is(town: Town) -> None:
    town.resolve(files(town, Kind.REPAIR))
    town.until("2026-11-24 09:00")
    [task] = [one for one in town.rows(Task) if one.kind == "phone_revisit"]
    assert task.for_role == "assistant"
