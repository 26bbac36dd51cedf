"""Deadlines: warned of, moved up the ladder one rung at a time, ended by whoever acts."""

from datetime import datetime

import pytest

from bot.clock import tick
from desk import cases, deadlines
from procedures.kinds import Role
from procedures.life import CloseReason
from procedures.refused import Refused
from storage import Session
from storage.tables import Case, CaseEvent, Staff, Task
from tests.desk.cast import DAY, MINUTE, Chat, Town, at


def taken(town: Town, lin: Chat, words: str = "廁所的水管漏水") -> int:
    case_id = lin.files(words).id
    assert case_id
    town.do(cases.take, case_id, by=town.chen)
    return case_id


def steps(town: Town, case_id: int) -> list[str]:
    return [what for what in town.what_happened(case_id) if what in ("escalated", "still_overdue")]


def test_a3_3_a_late_reply_goes_up_one_rung_at_a_time(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    levels = []
    for moment in ("12:30", "13:59", "14:00", "15:30"):
        town.until(f"2026-11-23 {moment}")
        levels.append(town.case(case_id).level)
    assert levels == ["handler", "handler", "department_head", "director"]
    town.until("2026-11-24 12:00")
    town.until("2026-11-24 13:30")
    assert town.case(case_id).level == "company"
    assert [event.clause for event in town.rows(CaseEvent, what="escalated")] == ["A3.3"] * 3


def test_a3_3_each_rung_has_a_task_and_the_one_below_is_relieved(town: Town, lin: Chat) -> None:
    taken(town, lin)
    for moment in ("14:00", "15:30"):
        town.until(f"2026-11-23 {moment}")
    tasks = [task for task in town.rows(Task, kind="escalated_reply") if task.done_at is None]
    assert [(task.for_role, task.staff_id) for task in tasks] == [(Role.DIRECTOR, town.wang.staff_id)]


def test_a3_3_a_head_is_the_one_of_the_cases_department(town: Town, lin: Chat) -> None:
    department = town.ids["department/A"]
    head = town.do(_hire, centre_id=town.ids["A"], department_id=department)
    case_id = lin.files().id
    town.do(cases.assign, case_id, handler_id=None, department_id=department, by=town.chen)
    town.until("2026-11-23 14:00")
    assert town.rows(Task, kind="escalated_reply")[0].staff_id == head


def _hire(session: Session, *, centre_id: int, department_id: int, now: datetime) -> int:
    person = Staff(
        centre_id=centre_id,
        login="zhu",
        name="zhu",
        role=Role.ENGINEERING_SUPERVISOR,
        department_id=department_id,
        password_hash="-",
    )
    session.add(person)
    session.flush()
    return person.id or 0


def test_a_clock_that_jumps_a_day_skips_no_rung_and_takes_one(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    town.now += 3 * DAY
    for _ in range(5):
        tick(town.store, town.now)
    assert steps(town, case_id) == ["escalated"]
    assert town.case(case_id).level == "department_head"
    town.until("2026-11-26 11:30")
    assert town.case(case_id).level == "director"


def test_what_was_missed_by_day_waits_for_the_morning(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    town.until("2026-11-23 23:00")
    assert steps(town, case_id) == []
    assert town.case(case_id).look_at == at("2026-11-24 08:30")
    town.until("2026-11-24 08:30")
    assert steps(town, case_id) == ["escalated"]


def test_a_missed_tick_or_a_second_one_changes_nothing(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    for moment in ("14:00", "14:00", "14:01", "15:00"):
        town.until(f"2026-11-23 {moment}")
    assert steps(town, case_id) == ["escalated"]


def test_an_answer_brings_a_late_reply_down_again(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    town.until("2026-11-23 14:00")
    town.do(cases.reply, case_id, words="您好", by=town.chen)
    assert (town.case(case_id).level, town.open_tasks()) == ("handler", [])
    town.until("2026-11-23 18:00")
    assert steps(town, case_id) == ["escalated"]


def test_a4_2_1_an_emergency_is_chased_at_night_at_once(town: Town, lin: Chat) -> None:
    town.now = at("2026-11-23 23:00")
    lin.says("有人被困電梯")
    lin.taps("file")
    case = town.cases()[-1]
    assert case.urgent
    for moment in ("23:05", "23:40", "23:50"):
        town.until(f"2026-11-23 {moment}")
    assert town.what_happened(case.id).count("unassigned_alarm") == 1
    assert town.case(case.id).level == "director"


def test_a4_2_3_1_1_nobodys_case_is_an_alarm_of_its_own_in_contact_hours(town: Town, lin: Chat) -> None:
    town.now = at("2026-11-23 17:30")
    case_id = lin.files().id
    town.until("2026-11-23 22:00")
    assert "unassigned" not in town.open_tasks()
    town.until("2026-11-24 09:00")
    assert "unassigned" in town.open_tasks()
    town.do(cases.take, case_id, by=town.chen)
    assert "unassigned" not in town.open_tasks()


def test_a3_1_b_a_close_by_time_is_warned_of_counted_and_goes_up(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin, "我要投訴樓上半夜裝修太吵")
    town.find_valid(case_id)
    town.do(cases.reply, case_id, words="您好", by=town.chen)
    town.until("2026-11-23 16:30")
    assert town.open_tasks() == ["close_warning"]
    town.until("2026-11-24 08:31")
    assert (town.open_tasks(), town.case(case_id).close_kept) == (["close_broken"], False)
    town.until("2026-11-24 09:00")
    assert town.case(case_id).level == "department_head"
    town.resolve(case_id, by="chen")
    assert "closed_late" in town.what_happened(case_id)
    assert [task for task in town.open_tasks() if task.startswith(("close", "escal"))] == []


def test_a_case_closed_in_time_is_counted_as_kept(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    town.resolve(case_id, by="chen")
    assert town.case(case_id).close_kept is True
    assert town.case(case_id).look_at is None


def test_a_case_that_waits_for_its_owner_is_not_chased(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    town.do(cases.reply, case_id, words="請問幾點？", ask_owner=True, by=town.chen)
    town.until("2026-11-26 17:00")
    assert town.open_tasks() == []
    assert town.case(case_id).look_at == at("2026-11-26 18:00")  # when silence has lasted long
    lin.says("三點")
    assert town.case(case_id).look_at is not None


def test_a3_6_an_unanswered_enquiry_is_routed_and_chased(town: Town, lin: Chat) -> None:
    case = lin.files("請問物業費可以用手機支付嗎？")
    town.do(cases.take, case.id, by=town.chen)
    town.until("2026-11-23 16:00")
    event = town.rows(CaseEvent, what="escalated")[0]
    assert (event.clause, town.case(case.id).level) == ("A3.6", "service_head")


def test_a3_3_somebody_calls_the_next_person_by_hand_with_a_reason(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    town.do(deadlines.escalate, case_id, reason="超出部門權限", by=town.chen)
    town.do(deadlines.escalate, case_id, reason="需要公司撥款", by=town.li)
    assert town.case(case_id).level == "director"
    assert town.open_tasks() == ["escalated_by_hand"]
    town.do(cases.reply, case_id, words="已上報", by=town.chen)
    assert town.open_tasks() == ["escalated_by_hand"]


@pytest.mark.parametrize(
    ("who", "reason", "why"),
    [
        ("chen", "  ", "refused.reason_needed"),
        ("admin", "x", "refused.role_may_not"),
    ],
)
def test_escalating_is_refused(town: Town, lin: Chat, who: str, reason: str, why: str) -> None:
    case_id = taken(town, lin)
    with pytest.raises(Refused) as refused:
        town.do(deadlines.escalate, case_id, reason=reason, by=town.staff[who])
    assert refused.value.text_id == why


def test_above_the_company_is_nobody_and_a_closed_case_goes_nowhere(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    for _ in range(3):
        town.do(deadlines.escalate, case_id, reason="x", by=town.chen)
    with pytest.raises(Refused, match="nobody higher"):
        town.do(deadlines.escalate, case_id, reason="x", by=town.chen)
    town.do(cases.close, case_id, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    with pytest.raises(Refused, match="case closed"):
        town.do(deadlines.escalate, case_id, reason="x", by=town.chen)
    assert town.open_tasks() == []


def test_a_warning_at_night_waits_for_contact_hours(town: Town, lin: Chat) -> None:
    town.now = at("2026-11-23 17:50")
    case_id = lin.files().id
    town.store.write(lambda session: _warn_at(session, case_id, at("2026-11-23 20:00")))
    town.until("2026-11-23 23:00")
    assert "promise_warned" not in town.what_happened(case_id)
    town.until("2026-11-24 08:31")
    assert "promise_warned" in town.what_happened(case_id)


def _warn_at(session: Session, case_id: int | None, moment: datetime) -> None:
    session.get_one(Case, case_id).warn_at = moment


def test_29_february_is_a_day_like_any_other(town: Town, lin: Chat) -> None:
    town.now = at("2028-02-28 17:00")
    case_id = taken(town, lin, "我要投訴樓上半夜裝修太吵")
    assert town.case(case_id).close_by == at("2028-02-28 18:00")
    town.until("2028-02-29 09:01")
    assert town.case(case_id).level == "department_head"


def test_the_last_rung_is_told_again_for_as_long_as_it_lasts(town: Town, lin: Chat) -> None:
    case_id = taken(town, lin)
    for _ in range(40):
        town.now += 120 * MINUTE
        tick(town.store, town.now)
    assert steps(town, case_id)[:3] == ["escalated"] * 3
    assert "still_overdue" in steps(town, case_id)
    assert town.open_tasks().count("escalated_reply") == 1
