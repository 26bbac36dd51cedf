"""Intake's decision: valid or not, how severe, whose; chased, explained, and decided anew (A4.2.3)."""

import pytest
from sqlmodel import select

from desk import cases, revisits, tasks, triage
from procedures.kinds import Category, Cause, Outcome, RevisitForm, Severity, Validity
from procedures.life import CloseReason
from procedures.refused import Refused, Why
from procedures.triage import Verdict
from storage import Missing, Session
from storage.tables import Case, Centre, Proposal, Task
from tests.desk.cast import Chat, Town, at
from tests.desk.test_at_once import at_once

NOISE = "我要投訴樓上半夜裝修太吵"
VALID = Verdict(Validity.VALID, Severity.ORDINARY, "樓上承認")
MAJOR = Verdict(Validity.VALID, Severity.MAJOR, "整夜施工")
INVALID = Verdict(
    Validity.INVALID,
    Severity.ORDINARY,
    "施工在允許時段內",
    explanation="施工時間是上午九點，符合規定",
    helped="已請裝修公司放軟墊",
)


def decide(town: Town, case: Case, said: Verdict = VALID, by: str = "chen", **more: object) -> None:
    about = {"category": Category.NOISE, **more}
    town.do(triage.decide, case.id, said=said, by=town.staff[by], **about)


def refused(town: Town, act: object, *args: object, **named: object) -> str:
    with pytest.raises(Refused) as raised:
        town.do(act, *args, **named)  # ty: ignore[invalid-argument-type]  # any act of the desk
    return raised.value.text_id


def test_a4_2_3_a_decision_is_kept_with_reason_severity_category_and_department(
    town: Town, lin: Chat
) -> None:
    case = lin.files(NOISE)
    decide(town, case, MAJOR, department_id=town.ids["department/A"])
    found = town.case(case.id)
    assert (found.validity, found.validity_reason, found.severity) == ("valid", "整夜施工", "major")
    assert (found.category, found.state, found.triaged_by) == ("noise", "assigned", town.chen.staff_id)
    assert found.department_id == town.ids["department/A"]
    assert town.what_happened(case.id)[-3:] == ["triaged", "revisit_planned", "assigned"]


