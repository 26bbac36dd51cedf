"""Staff ask while the bot has a question of its own on screen: the words are staff's, the bot waits."""

import pytest

from desk import cases
from procedures.kinds import CaseState
from tests.desk.cast import MINUTE, Chat, Town
from tests.desk.test_triage import MAJOR, decide

NOISE = "我要投訴樓上半夜裝修太吵"


@pytest.fixture
def asked(town: Town, lin: Chat) -> int:
    """A complaint that waits for Lin's words, while a revisit of her repair is on her screen."""
    repair = lin.files().id
    town.now += 20 * MINUTE
    noise = lin.files(NOISE).id or 0
    town.resolve(repair)
    town.find_valid(noise)
    town.do(cases.take, noise, by=town.li)
    town.until("2026-11-24 09:00")
    assert lin.last().buttons[0].token.endswith(":solved")
    town.do(cases.reply, noise, words="請問噪音是幾點？", ask_owner=True, by=town.li)
    return noise


def test_words_after_a_question_of_staff_land_in_its_case(town: Town, lin: Chat, asked: int) -> None:
    assert town.case(asked).state == CaseState.WAITING
    lin.says("晚上十一點以後")
    assert town.case(asked).state == CaseState.TAKEN
    assert town.what_happened(asked)[-1] == "owner_wrote"


def test_the_paused_question_is_offered_again(town: Town, lin: Chat, asked: int) -> None:
    lin.says("晚上十一點以後")
    lin.hears(token=next(b.token for b in lin.last().buttons if b.token.startswith("0:resume:")))
    lin.taps("solved")
    assert town.revisits()[0].state == "done"


def test_a_tap_on_the_old_button_still_answers_the_revisit(town: Town, lin: Chat, asked: int) -> None:
    old = next(each for each in lin.all_said() if each.buttons and each.buttons[0].token.endswith(":solved"))
    lin.hears(token=old.buttons[0].token)
    assert town.revisits()[0].state == "done"
    assert town.case(asked).state == CaseState.WAITING


def test_a_reminder_puts_the_question_on_screen_again(town: Town, lin: Chat, asked: int) -> None:
    lin.says("晚上十一點以後")
    town.until("2026-11-25 09:01")
    assert lin.last().buttons[0].token.endswith(":solved")
    lin.says("修好了")
    assert town.revisits()[0].state == "done"


def test_words_after_a_question_go_before_a_visit_to_be_booked(town: Town, lin: Chat) -> None:
    noise = lin.files(NOISE).id
    decide(town, town.case(noise), MAJOR)
    town.do(cases.take, noise, by=town.li)
    town.until("2026-11-23 10:20")
    assert town.revisits()[0].state == "asked"
    town.do(cases.reply, noise, words="請問方便告訴我們具體位置嗎？", ask_owner=True, by=town.li)
    lin.says("在主臥靠窗的位置，晚上我在家")
    assert town.case(noise).state == CaseState.TAKEN
