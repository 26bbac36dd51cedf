"""A4.2.3.2.2: what the company passed on is returned to its quality department when handled, and chased."""

import pytest

from desk import cases, company_cases
from desk.tasks import finish
from procedures.kinds import Category, Kind, Role
from procedures.refused import Refused
from storage.tables import CaseEvent, Task
from tests.desk.cast import Town


@pytest.fixture
def town(small_town: Town) -> Town:
    return small_town


@pytest.fixture
def case_id(town: Town) -> int:
    about = {"kind": Kind.COMPLAINT, "category": Category.NOISE, "unit_id": town.ids["12A"]}
    opened = town.do(
        cases.open_by_staff, **about, owner_id=town.ids["lin"], story="太吵", source="company", by=town.chen
    )
    return opened.id


def send(town: Town, case_id: int, words: str = "已辦結：已約談施工方", by: str = "chen") -> None:
    town.do(company_cases.return_to_quality, case_id, words=words, by=town.staff[by])


def test_a4_2_3_2_2_a_handled_case_owes_quality_its_note(town: Town, case_id: int) -> None:
    town.resolve(case_id)
    task = town.rows(Task, kind="return_note")[0]
    assert (task.clause, task.staff_id) == ("A4.2.3.2.2", town.li.staff_id)
    with pytest.raises(Refused, match="note needed"):
        town.do(finish, task.id, note="寄了", by=town.chen)
    send(town, case_id)
    note = town.rows(Task, kind="returned_case")[0]
    assert (note.for_role, "已約談施工方" in note.data) == (Role.QUALITY, True)
    assert town.case(case_id).returned_at == town.now
    assert town.rows(CaseEvent, what="returned")[0].clause == "A4.2.3.2.2"


def test_a_note_that_is_not_sent_is_chased_in_contact_hours(town: Town, case_id: int) -> None:
    town.resolve(case_id)
    for moment in ("23 15:29", "23 15:31", "23 19:00", "24 10:00", "24 15:35"):
        town.until(f"2026-11-{moment}")
    assert town.what_happened(case_id).count("return_overdue") == 2
    assert town.open_tasks().count("return_overdue") == 1
    send(town, case_id)
    town.until("2026-11-26 15:31")
    assert [task for task in town.open_tasks() if task.startswith("return_")] == []


def test_nothing_is_returned_twice_or_before_it_is_handled(town: Town, case_id: int) -> None:
    with pytest.raises(Refused, match="case not resolved"):
        send(town, case_id)
    town.resolve(case_id)
    with pytest.raises(Refused, match="words needed"):
        send(town, case_id, words=" ")
    with pytest.raises(Refused, match="role may not"):
        send(town, case_id, by="admin")
    send(town, case_id)
    with pytest.raises(Refused, match="nothing to return"):
        send(town, case_id)
