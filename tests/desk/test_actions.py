"""Corrective and preventive actions (A3.2)."""

from datetime import date

import pytest

from desk import actions
from desk.actor import Actor
from procedures.improving import ActionKind
from procedures.kinds import Role
from procedures.refused import Refused
from storage import Missing
from storage.tables import Action, Task
from tests.desk.cast import Chat, Town
from tests.desk.test_control_limits import review

ABOUT = {"kind": ActionKind.PREVENTIVE, "what": "每月巡檢排水", "due_on": date(2026, 11, 25)}


def set_one(town: Town, case_id: int | None, **more: object) -> int:
    given = {**ABOUT, "responsible_id": town.li.staff_id, **more}
    return town.do(actions.set_action, case_id=case_id, **given, by=town.wang)


def chased(town: Town) -> list[tuple[str, str | None, int | None]]:
    kinds = ("action_overdue", "verify_action")
    rows = [task for task in town.rows(Task) if task.kind in kinds and task.done_at is None]
    return [(task.kind, task.for_role, task.staff_id) for task in rows]


def test_a3_2_actions_are_done_and_verified_by_somebody_else(town: Town, lin: Chat) -> None:
    case = lin.files()
    which = set_one(town, case.id)
    town.do(actions.finish, which, words="巡檢表已執行", by=town.li)
    with pytest.raises(Refused, match="own action"):
        town.do(actions.verify, which, effective=True, words="好", by=town.li)
    town.do(actions.verify, which, effective=True, words="未再發生", by=town.wang)
    row = town.rows(Action)[0]
    assert (row.state, row.verdict, row.verified_by) == ("verified", "effective", town.wang.staff_id)
    happened = [what for what in town.what_happened(case.id) if what.startswith("action")]
    assert happened == ["action_set", "action_done", "action_verified"]


def test_a3_2_actions_overdue_are_chased_in_contact_hours(town: Town, lin: Chat) -> None:
    set_one(town, lin.files().id)
    town.until("2026-11-25 23:00")
    assert chased(town) == []
    town.until("2026-11-26 09:00")
    assert chased(town) == [("action_overdue", None, town.li.staff_id)]
    town.until("2026-11-27 09:00")
    assert chased(town) == [("action_overdue", "director", None)]


def test_a3_2_actions_nobody_verified_are_chased(town: Town, lin: Chat) -> None:
    town.do(actions.finish, set_one(town, lin.files().id), words="做了", by=town.li)
    town.until("2026-12-01 09:00")
    assert chased(town) == [("verify_action", "director", None)]


def test_a3_2_actions_that_did_not_help_are_done_again(town: Town, lin: Chat) -> None:
    which = set_one(town, lin.files().id)
    town.do(actions.finish, which, words="做了", by=town.li)
    town.do(actions.verify, which, effective=False, words="又發生了", by=town.wang)
    row = town.rows(Action)[0]
    assert (row.state, row.verdict, row.look_at == row.due_at) == ("open", "not_effective", True)


def test_a3_2_actions_hang_on_a_review_too(town: Town) -> None:
    row = review(town)
    set_one(town, None, review_id=row.id)
    assert [action.review_id for action in town.rows(Action)] == [row.id]


@pytest.mark.parametrize("wrong", [{"what": ""}, {"due_on": date(2026, 11, 22)}, {"review_id": 1}])
def test_an_action_without_words_time_or_place_is_refused(
    town: Town, lin: Chat, wrong: dict[str, object]
) -> None:
    with pytest.raises(Refused):
        set_one(town, lin.files().id, **wrong)


def test_an_action_of_another_centre_is_not_there(town: Town, lin: Chat) -> None:
    case = lin.files()
    which = set_one(town, case.id)
    zhou = Actor(town.zhao.staff_id, town.ids["B"], Role.DIRECTOR, "zhou")
    for act in (actions.finish, lambda *a, **n: actions.verify(*a, effective=True, **n)):
        with pytest.raises(Missing):
            town.do(act, which, words="x", by=zhou)
    with pytest.raises(Missing):
        set_one(town, case.id, responsible_id=town.zhao.staff_id)
    with pytest.raises(Missing):
        town.do(actions.set_action, case_id=case.id, **ABOUT, responsible_id=zhou.staff_id, by=zhou)


def test_an_action_is_done_once(town: Town, lin: Chat) -> None:
    which = set_one(town, lin.files().id)
    town.do(actions.finish, which, words="做了", by=town.li)
    with pytest.raises(Refused, match="done already"):
        town.do(actions.finish, which, words="做了", by=town.li)
    town.do(actions.verify, which, effective=True, words="好", by=town.wang)
    with pytest.raises(Refused, match="not done"):
        town.do(actions.verify, which, effective=True, words="好", by=town.wang)
