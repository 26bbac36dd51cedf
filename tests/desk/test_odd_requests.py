"""Rows of other centres, numbers that no row has, people who left, outages, pictures at odd moments."""

from typing import Any

import pytest

from desk import binding, cases, revisits, staff, tasks
from procedures.kinds import Category, Kind, Outcome, RevisitForm
from procedures.refused import Refused
from storage import Missing, transcripts
from storage.tables import CaseEvent, Message, Task
from storage.wanted import Kept
from tests.desk.cast import Chat, Town

BEYOND = 99999999999999999999


def phoned_in(town: Town, **named: Any) -> Any:
    about = {"kind": Kind.REPAIR, "category": Category.WATER_SUPPLY, "story": "水管漏水", "source": "phone"}
    home = {"unit_id": town.ids["12A"], "owner_id": town.ids["lin"]}
    return town.do(cases.open_by_staff, by=town.chen, **{**about, **home, **named})


@pytest.mark.parametrize("named", [{"owner_id": "ng"}, {"unit_id": "1A"}], ids=["owner", "unit"])
def test_a_call_is_not_filed_under_another_centre_s_home(town: Town, named: dict[str, str]) -> None:
    with pytest.raises(Missing):
        phoned_in(town, **{name: town.ids[of] for name, of in named.items()})
    assert town.cases() == []


def test_a_call_is_filed_under_a_home_of_the_centre(town: Town, lin: Chat) -> None:
    number = phoned_in(town).number
    assert number in lin.last().text


def test_a_call_of_somebody_without_a_chat_is_followed_up_by_phone(town: Town) -> None:
    case = phoned_in(town, owner_id=None)
    town.do(cases.log_call, case.id, words="今天下午來修", by=town.chen)
    town.resolve(case.id)
    town.until("2026-11-24 09:00")
    assert town.revisits()[0].why == "unreachable"
    assert town.open_tasks() == ["phone_answer", "phone_revisit"]


def test_a_picture_of_staff_is_shown_to_the_owner_it_was_sent_to(town: Town, lin: Chat) -> None:
    ho, case = town.chat("ho", bound=None), lin.files()
    ho.says("你好")
    done = Kept("a" * 64, 10, "image/jpeg", 4, 3)
    town.do(cases.reply, case.id, words="修好了", pictures=(done,), by=town.chen)
    (sent,) = lin.last().pictures
    shown = town.store.read(lambda session: transcripts.picture_of(session, lin.contact_id(), sent))
    assert (shown.sha256, shown.case_id) == (done.sha256, case.id)
    with pytest.raises(Missing):
        town.store.read(lambda session: transcripts.picture_of(session, ho.contact_id(), sent))


@pytest.mark.parametrize("department", [False, True])
def test_a_case_is_not_given_to_somebody_who_left(town: Town, lin: Chat, department: bool) -> None:
    case = lin.files()
    town.do(staff.disable, town.li.staff_id, by=town.admin)
    named = {"department_id": town.ids["department/A"] if department else None}
    with pytest.raises(Refused):
        town.do(cases.assign, case.id, handler_id=town.li.staff_id, by=town.chen, **named)


@pytest.mark.parametrize("number", [BEYOND, 0, -1])
def test_a_number_that_no_row_has_is_missing(town: Town, lin: Chat, number: int) -> None:
    about = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "ok"}
    for act, named in (
        (cases.take, {}),
        (cases.confirm_owner, {"owner_id": 1, "unit_id": 1}),
        (binding.give_code, {"token": "k7-Qw9_xZ2mN"}),
        (revisits.record, about),
        (tasks.finish, {"note": ""}),
        (tasks.settle_letter, {}),
    ):
        with pytest.raises(Missing):
            town.do(act, number, by=town.chen, **named)


@pytest.mark.parametrize("named", [{"owner_id": BEYOND}, {"unit_id": BEYOND}], ids=["owner", "unit"])
def test_an_owner_or_flat_that_cannot_be_is_not_confirmed(
    town: Town, lin: Chat, named: dict[str, int]
) -> None:
    case = lin.files()
    home = {"owner_id": town.ids["lin"], "unit_id": town.ids["12A"], **named}
    with pytest.raises(Missing):
        town.do(cases.confirm_owner, case.id, by=town.chen, **home)


@pytest.mark.parametrize("act", ["case", "add"])
def test_a_button_with_a_number_that_no_case_has_is_answered(town: Town, lin: Chat, act: str) -> None:
    lin.hears(token=f"0:{act}:{BEYOND}")
    assert lin.last().text == "沒有找到這個個案。"


def test_a_finished_task_leaves_its_row_and_its_note_as_it_can_be_kept(town: Town, lin: Chat) -> None:
    lin.files()
    town.until("2026-11-23 11:30")
    town.do(tasks.finish, town.rows(Task)[0].id, note="打過\0了\ud800 ", by=town.chen)
    assert town.rows(Task)[0].note == "打過␀了\\ud800"
    event = town.rows(CaseEvent)[-1]
    assert (event.what, event.actor) == ("task_done", str(town.chen))


def test_after_an_outage_the_owner_has_a_day_to_answer_the_reminder(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    town.until("2026-11-24 09:00")
    town.until("2026-11-27 09:00")
    assert (town.revisits()[0].state, town.open_tasks()) == ("reminded", [])
    town.until("2026-11-28 09:00")
    assert (town.revisits()[0].state, town.open_tasks()) == ("phone", ["phone_revisit"])


@pytest.mark.parametrize("first", [True, False], ids=["before the tap", "after it"])
def test_a_picture_of_work_well_done_is_the_case_s(town: Town, lin: Chat, first: bool) -> None:
    case = lin.files()
    town.resolve(case.id)
    town.until("2026-11-24 09:00")
    for step in ("photo", "tap") if first else ("tap", "photo"):
        lin.sends_photo() if step == "photo" else lin.taps("solved")
    assert [picture.case_id for picture in lin.pictures()] == [case.id]
    assert len(town.rows(Message, case_id=case.id, direction="in")) == 3


def test_a_picture_sent_before_not_solved_was_tapped_reaches_the_rework(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    town.until("2026-11-24 09:00")
    lin.sends_photo()
    for option in ("not", "skip", "done"):
        lin.taps(option)
    assert [picture.case_id for picture in lin.pictures()] == [town.cases()[1].id]


def test_a_voice_about_a_case_is_put_there_and_asked_for_in_words_in_one_breath(
    town: Town, lin: Chat
) -> None:
    case = lin.files()
    lin.hears(voices=("telegram:spoken",))
    assert lin.last().text == (
        f"語音已放進個案 {case.number}，同事可以收聽。為了不聽錯，也請用文字簡單寫一句。"
    )
    lin.says("水還在滴")
    assert town.rows(Message, contact_id=lin.contact_id(), direction="in")[-1].case_id == case.id
