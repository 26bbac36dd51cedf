"""An owner who was asked and says nothing: the case does not wait for ever (A4.2.3.1.4)."""

from desk import cases
from storage.tables import Task
from tests.desk.cast import DAY, Chat, at


def asked(lin: Chat) -> int:
    """A case that waits for Lin's words."""
    case = lin.files()
    lin.town.do(cases.take, case.id, by=lin.town.li)
    lin.town.do(cases.reply, case.id, words="請問幾點在家？", ask_owner=True, by=lin.town.li)
    assert case.id is not None
    return case.id


def test_a4_2_3_1_4_after_three_days_of_silence_the_case_is_back_with_whoever_asked(lin: Chat) -> None:
    case_id = asked(lin)
    lin.town.until("2026-11-27 08:40")
    assert lin.town.case(case_id).state == "taken"
    task = lin.town.rows(Task, kind="owner_silent")[0]
    assert (task.staff_id, task.clause) == (lin.town.li.staff_id, "A4.2.3.1.4")
    assert "owner_silent" in lin.town.what_happened(case_id)


def test_until_then_it_waits_and_has_its_time(lin: Chat) -> None:
    case_id = asked(lin)
    lin.town.until("2026-11-26 17:00")
    assert lin.town.case(case_id).state == "waiting"
    assert lin.town.case(case_id).look_at == at("2026-11-26 18:00")


def test_an_owner_who_answers_is_not_phoned(lin: Chat) -> None:
    case_id = asked(lin)
    lin.town.now += DAY
    lin.says("我下午在家")
    lin.town.until("2026-11-30 09:00")
    assert lin.town.case(case_id).state == "taken"
    assert lin.town.rows(Task, kind="owner_silent") == []


def test_the_call_ends_the_task(lin: Chat) -> None:
    case_id = asked(lin)
    lin.town.until("2026-11-27 08:40")
    lin.town.do(cases.log_call, case_id, words="已約明天上午", by=lin.town.li)
    assert lin.town.rows(Task, kind="owner_silent")[0].done_at is not None
