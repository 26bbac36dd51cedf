"""Mere courtesy changes nothing, and is kept."""

import pytest

from desk import cases
from procedures.kinds import CaseState
from storage.tables import Message
from tests.desk.cast import Chat, Town


@pytest.mark.parametrize(
    ("words", "answer"),
    [("謝謝", "不客氣"), ("收到，謝謝", "好的"), ("你好", "您好，請說"), ("ok thanks", "好的")],
)
def test_courtesy_after_filing_adds_nothing(town: Town, lin: Chat, words: str, answer: str) -> None:
    case = lin.files()
    before = town.what_happened(case.id)
    lin.says(words)
    assert answer in lin.last().text
    assert town.what_happened(case.id) == before
    assert town.open_tasks() == []


def test_it_stands_in_the_case_s_conversation(town: Town, lin: Chat) -> None:
    case = lin.files()
    lin.says("謝謝")
    assert town.rows(Message, contact_id=lin.contact_id(), direction="in")[-1].case_id == case.id


def test_thanks_do_not_end_a_question_of_staff_and_a_yes_does(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.do(cases.take, case_id, by=town.li)
    town.do(cases.reply, case_id, words="明天下午三點可以嗎？", ask_owner=True, by=town.li)
    lin.says("謝謝")
    assert town.case(case_id).state == CaseState.WAITING
    lin.says("好的")
    assert town.case(case_id).state == CaseState.TAKEN


def test_thanks_after_the_work_call_nobody(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.resolve(case_id)
    lin.says("謝謝你們")
    assert town.open_tasks() == []
    assert "不客氣" in lin.last().text
