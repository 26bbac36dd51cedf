"""An emergency that nobody filed: staff see the words, file them, or write down what was done (A4.2.1)."""

import msgspec
import pytest

from desk import cases, tasks
from procedures.kinds import Category, Kind
from procedures.refused import Refused
from storage import boards
from storage.tables import Task
from tests.desk.cast import Chat, Town

LIFT = "2座電梯壞了，有人被困"
FILED = {"kind": Kind.REPAIR, "category": Category.LIFT, "unit_id": None, "owner_id": None, "source": "chat"}


def alarms(town: Town) -> list[Task]:
    return [task for task in town.rows(Task, kind="emergency") if task.done_at is None]


def words_of(task: Task) -> str:
    return msgspec.json.decode(task.data)["words"]


def test_the_alarm_has_the_words_and_later_ones(town: Town, lin: Chat) -> None:
    lin.says(LIFT)
    assert [words_of(task) for task in alarms(town)] == [LIFT]
    lin.says("三樓，快來")
    lin.says("8座起火了")
    assert [words_of(task) for task in alarms(town)] == [f"{LIFT}\n三樓，快來\n\n8座起火了"]
    assert alarms(town)[0].contact_id == lin.contact_id()


def test_it_stands_first_in_the_list(town: Town, lin: Chat) -> None:
    lin.files()
    town.until("2026-11-23 12:01")
    lin.says(LIFT)
    listed = town.store.read(lambda session: boards.tasks(session, town.ids["A"]))
    assert listed[0].task.kind == "emergency"


def test_staff_file_it_and_the_owner_is_told(town: Town, lin: Chat) -> None:
    lin.says("廁所漏水")
    lin.says(LIFT)
    case = town.do(
        cases.open_by_staff, story=LIFT, urgent=True, unfiled_task=alarms(town)[0].id, by=town.chen, **FILED
    )
    assert alarms(town) == []
    assert case.number in lin.last().text
    lin.says("我的個案")
    assert lin.last().buttons[-2].token.startswith("0:resume:")  # the leak is still to be filed


def test_it_ends_with_a_record(town: Town, lin: Chat) -> None:
    lin.says(LIFT)
    task = alarms(town)[0].id
    with pytest.raises(Refused) as refused:
        town.do(tasks.finish, task, note=" ", by=town.chen)
    assert refused.value.text_id == "refused.emergency_needs_a_record"
    town.do(tasks.finish, task, note="已打 119，電梯公司在路上", by=town.chen)
    assert alarms(town) == []


def test_filing_it_ends_the_alarm_and_not_the_alarm_of_another_case(town: Town, lin: Chat) -> None:
    fees = lin.files("請問管理費怎麼交？").id
    lin.says("水一直流！")
    assert [task.case_id for task in alarms(town)] == [fees]
    lin.says(LIFT)
    lin.taps("new")
    lin.taps("file")
    assert [task.case_id for task in alarms(town)] == [fees]


def test_urgent_words_said_to_be_of_the_case_leave_one_alarm(town: Town, lin: Chat) -> None:
    fees = lin.files("請問管理費怎麼交？").id
    lin.says(LIFT)
    lin.taps("this")
    assert [task.case_id for task in alarms(town)] == [fees]


def test_an_emergency_in_a_form_is_told_at_once(town: Town, lin: Chat) -> None:
    lin.says("報修")
    lin.taps("lift")
    lin.says("電梯困人了")
    assert [words_of(task) for task in alarms(town)] == ["電梯困人了"]
    lin.taps("done")
    lin.taps("any")
    lin.taps("file")
    assert alarms(town) == []
    assert town.cases()[-1].urgent


def test_two_emergencies_and_two_cases(town: Town, lin: Chat) -> None:
    lin.says("窗戶漏雨")
    lin.taps("file")
    lin.says(LIFT)
    lin.taps("file")
    lin.hears(token=next(b.token for b in lin.last().buttons if b.token.startswith("0:resume:")))
    lin.taps("no")
    assert [(case.category, case.urgent) for case in town.cases()] == [("lift", True), ("window_leak", False)]
