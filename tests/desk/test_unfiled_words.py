"""Words that an owner wrote and never filed reach staff all the same (A4.2.2)."""

import msgspec
import pytest

from desk import cases, tasks
from procedures.kinds import Category, Kind
from procedures.refused import Refused
from storage import Missing
from storage.tables import Task
from tests.desk.cast import Chat, Town

LAMP = "樓道燈壞了"
FILED = {"kind": Kind.REPAIR, "category": Category.POWER, "unit_id": None, "owner_id": None, "source": "chat"}


def told(town: Town) -> list[str]:
    """The words of the open tasks about words that nobody filed."""
    waiting = [task for task in town.rows(Task, kind="unfiled_words") if task.done_at is None]
    return [msgspec.json.decode(task.data)["words"] for task in waiting]


@pytest.fixture
def silent(town: Town, lin: Chat) -> Chat:
    """Lin wrote of a lamp, and taps nothing for half an hour."""
    lin.says(LAMP)
    town.until("2026-11-23 10:30")
    return lin


def test_words_that_nobody_filed_are_told_to_staff_after_half_an_hour(town: Town, lin: Chat) -> None:
    lin.says(LAMP)
    town.until("2026-11-23 10:29")
    assert told(town) == []
    town.until("2026-11-23 10:30")
    assert told(town) == [LAMP]
    town.until("2026-11-25 10:30")
    assert told(town) == [LAMP]


def test_only_contact_hours_count(town: Town, lin: Chat) -> None:
    town.until("2026-11-23 17:50")
    lin.says(LAMP)
    town.until("2026-11-24 08:49")
    assert told(town) == []
    town.until("2026-11-24 08:50")
    assert told(town) == [LAMP]


@pytest.mark.parametrize("way", ["details", "other flow", "a photo"])
def test_a_form_left_half_way_is_told_too(town: Town, lin: Chat, way: str) -> None:
    if way == "a photo":
        lin.sends_photo()
    else:
        lin.says(LAMP)
        lin.taps("details") if way == "details" else lin.says("我的個案")
    town.until("2026-11-23 10:40")
    assert told(town) == ["" if way == "a photo" else LAMP]


@pytest.mark.parametrize("words", ["你好", "謝謝", "選單", "報修"])
def test_words_that_tell_nothing_are_not_chased(town: Town, lin: Chat, words: str) -> None:
    if words == "謝謝":
        lin.files()
    lin.says(words)
    town.until("2026-11-23 11:00")
    assert told(town) == []


def test_more_words_renew_the_task(town: Town, silent: Chat) -> None:
    silent.says("三樓那一盞")
    town.until("2026-11-23 11:05")
    assert told(town) == [f"{LAMP}\n三樓那一盞"]
    assert town.open_tasks() == ["unfiled_words"]


@pytest.mark.parametrize("ends", ["file", "~cancel:"])
def test_what_the_owner_files_or_lets_be_is_chased_no_more(town: Town, silent: Chat, ends: str) -> None:
    silent.hears(token=next(b.token for b in silent.last().buttons if b.token.endswith(ends)))
    assert len(town.cases()) == (1 if ends == "file" else 0)
    assert town.open_tasks() == []


def test_staff_file_it_for_the_owner_who_is_told(town: Town, silent: Chat) -> None:
    task = town.rows(Task, kind="unfiled_words")[0]
    case = town.do(cases.open_by_staff, story=LAMP, unfiled_task=task.id, by=town.chen, **FILED)
    assert case.number in silent.last().text
    assert town.case(case.id).owner_id == town.ids["lin"]
    assert town.open_tasks() == []
    silent.says("謝謝，三樓那一盞")
    assert town.what_happened(case.id)[-1] == "owner_wrote"
    assert len(town.cases()) == 1


def test_it_is_filed_once(town: Town, silent: Chat) -> None:
    task = town.rows(Task, kind="unfiled_words")[0]
    silent.taps("file")
    with pytest.raises(Missing):
        town.do(cases.open_by_staff, story=LAMP, unfiled_task=task.id, by=town.chen, **FILED)
    assert len(town.cases()) == 1


def test_the_task_can_be_ended_with_a_note(town: Town, silent: Chat) -> None:
    town.do(tasks.finish, town.rows(Task)[0].id, note="只是試試", by=town.chen)
    silent.says("我的個案")
    town.until("2026-11-24 10:00")
    assert told(town) == []


@pytest.mark.parametrize("who", ["li", "admin"])
def test_intake_opens_cases_and_nobody_else(town: Town, who: str) -> None:
    with pytest.raises(Refused):
        town.do(cases.open_by_staff, story=LAMP, by=town.staff[who], **{**FILED, "source": "phone"})
    assert town.cases() == []