def test_a3_1_b_the_severity_moves_the_close_by_time_with_its_steps(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    assert case.close_by == at("2026-11-23 18:00")
    decide(town, case, MAJOR)
    major = town.case(case.id)
    assert major.close_by == at("2026-11-26 18:00")
    assert major.close_steps != case.close_steps
    decide(town, case, VALID)
    assert town.case(case.id).close_by == at("2026-11-23 18:00")


def test_a4_2_3_undecided_after_half_an_hour_is_chased_and_then_the_director_knows(
    town: Town, lin: Chat
) -> None:
    lin.files(NOISE)
    town.until("2026-11-23 10:29")
    assert town.open_tasks() == []
    town.until("2026-11-23 10:30")
    assert [task.for_role for task in town.rows(Task, kind="decide")] == ["assistant"]
    town.until("2026-11-23 10:59")
    assert town.open_tasks() == ["decide"]
    for moment in ("2026-11-23 11:00", "2026-11-23 11:10"):
        town.until(moment)
        assert [kind for kind in town.open_tasks() if kind in triage.TASKS] == ["decide", "decide_late"]
    assert town.rows(Task, kind="decide_late")[0].for_role == "director"


def test_a4_2_3_only_contact_hours_count(town: Town, lin: Chat) -> None:
    town.now = at("2026-11-23 17:50")
    lin.files(NOISE)
    town.until("2026-11-24 08:49")
    assert "decide" not in town.open_tasks()
    town.until("2026-11-24 08:50")
    assert "decide" in town.open_tasks()


def test_a4_2_3_a_complaint_by_phone_is_decided_in_time_too(town: Town) -> None:
    about = {"kind": "complaint", "category": Category.NOISE, "unit_id": None, "owner_id": town.ids["lin"]}
    town.do(cases.open_by_staff, story="太吵", source="phone", by=town.chen, **about)
    town.until("2026-11-23 10:30")
    assert town.open_tasks() == ["decide"]


def test_a_decision_ends_the_chase_and_a_tick_does_not(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    town.until("2026-11-23 11:00")
    chased = town.rows(Task, kind="decide")[0]
    assert refused(town, tasks.finish, chased.id, note="", by=town.chen) == "refused.decide_first"
    decide(town, case)
    assert not set(triage.TASKS) & set(town.open_tasks())


def test_a_case_that_is_closed_is_chased_no_more(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    town.until("2026-11-23 10:30")
    town.do(cases.close, case.id, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    town.until("2026-11-23 11:30")
    assert town.open_tasks() == []


@pytest.mark.parametrize(("who", "why"), [("li", Why.ROLE_MAY_NOT), ("admin", Why.ROLE_MAY_NOT)])
def test_only_intake_decides(town: Town, lin: Chat, who: str, why: str) -> None:
    about = {"said": VALID, "category": Category.NOISE}
    assert refused(town, triage.decide, lin.files(NOISE).id, by=town.staff[who], **about) == why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Verdict(Validity.VALID, Severity.ORDINARY, "  "), "refused.triage_reason_needed"),
        (Verdict(Validity.INVALID, Severity.ORDINARY, "不屬實"), "refused.explanation_needed"),
        (Verdict(Validity.INVALID, Severity.ORDINARY, "x", explanation="y"), "refused.help_needed"),
        (Verdict(Validity.UNDECIDED, Severity.ORDINARY, "x"), "refused.still_undecided"),
    ],
)
def test_a_decision_without_its_words_changes_nothing(town: Town, lin: Chat, said: Verdict, why: str) -> None:
    case = lin.files(NOISE)
    assert refused(town, triage.decide, case.id, said=said, category=Category.NOISE, by=town.chen) == why
    assert town.case(case.id) == case


def test_of_two_who_decide_at_once_one_is_told(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    seen = {"category": Category.NOISE, "seen": Validity.UNDECIDED}
    found = at_once(
        lambda: town.do(triage.decide, case.id, said=VALID, by=town.chen, **seen),
        lambda: town.do(triage.decide, case.id, said=INVALID, by=town.wang, **seen),
    )
    assert sorted(found, key=str) == [None, cases.SOMEBODY_WAS_FIRST]
    assert town.what_happened(case.id).count("triaged") == 1


def test_another_centre_decides_nothing(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    foreign = {"said": VALID, "category": Category.NOISE, "department_id": town.ids["department/B"]}
    for by, named in ((town.zhao, {**foreign, "department_id": None}), (town.chen, foreign)):
        with pytest.raises(Missing):
            town.do(triage.decide, case.id, by=by, **named)
    assert town.case(case.id).validity == "undecided"


def test_a4_2_3_2_an_invalid_complaint_is_explained_to_its_owner_and_revisited(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case, INVALID)
    found = town.case(case.id)
    assert (found.state, found.validity, found.helped) == ("resolved", "invalid", "已請裝修公司放軟墊")
    assert "施工時間是上午九點" in lin.last().text
    assert "已請裝修公司放軟墊" in lin.last().text
    assert (found.replied_at, found.promise_kept) == (town.now, True)
    assert [(one.form, one.clause) for one in town.revisits()] == [("chat", "A4.3.3.2")]


def test_a4_2_3_2_an_owner_without_a_chat_is_phoned(town: Town) -> None:
    about = {"kind": "complaint", "category": Category.NOISE, "unit_id": None, "owner_id": town.ids["lin"]}
    opened = town.do(cases.open_by_staff, story="太吵", source="phone", by=town.chen, **about)
    decide(town, town.case(opened.id), INVALID)
    assert town.open_tasks() == ["explain_by_phone"]
    assert town.case(opened.id).replied_at is None
    town.do(cases.log_call, opened.id, words="已電話說明", by=town.chen)
    assert town.open_tasks() == []
    assert town.case(opened.id).replied_at == town.now


def test_a4_2_3_2_a_major_invalid_complaint_is_reported_to_the_director(town: Town, lin: Chat) -> None:
    said = Verdict(Validity.INVALID, Severity.MAJOR, "查無此事", explanation="監控顯示無人", helped="已加巡")
    decide(town, lin.files(NOISE), said)
    assert [(task.kind, task.for_role) for task in town.rows(Task)] == [("report_invalid", "director")]


def test_a4_2_3_2_an_owner_who_disagrees_is_heard_and_the_case_can_be_reopened(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case, INVALID)
    lin.says("我不同意，昨晚兩點還在敲")
    assert town.open_tasks() == ["owner_wrote"]
    town.do(triage.reopen, case.id, reason="業主不同意", by=town.chen)
    found = town.case(case.id)
    assert (found.state, found.validity, found.resolved_at) == ("open", "undecided", None)
    assert [one.state for one in town.revisits()] == ["skipped"]
    town.until("2026-11-23 10:30")
    assert town.open_tasks() == ["decide"]
    decide(town, case)
    assert town.case(case.id).validity == "valid"


def test_a4_2_3_1_1_who_is_taken_up_again_is_told_a_new_time_and_nothing_is_late_yet(
    town: Town, lin: Chat
) -> None:
    case = lin.files(NOISE)
    decide(town, case, INVALID)
    town.now = at("2026-11-30 09:00")
    town.do(triage.reopen, case.id, reason="業主不同意", by=town.chen)
    found, promised = town.case(case.id), at("2026-11-30 11:00")
    assert (found.reply_by, found.replied_at, found.promise_kept) == (promised, None, None)
    assert found.close_by == at("2026-11-30 18:00")
    assert case.number in lin.last().text
    assert "11:00" in lin.last().text
    assert found.reply_steps != case.reply_steps
    town.until("2026-11-30 09:05")
    assert town.open_tasks() == []


def test_a4_2_3_2_1_the_new_promise_of_a_reopened_case_is_chased_like_the_first(
    town: Town, lin: Chat
) -> None:
    case = lin.files(NOISE)
    decide(town, case, INVALID)
    town.now = at("2026-11-30 09:00")
    town.do(triage.reopen, case.id, reason="業主不同意", by=town.chen)
    town.until("2026-11-30 11:15")
    assert town.case(case.id).promise_kept is False
    assert "promise_broken" in town.open_tasks()


def test_a4_2_3_1_1_what_was_late_before_it_was_reopened_stays_counted(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    town.until("2026-11-24 10:00")
    decide(town, case, INVALID)
    town.do(triage.reopen, case.id, reason="業主不同意", by=town.chen)
    found = town.case(case.id)
    assert (found.promise_kept, found.close_kept) == (False, False)
    assert found.reply_by > town.now
    assert found.close_by is not None
    assert found.close_by > town.now


def test_what_is_resolved_is_not_decided_again(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case, INVALID)
    about = {"said": VALID, "category": Category.NOISE, "by": town.chen}
    assert refused(town, triage.decide, case.id, **about) == Why.CASE_RESOLVED


def test_a4_2_3_1_2_assigning_a_valid_complaint_asks_for_the_first_contact_at_once(
    town: Town, lin: Chat
) -> None:
    case = lin.files(NOISE)
    decide(town, case)
    town.do(cases.assign, case.id, handler_id=town.li.staff_id, department_id=None, by=town.chen)
    task = town.rows(Task)[0]
    assert (task.kind, task.staff_id, task.due_at) == (
        "first_contact",
        town.li.staff_id,
        at("2026-11-23 10:30"),
    )
    assert refused(town, tasks.finish, task.id, note="", by=town.li) == "refused.log_the_call"
    town.now = at("2026-11-23 10:20")
    town.do(cases.reply, case.id, words="您好，我來處理", by=town.li)
    assert town.case(case.id).first_contact_at == town.now
    assert town.open_tasks() == []
    assert "first_contact" in town.what_happened(case.id)


def test_a4_2_3_1_2_a_contact_that_is_not_made_reaches_the_director(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    town.do(cases.take, case.id, by=town.li)
    decide(town, case)
    town.until("2026-11-23 10:31")
    assert town.open_tasks() == ["first_contact", "first_contact_late"]
    town.do(cases.log_call, case.id, words="已致電", by=town.li)
    assert town.open_tasks() == []


def test_a_contact_passes_to_whoever_gets_the_case_next(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case)
    for who in ("li", "chen"):
        town.do(cases.assign, case.id, handler_id=town.staff[who].staff_id, department_id=None, by=town.chen)
    open_tasks = [task for task in town.rows(Task) if task.done_at is None]
    assert [task.staff_id for task in open_tasks] == [town.chen.staff_id]


def test_a4_2_3_an_undecided_complaint_is_not_resolved(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    town.do(cases.take, case.id, by=town.li)
    done = {"cause": "x", "measure": "y", "words": "z", "cause_kind": Cause.CONDUCT, "by": town.li}
    assert refused(town, cases.resolve, case.id, **done) == "refused.still_undecided"


def test_a3_2_a_valid_complaint_is_resolved_with_cause_its_kind_and_measure(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case)
    town.do(cases.take, case.id, by=town.li)
    done = {"cause": "無時段告示", "measure": "已張貼", "words": "已處理", "by": town.li}
    town.speak_with(case.id)
    assert refused(town, cases.resolve, case.id, **done) == "refused.cause_kind_needed"
    town.do(cases.resolve, case.id, cause_kind=Cause.CONDUCT, **done)
    found = town.case(case.id)
    assert (found.state, found.cause_kind, found.measure) == ("resolved", "conduct", "已張貼")
    assert "proposal_filed" not in town.what_happened(case.id)


def test_a4_4_3_a_cause_in_the_procedure_asks_for_its_change(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    town.resolve(case.id, cause_kind=Cause.PROCEDURE)
    [proposal] = town.rows(Proposal)
    assert (proposal.case_id, proposal.clause, proposal.state) == (case.id, "A4.4.3", "filed")
    assert "proposal_filed" in town.what_happened(case.id)


def test_a_rework_of_a_valid_complaint_is_valid_and_as_severe(town: Town, lin: Chat) -> None:
    case = lin.files(NOISE)
    decide(town, case, MAJOR)
    town.resolve(case.id)
    call = {"form": RevisitForm.PHONE, "outcome": Outcome.NOT, "words": "還在吵", "by": town.chen}
    visit = {**call, "form": RevisitForm.ON_SITE, "by": town.wang}
    town.do(revisits.record, town.revisits()[0].id, **visit)
    rework = town.cases()[-1]
    assert (rework.validity, rework.severity, rework.close_by) == ("valid", "major", at("2026-11-26 18:00"))


def test_b4_1_2_2_procedure_b_knows_no_invalid_complaint(town: Town, lin: Chat) -> None:
    def switch(session: Session) -> None:
        session.exec(select(Centre).where(Centre.code == "A")).one().procedure = "management_office"

    town.store.write(switch)
    case = lin.files(NOISE)
    about = {"category": Category.NOISE, "by": town.chen}
    assert refused(town, triage.decide, case.id, said=INVALID, **about) == "refused.never_invalid"
    decide(town, case, MAJOR)
    assert town.case(case.id).severity == "major"


def test_the_severity_of_a_repair_is_decided_without_a_verdict_on_it(town: Town, lin: Chat) -> None:
    case = lin.files()
    said = Verdict(Validity.UNDECIDED, Severity.MAJOR)
    decide(town, case, said, category=Category.DRAIN)
    found = town.case(case.id)
    assert (found.severity, found.category, found.validity) == ("major", "drain", "undecided")
