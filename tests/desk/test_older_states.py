"""What an older release left in a conversation: a polite new start, nothing lost."""

import pytest

from desk import cases
from storage.tables import Message
from tests.desk.cast import Chat, Town

FACTS = '{"centre":"A","zone":"Asia/Shanghai","phone_service":"1","phone_24h":"2"}'
GONE = f'{{"run":{{"id":4,"flow":"karaoke","facts":{FACTS},"asked":"song"}},"runs":4}}'
OLD = {
    "no JSON": "{",
    "another shape": '{"run": 7}',
    "a flow that is no more": GONE,
    "not even an object": "[]",
}
every_old_state = pytest.mark.parametrize("stored", OLD.values(), ids=OLD.keys())


@every_old_state
def test_a_button_leads_to_the_menu(town: Town, lin: Chat, stored: str) -> None:
    lin.state_is(stored)
    lin.hears(token="4:song:yes")
    assert "抱歉" in lin.last().text
    assert any(button.token == "0:menu:repair" for button in lin.last().buttons)


@every_old_state
def test_words_are_a_beginning_all_the_same(town: Town, lin: Chat, stored: str) -> None:
    lin.state_is(stored)
    lin.says("廁所的水管漏水")
    lin.taps("file")
    lin.taps("no")
    assert town.cases()[0].story == "廁所的水管漏水"


@every_old_state
def test_the_old_state_is_kept_once_for_staff(town: Town, lin: Chat, stored: str) -> None:
    lin.state_is(stored)
    lin.says("您好")
    lin.says("在嗎")
    assert [letter.raw for letter in town.letters()] == [stored]
    assert town.letters()[0].centre_id == town.ids["A"]
    assert len(town.rows(Message, direction="in")) == 3


@every_old_state
def test_staff_can_answer_and_the_clock_can_ask(town: Town, lin: Chat, stored: str) -> None:
    case = lin.files()
    lin.state_is(stored)
    town.do(cases.reply, case.id, words="您好", by=town.chen)
    assert lin.last().text == "您好"
    town.resolve(case.id)
    lin.state_is(stored)
    town.until("2026-11-24 09:00")
    assert town.revisits()[0].state == "asked"
    assert [letter.raw for letter in town.letters()] == [stored, stored]


def test_only_the_flow_that_is_no_more_is_lost(town: Town, lin: Chat) -> None:
    case = lin.files()
    focus = f'"focus":{case.id},"focus_until":"2026-12-01T00:00:00Z"'
    lin.state_is(f"{GONE[:-1]},{focus}}}")
    lin.says("還在滴")
    assert case.number in lin.last().text
    assert "owner_wrote" in town.what_happened(case.id)
