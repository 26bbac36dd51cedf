"""What a named visitor writes down, and the owner's own tap on it (A4.2.3.1.3, B4.1.3, B5.1)."""

import dataclasses
from typing import Any

import pytest

from desk import cases, tasks, visit_plans
from procedures.kinds import Found, RevisitForm, Role
from procedures.refused import Refused
from storage import Missing
from storage.tables import Attachment, Case, CaseEvent, Revisit, Task
from storage.wanted import Kept
from tests.desk.cast import DAY, Chat, Town, at
from tests.desk.visiting import booked, history, owed, recorded, visit


@pytest.fixture
def case(town: Town, lin: Chat) -> Case:
    """A leak of Lin's, dealt with, and asked about in the chat already."""
    filed = lin.files()
    town.resolve(filed.id)
    return town.case(filed.id)


@pytest.fixture
def due(town: Town, lin: Chat, case: Case) -> int:
    """The director is to visit Lin this afternoon."""
    which = owed(town, case, next_at=None)
    booked(town, which, "2026-11-23 14:00", "2026-11-23 15:00")
    town.now = at("2026-11-23 15:30")
    return which


def test_b5_1_a_visit_is_recorded_with_visitor_time_and_words(town: Town, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10", speed=5)
    row = visit(town, due)
    assert (row.state, row.done_by, row.done_form) == ("done", town.wang.staff_id, "on_site")
    assert (row.visited_at, row.words, row.speed) == (at("2026-11-23 14:10"), "看過了，已經乾了", 5)
    assert history(town, due) == ["kept"]
    assert row.confirmed_at is None


def test_b5_1_the_owners_own_tap_confirms_it(town: Town, lin: Chat, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10")
    town.until("2026-11-23 15:31")
    assert "我們記錄了服務中心主任wang在 11月23日（星期一）下午2:10 到您家回訪" in lin.last().text
    lin.taps("yes")
    assert visit(town, due).confirmed_at == town.now
    assert "visit_confirmed" in town.what_happened(town.cases()[0].id)


def test_b5_1_nobody_came_counts_as_not_done_and_the_director_is_told(
    town: Town, lin: Chat, due: int
) -> None:
    recorded(town, due, "2026-11-23 14:10")
    town.until("2026-11-23 15:31")
    lin.taps("nobody")
    lin.says("我一直在家")
    row, again = visit(town, due), town.revisits()[-1]
    assert (row.state, row.why, row.confirmed_at) == ("failed", "nobody_came", None)
    assert (again.state, again.by_whom, again.form) == ("phone", "director", "on_site")
    disputed = town.rows(Task, kind="visit_disputed")
    assert [(task.for_role, task.done_at) for task in disputed] == [("director", None)]
    to_book = town.rows(Task, kind="book_visit")[-1]
    assert (to_book.key.split(":")[1], to_book.for_role) == (str(again.id), "director")
    assert "visit_remark" in town.what_happened(town.cases()[0].id)


def test_nobody_came_takes_the_closing_back(town: Town, lin: Chat, case: Case) -> None:
    chat_revisit = town.revisits()[0]
    town.store.write(lambda session: session.delete(session.get(Revisit, chat_revisit.id)))
    which = owed(town, case, next_at=None)
    recorded(town, which, "2026-11-23 10:00")
    assert town.case(case.id).state == "closed"
    town.until("2026-11-23 10:01")
    lin.taps("nobody")
    assert (town.case(case.id).state, town.case(case.id).closed_at) == ("resolved", None)


def test_a_record_that_is_not_right_is_checked_by_the_director(town: Town, lin: Chat, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10")
    town.until("2026-11-23 15:31")
    lin.taps("not_right")
    assert visit(town, due).state == "done"
    assert "visit_disputed" in town.open_tasks()


def test_an_owner_who_stays_silent_has_not_confirmed(town: Town, lin: Chat, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10")
    for moment in ("2026-11-23 15:31", "2026-11-24 16:00", "2026-11-26 16:00", "2026-11-27 16:00"):
        town.until(moment)
    told = [said.text for said in lin.all_said() if "到您家回訪" in said.text]
    assert len(told) == 2
    assert (visit(town, due).confirmed_at, visit(town, due).next_at) == (None, None)


WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "in the future": ("visit_in_future", {"when": "2026-11-23 16:00"}),
    "before it was planned": ("visit_before_plan", {"when": "2026-11-22 16:00"}),
    "without words": ("words_needed", {"words": " \n"}),
    "by a form that needs the owner": ("form_needs_the_owner", {"form": RevisitForm.CHAT}),
    "by another role": ("revisit_is_anothers", {"by": "chen"}),
}


@pytest.mark.parametrize("name", WRONG)
def test_b5_1_a_visit_that_was_not_made_cannot_be_recorded(town: Town, due: int, name: str) -> None:
    why, facts = WRONG[name]
    with pytest.raises(Refused, match=why.replace("_", " ")):
        recorded(town, due, **{"when": "2026-11-23 14:10", **facts})
    assert visit(town, due).done_at is None


def test_no_job_can_record_a_visit(town: Town, due: int) -> None:
    town.staff["nobody"] = dataclasses.replace(town.wang, staff_id=999)
    with pytest.raises(Missing):
        recorded(town, due, "2026-11-23 14:10", by="nobody")
    assert visit(town, due).done_at is None


def test_time_alone_makes_no_visit(town: Town, lin: Chat, due: int) -> None:
    for day in range(24, 31):
        town.until(f"2026-11-{day} 20:00")
    assert (visit(town, due).state, visit(town, due).visited_at) == ("booked", None)
    assert "record_visit" in town.open_tasks()


def test_a_visit_is_recorded_once(town: Town, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10")
    with pytest.raises(Refused, match="over"):
        recorded(town, due, "2026-11-23 14:10")


def test_zhao_of_the_other_centre_finds_no_visit(town: Town, due: int) -> None:
    with pytest.raises(Missing):
        recorded(town, due, "2026-11-23 14:10", by="zhao")
    with pytest.raises(Missing):
        booked(town, due, "2026-11-25 09:00", "2026-11-25 10:00", by="zhao")


def test_b4_1_2_3_not_solved_opens_a_linked_rework(town: Town, lin: Chat, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10", found=Found.NOT, words="還在滴")
    first, rework = town.cases()
    assert (rework.parent_id, rework.relation) == (first.id, "rework")
    assert rework.number in lin.last().text


def test_b4_1_3_a_new_matter_is_a_case_with_a_promise_that_is_told(town: Town, lin: Chat, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10", more="電梯的燈壞了")
    first, other = town.cases()
    assert (other.parent_id, other.relation, other.kind) == (first.id, "more", "repair")
    assert other.number in lin.last().text


def test_nobody_at_home_is_booked_anew_and_then_phoned(town: Town, lin: Chat, due: int) -> None:
    recorded(town, due, "2026-11-23 14:10", found=Found.NOT_AT_HOME, words="按鈴無人")
    assert (visit(town, due).state, visit(town, due).visited_at) == ("planned", None)
    town.until("2026-11-23 16:05")
    assert "上次服務中心主任wang登門時沒有遇到您" in lin.last().text
    lin.taps("s0")
    town.now = at("2026-11-24 09:00")
    recorded(town, due, "2026-11-24 08:45", found=Found.NOT_AT_HOME, words="又無人")
    assert (visit(town, due).why, history(town, due)) == ("not_at_home", ["missed", "missed"])
    assert "book_visit" in town.open_tasks()


def test_the_director_can_send_somebody_else_and_says_why(town: Town, due: int) -> None:
    send = {"visitor_id": town.chen.staff_id, "reason": ""}
    with pytest.raises(Refused, match="needs director"):
        town.do(visit_plans.name_visitor, due, **send, by=town.li)
    with pytest.raises(Refused, match="needs reason"):
        town.do(visit_plans.name_visitor, due, **send, by=town.wang)
    town.do(visit_plans.name_visitor, due, **{**send, "reason": "主任出差"}, by=town.wang)
    recorded(town, due, "2026-11-23 14:10", by="chen")
    assert visit(town, due).done_by == town.chen.staff_id
    assert "visit_delegated" in town.what_happened(town.cases()[0].id)


def test_photos_belong_to_the_visit_and_its_case(town: Town, due: int) -> None:
    kept = Kept("a" * 64, 10, "image/jpeg", 4, 3)
    recorded(town, due, "2026-11-23 14:10", pictures=[kept, kept])
    rows = town.rows(Attachment, revisit_id=due)
    assert [row.case_id for row in rows] == [town.cases()[0].id] * 2


def test_a_visit_without_a_case_ends_without_one(town: Town, lin: Chat) -> None:
    which = owed(town)
    with pytest.raises(Refused, match="needs case"):
        recorded(town, which, "2026-11-23 10:00", found=Found.NOT)
    recorded(town, which, "2026-11-23 10:00", words="一切都好")
    assert (visit(town, which).state, town.cases()) == ("done", [])
    assert [event.what for event in town.rows(CaseEvent)][-1] == "revisit_done"


def test_b4_2_3_a_visit_is_planned_by_hand(town: Town, lin: Chat) -> None:
    facts = {"form": RevisitForm.ON_SITE, "by_whom": Role.DIRECTOR, "reason": "久未拜訪"}
    day = at("2026-11-26 00:00").date()
    which = town.do(visit_plans.plan_by_hand, owner_id=town.ids["lin"], day=day, **facts, by=town.chen)
    row = visit(town, which)
    assert (row.rule, row.reason, row.due_at) == ("by_hand", "久未拜訪", at("2026-11-26 18:00"))
    town.until("2026-11-23 10:01")
    assert "想登門拜訪" in lin.last().text


PLANS: dict[str, tuple[str, dict[str, Any]]] = {
    "a past day": ("day past", {"day": at("2026-11-20 00:00").date()}),
    "no reason": ("reason needed", {"reason": " "}),
    "by chat": ("needs the owner", {"form": RevisitForm.CHAT}),
}


@pytest.mark.parametrize("name", PLANS)
def test_b4_2_3_what_cannot_be_planned_is_refused(town: Town, name: str) -> None:
    why, facts = PLANS[name]
    plan: dict[str, Any] = {
        "day": at("2026-11-26 00:00").date(),
        "reason": "久未拜訪",
        "by_whom": Role.DIRECTOR,
    }
    plan |= {"form": RevisitForm.ON_SITE, "owner_id": town.ids["lin"], **facts}
    with pytest.raises(Refused, match=why):
        town.do(visit_plans.plan_by_hand, **plan, by=town.chen)


def test_another_centres_owner_cannot_be_planned(town: Town) -> None:
    plan: dict[str, Any] = {"day": at("2026-11-26 00:00").date(), "reason": "x", "by_whom": Role.DIRECTOR}
    with pytest.raises(Missing):
        town.do(
            visit_plans.plan_by_hand,
            owner_id=town.ids["ng"],
            form=RevisitForm.ON_SITE,
            **plan,
            by=town.chen,
        )


def test_staff_write_down_that_an_owner_wants_none(town: Town, lin: Chat, due: int) -> None:
    with pytest.raises(Refused, match="reason"):
        town.do(visit_plans.call_off, due, reason=" ", by=town.chen)
    town.do(visit_plans.call_off, due, reason="業主電話說不用", by=town.chen)
    assert (visit(town, due).state, visit(town, due).words) == ("skipped", "業主電話說不用")
    assert "不再安排" in lin.last().text


def test_a_booking_task_is_not_simply_ticked_off(town: Town) -> None:
    owed(town)
    town.until("2026-11-23 10:01")
    task = town.rows(Task)[0]
    with pytest.raises(Refused, match="needs booking"):
        town.do(tasks.finish, task.id, note="ok", by=town.chen)


def test_a4_3_3_3_1_a_visit_that_intake_asked_for_may_be_made_before_the_work_is_done(lin: Chat) -> None:
    town = lin.town
    case = lin.files()
    visit_id = owed(town, case, rule="second_complaint", planned_at=None)
    town.do(cases.take, case.id, by=town.li)
    town.now += 3 * DAY
    town.do(cases.resolve, case.id, cause="a", measure="b", words="c", cause_kind=None, by=town.li)
    town.now += DAY
    recorded(town, visit_id, "2026-11-24 10:00")
    assert visit(town, visit_id).state == "done"
