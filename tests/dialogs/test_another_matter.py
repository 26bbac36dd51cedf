"""Words while a case is talked about: an addition to it, another matter, or the owner is asked which."""

from datetime import timedelta

import pytest

from dialogs.outcomes import AddToCase, EmergencyHeard
from procedures.kinds import Category
from tests.dialogs.talking import NOW, Talk


def talking_of(about: Category | None) -> Talk:
    talk = Talk(open_case=about)
    talk.state.focus, talk.state.focus_until = 17, NOW + timedelta(minutes=15)
    return talk


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (Category.BATHROOM_LEAK, "樓上日日都好嘈"),
        (Category.BATHROOM_LEAK, "管理费怎么交？"),
        (Category.LIFT, "the bathroom is leaking"),
        (Category.FEES, "電梯壞了"),
    ],
)
def test_what_is_clearly_another_matter_is_asked_about(about: Category, words: str) -> None:
    talk = talking_of(about)
    talk.write(words)
    assert (talk.asked, talk.last.acts) == ("beginning.whose", [])


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (Category.BATHROOM_LEAK, "樓上漏水，天花板也濕了"),  # one leak in other words
        (Category.BATHROOM_LEAK, "什麼時候來修？要多少錢"),
        (Category.BATHROOM_LEAK, "師傅還沒來"),
        (Category.POWER, "走廊的燈也不亮"),
        (Category.OTHER, "電梯壞了"),
        (None, "樓上日日都好嘈"),  # the case is over; nobody is asked, staff read it
    ],
)
def test_what_may_be_of_the_case_goes_into_it(about: Category | None, words: str) -> None:
    talk = talking_of(about)
    talk.write(words)
    assert talk.last.acts == [AddToCase(17)]


def test_words_said_to_be_of_the_case_reach_it_with_their_photo() -> None:
    talk = talking_of(Category.BATHROOM_LEAK)
    talk.send("11", text="樓上好嘈")
    talk.tap("whose:this")
    assert talk.last.acts == [AddToCase(17, words="樓上好嘈", pictures=("11",))]


def test_another_matter_is_two_taps_from_its_case() -> None:
    talk = talking_of(Category.BATHROOM_LEAK)
    talk.write("樓上好嘈")
    talk.tap("whose:new")
    talk.tap("what:file")
    assert (talk.filed.category, talk.filed.story) == (Category.NOISE, "樓上好嘈")


def test_words_that_were_not_answered_for_wait_and_are_offered_again() -> None:
    talk = talking_of(Category.BATHROOM_LEAK)
    talk.write("樓上好嘈")
    talk.write("我的個案")
    talk.press(talk.token("resume"))
    assert talk.asked == "beginning.whose"


def test_urgent_words_make_the_case_urgent() -> None:
    talk = talking_of(Category.FEES)
    talk.write("水一直流！")
    assert talk.last.acts == [AddToCase(17, urgent=True)]


def test_an_emergency_of_another_kind_is_told_before_it_is_asked_about() -> None:
    talk = talking_of(Category.BATHROOM_LEAK)
    talk.write("電梯停了，有人被困")
    assert talk.last.acts == [EmergencyHeard("電梯停了，有人被困")]
    assert (talk.said, talk.asked) == (["beginning.urgent"], "beginning.whose")


def test_urgent_words_after_the_case_was_dealt_with_begin_a_case_of_their_own() -> None:
    talk = talking_of(None)
    talk.write("水一直流！")
    assert talk.last.acts == [EmergencyHeard("水一直流！")]
    assert talk.asked == "beginning.which_kind"
