"""How revisits end, who may end them, and what nobody can write down (A4.3.3.2, B5.1)."""

from datetime import timedelta
from typing import Any

import pytest

from desk import revisits, tasks
from procedures.kinds import Outcome, RevisitForm
from procedures.refused import Refused
from storage import Missing
from storage.tables import Task
from tests.desk.cast import Chat, Town, at

CALL: dict[str, Any] = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "都好了"}


@pytest.fixture
def owed(town: Town, lin: Chat) -> int:
    """The revisit of a repair that Lin has not been asked about yet."""
    town.resolve(lin.files().id)
    return town.revisits()[0].id or 0


def why_not(town: Town, act: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as refused:
        town.do(act, *args, **named)
    return refused.value.text_id


def test_a_revisit_is_left_out_by_a_head_with_a_reason_and_the_case_closes(town: Town, owed: int) -> None:
    town.do(revisits.skip, owed, why="業主出國", by=town.wang)
    [revisit] = town.revisits()
    assert (revisit.state, revisit.why, revisit.next_at) == ("skipped", "業主出國", None)
    assert town.cases()[0].state == "closed"
    assert "revisit_skipped" in town.what_happened(town.cases()[0].id)


@pytest.mark.parametrize("who", ["chen", "li", "admin"])
def test_nobody_but_a_head_leaves_out_a_revisit(town: Town, owed: int, who: str) -> None:
    assert why_not(town, revisits.skip, owed, why="忙", by=town.staff[who]) == "refused.role_may_not"


@pytest.mark.parametrize("act", [revisits.skip, revisits.fail])
def test_leaving_out_and_failing_need_a_reason(town: Town, owed: int, act: Any) -> None:
    assert why_not(town, act, owed, why="  ", by=town.wang) == "refused.reason_needed"


def test_a_call_that_nobody_took_fails_with_its_reason_and_ends_the_task(town: Town, owed: int) -> None:
    town.until("2026-11-24 09:00")
    town.until("2026-11-25 09:01")
    town.until("2026-11-26 09:02")
    assert "phone_revisit" in town.open_tasks()
    assert why_not(town, revisits.fail, owed, why="無人接聽", by=town.wang) == "refused.nobody_tried"
    town.do(revisits.tried, owed, why="無人接聽", by=town.chen)
    assert "phone_revisit" in town.open_tasks()
    town.do(revisits.fail, owed, why="三次無人接聽", by=town.wang)
    assert town.open_tasks() == []
    assert (town.revisits()[0].state, town.revisits()[0].why) == ("failed", "三次無人接聽")


def test_another_centres_revisit_is_not_there(town: Town, owed: int) -> None:
    for act, given in ((revisits.fail, {"why": "忙"}), (revisits.record, CALL)):
        with pytest.raises(Missing):
            town.do(act, owed, by=town.zhao, **given)


def test_an_ended_revisit_ends_once(town: Town, owed: int) -> None:
    town.do(revisits.record, owed, by=town.chen, **CALL)
    assert why_not(town, revisits.fail, owed, why="忙", by=town.chen) == "refused.revisit_is_over"
    assert why_not(town, revisits.record, owed, by=town.chen, **CALL) == "refused.revisit_is_over"


def test_b5_1_nobody_can_log_a_visit_that_was_not_made(town: Town, owed: int) -> None:
    later = {"made_at": town.now + timedelta(minutes=1)}
    assert (
        why_not(town, revisits.record, owed, by=town.chen, **CALL, **later) == "refused.visit_in_the_future"
    )
    before = {"made_at": town.now - timedelta(days=1)}
    assert (
        why_not(town, revisits.record, owed, by=town.chen, **CALL, **before)
        == "refused.visit_before_the_case"
    )
    others = {"visitor_id": town.wang.staff_id}
    assert why_not(town, revisits.record, owed, by=town.chen, **CALL, **others) == "refused.not_your_visit"
    silent = {**CALL, "words": " "}
    assert why_not(town, revisits.record, owed, by=town.chen, **silent) == "refused.words_needed"
    assert town.revisits()[0].state == "planned"


def test_a_record_names_who_made_it_and_when(town: Town, owed: int) -> None:
    town.now += timedelta(hours=2)
    made = town.now - timedelta(hours=1)
    town.do(revisits.record, owed, by=town.chen, made_at=made, **CALL)
    [revisit] = town.revisits()
    assert (revisit.done_by, revisit.visited_at, revisit.done_at) == (town.chen.staff_id, made, town.now)


def test_an_answer_after_the_phone_record_is_told_so_and_changes_nothing(
    town: Town, lin: Chat, owed: int
) -> None:
    town.until("2026-11-24 09:00")
    town.do(revisits.record, owed, by=town.chen, **CALL)
    lin.taps("not")
    assert lin.last().text == "這次回訪同事已經記錄，謝謝您。"
    assert town.revisits()[0].outcome == "solved"
    assert len(town.cases()) == 1


def test_no_case_is_left_behind_when_its_owner_does_not_want_to_be_asked(
    town: Town, lin: Chat, owed: int
) -> None:
    town.until("2026-11-24 09:00")
    lin.says("取消")
    assert (town.revisits()[0].state, town.cases()[0].state) == ("skipped", "closed")


def test_b4_2_3_anybody_plans_a_call_of_their_own_and_it_ends_with_its_record(town: Town) -> None:
    about = {"owner_id": town.ids["lin"], "unit_id": town.ids["12A"], "form": RevisitForm.PHONE}
    row = town.do(revisits.plan_by_hand, **about, at=at("2026-11-25 15:00"), why="老人獨居", by=town.chen)
    town.until("2026-11-25 15:00")
    [task] = town.rows(Task, kind="revisit_owner")
    assert (task.staff_id, task.for_role, task.done_at) == (town.chen.staff_id, "assistant", None)
    assert why_not(town, tasks.finish, task.id, note="", by=town.chen) == "refused.revisit_needs_its_record"
    town.do(revisits.record, row.id, by=town.chen, **CALL)
    assert "revisit_owner" not in town.open_tasks()
    assert town.revisits()[0].state == "done"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"at": at("2026-11-23 09:59")}, "refused.visit_in_the_past"),
        ({"form": RevisitForm.SURVEY}, "refused.form_needs_the_owner"),
    ],
)
def test_what_cannot_be_planned_by_hand(town: Town, wrong: dict[str, Any], why: str) -> None:
    about = {"owner_id": town.ids["lin"], "unit_id": None, "form": RevisitForm.ON_SITE}
    given = {**about, "at": at("2026-11-25 15:00"), **wrong}
    assert why_not(town, revisits.plan_by_hand, **given, by=town.wang) == why


def test_an_owner_or_a_flat_of_another_centre_is_not_there(town: Town) -> None:
    given = {"form": RevisitForm.ON_SITE, "at": at("2026-11-25 15:00"), "by": town.wang}
    for owner, unit in ((town.ids["ng"], None), (town.ids["lin"], town.ids["1A"])):
        with pytest.raises(Missing):
            town.do(revisits.plan_by_hand, owner_id=owner, unit_id=unit, **given)
