"""What is of centre A is not there for centre B; what is of one owner is not there for another."""

from collections.abc import Callable
from typing import Any

import pytest

from desk import binding, cases, revisits, tasks
from desk.letters import unreadable
from procedures.kinds import CaseState, Outcome, RevisitForm
from procedures.life import CloseReason
from storage import Missing
from tests.desk.cast import Chat, Town

WORDS = {"words": "您好"}
STAFF_ACTS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "assign": (cases.assign, {"handler_id": None, "department_id": 1}),
    "take": (cases.take, {}),
    "reply": (cases.reply, WORDS),
    "log_call": (cases.log_call, WORDS),
    "resolve": (cases.resolve, {"cause": "a", "measure": "b", **WORDS}),
    "close": (cases.close, {"reason": CloseReason.DUPLICATE, **WORDS}),
    "confirm_owner": (cases.confirm_owner, {"owner_id": 3, "unit_id": 4}),
}


@pytest.mark.parametrize("act", STAFF_ACTS)
def test_a_case_of_another_centre_is_not_there(town: Town, lin: Chat, act: str) -> None:
    case = lin.files()
    does, more = STAFF_ACTS[act]
    with pytest.raises(Missing):
        town.do(does, case.id, by=town.zhao, **more)
    assert town.case(case.id).state == CaseState.OPEN
    assert town.what_happened(case.id) == ["opened"]


def test_a_revisit_of_another_centre_is_not_there(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    about = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "ok"}
    with pytest.raises(Missing):
        town.do(revisits.record, town.revisits()[0].id, by=town.zhao, **about)
    assert town.revisits()[0].state == "planned"


def test_a_task_of_another_centre_is_not_there(town: Town, lin: Chat) -> None:
    lin.says("真人")
    lin.hears(token="0:menu:person")
    task = town.open_tasks()
    with pytest.raises(Missing):
        town.do(tasks.finish, 1, note="", by=town.zhao)
    assert town.open_tasks() == task


def test_a_letter_of_another_centre_is_not_there(town: Town) -> None:
    town.do(unreadable, account="web:A", raw=b"{", centre=town.ids["A"], error="no JSON")
    with pytest.raises(Missing):
        town.do(tasks.settle_letter, town.letters()[0].id, by=town.zhao)


@pytest.mark.parametrize("named", ["owner", "unit"])
def test_an_owner_or_flat_of_another_centre_cannot_be_confirmed(town: Town, lin: Chat, named: str) -> None:
    case = lin.files()
    ids = {"owner_id": town.ids["lin"], "unit_id": town.ids["12A"]}
    ids |= {"owner_id": town.ids["ng"]} if named == "owner" else {"unit_id": town.ids["1A"]}
    with pytest.raises(Missing):
        town.do(cases.confirm_owner, case.id, by=town.chen, **ids)


def test_a_case_is_given_to_nobody_of_another_centre(town: Town, lin: Chat) -> None:
    case = lin.files()
    with pytest.raises(Missing):
        town.do(cases.assign, case.id, handler_id=town.zhao.staff_id, department_id=None, by=town.chen)
    with pytest.raises(Missing):
        town.do(cases.assign, case.id, handler_id=None, department_id=town.ids["department/B"], by=town.chen)


def test_a_code_for_an_owner_of_another_centre_is_not_given(town: Town) -> None:
    with pytest.raises(Missing):
        town.do(binding.give_code, town.ids["lin"], by=town.zhao, token="x" * 16)


@pytest.mark.parametrize("act", ["case", "add"])
def test_another_owner_s_case_is_not_shown(town: Town, lin: Chat, act: str) -> None:
    case = lin.files()
    ho = town.chat("ho", bound="ho")
    ho.hears(token=f"0:{act}:{case.id}")
    assert ho.last().text == "沒有找到這個個案。"
    ho.hears(token=f"0:{act}:999")
    assert ho.last().text == "沒有找到這個個案。"


def test_an_owner_sees_an_old_case_of_theirs(town: Town, lin: Chat) -> None:
    case = lin.files()
    lin.hears(token=f"0:case:{case.id}")
    assert case.number in lin.last().text


def test_another_owner_cannot_answer_my_revisit(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    town.until("2026-11-24 09:00")
    town.store.write(lambda session: setattr(lin.contact(session), "owner_id", town.ids["ho"]))
    case_id = town.cases()[0].id
    town.store.write(lambda session: _someone_elses(session, case_id, town.ids["lin"]))
    lin.taps("not")
    assert [case.state for case in town.cases()] == ["resolved"]
    assert "回訪" in lin.last().text


def _someone_elses(session: Any, case_id: Any, owner_id: int) -> None:
    case = cases.cases.get(session, case_id, 1)
    case.contact_id, case.owner_id = None, owner_id


def test_a_picture_of_another_contact_never_gets_into_my_case(town: Town, lin: Chat) -> None:
    ho = town.chat("ho", bound="ho")
    ho.sends_photo()
    theirs = ho.pictures()[0]
    lin.hears(text="廁所的水管漏水", pictures=(f"stored:{theirs.id}",))
    lin.taps("file")
    lin.taps("no")
    assert lin.pictures() == []
    assert ho.pictures()[0].case_id is None
    assert ho.pictures()[0].message_id == theirs.message_id
