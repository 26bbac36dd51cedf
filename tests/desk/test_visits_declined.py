"""An owner wants no visit: whoever it is of hears so, and may insist on what staff wrote down (A4.3.3.3)."""

import msgspec
import pytest

from desk import tasks, visit_declined, visit_plans
from procedures.kinds import CaseState, Role
from procedures.refused import Refused
from storage import Missing
from storage.tables import Case, Task
from tests.desk.cast import Chat, Town, at
from tests.desk.visiting import owed, recorded, visit


@pytest.fixture
def case(town: Town, lin: Chat) -> Case:
    """Dealt with, and all that it owes is the director's visit."""
    filed = lin.files()
    town.resolve(filed.id)
    town.until("2026-11-24 09:00")
    lin.taps("solved")
    assert town.case(filed.id).state == CaseState.CLOSED
    town.store.write(lambda s: setattr(s.get_one(Case, filed.id), "state", CaseState.RESOLVED))
    return town.case(filed.id)


@pytest.fixture
def due(town: Town, case: Case) -> int:
    return owed(town, case, next_at=None)


def notice(town: Town) -> Task:
    [task] = [one for one in town.rows(Task, kind="visit_declined") if one.done_at is None]
    return task


@pytest.fixture
def declined(town: Town, due: int) -> int:
    """Chen has written down that Lin wants none of the director's visit."""
    town.do(visit_plans.call_off, due, reason="業主電話說不用", by=town.chen)
    return due


def test_a4_3_3_3_the_director_is_told_that_their_visit_is_not_wanted(town: Town, declined: int) -> None:
    task = notice(town)
    assert (task.for_role, task.clause, task.key.split(":")[1]) == ("director", "A4.3.3.3.2", str(declined))
    assert msgspec.json.decode(task.data) == {"words": "業主電話說不用"}
    assert (visit(town, declined).state, visit(town, declined).why) == ("skipped", "declined_to_staff")


def test_a4_3_3_3_the_director_insists_and_phones(town: Town, case: Case, declined: int) -> None:
    assert town.case(case.id).state == CaseState.CLOSED
    town.do(visit_declined.insist, declined, reason="重大投訴，必須當面致歉", by=town.wang)
    assert (visit(town, declined).state, visit(town, declined).why) == ("phone", "insisted")
    assert town.case(case.id).state == CaseState.RESOLVED
    [task] = [one for one in town.rows(Task, kind="book_visit") if one.done_at is None]
    assert (task.kind, task.for_role) == ("book_visit", "director")
    town.now = at("2026-11-24 16:00")
    recorded(town, declined, "2026-11-24 15:00")
    assert (visit(town, declined).state, town.case(case.id).state) == ("done", CaseState.CLOSED)


def test_a_director_who_leaves_it_takes_note(town: Town, declined: int) -> None:
    with pytest.raises(Refused, match="notice is anothers"):
        town.do(tasks.finish, notice(town).id, note="", by=town.chen)
    town.do(tasks.finish, notice(town).id, note="已電話致意", by=town.wang)
    assert visit(town, declined).state == "skipped"


def test_an_assistant_does_not_insist_for_the_director(town: Town, declined: int) -> None:
    with pytest.raises(Refused, match="not yours to insist"):
        town.do(visit_declined.insist, declined, reason="要去", by=town.chen)
    with pytest.raises(Refused, match="reason needed"):
        town.do(visit_declined.insist, declined, reason=" ", by=town.wang)
    with pytest.raises(Missing):
        town.do(visit_declined.insist, declined, reason="要去", by=town.zhao)


def test_what_the_owner_said_themselves_is_told_and_stands(town: Town, lin: Chat, case: Case) -> None:
    due = owed(town, case)
    town.until("2026-11-24 10:00")
    lin.taps("no")
    lin.taps("none")
    lin.says("不用麻煩了")
    assert notice(town).for_role == "director"
    assert town.case(case.id).state == CaseState.CLOSED
    with pytest.raises(Refused, match="nothing to insist on"):
        town.do(visit_declined.insist, due, reason="要去", by=town.wang)


def test_of_an_assistants_visit_nobody_above_is_told(town: Town, case: Case) -> None:
    due = owed(town, case, next_at=None, by_whom=Role.ASSISTANT)
    town.do(visit_plans.call_off, due, reason="不用", by=town.chen)
    assert "visit_declined" not in town.open_tasks()


def test_a_director_who_calls_their_own_off_needs_no_telling(town: Town, due: int) -> None:
    town.do(visit_plans.call_off, due, reason="業主婉拒", by=town.wang)
    assert "visit_declined" not in town.open_tasks()
