"""Small things that make a conversation polite."""

from datetime import timedelta

import pytest

from dialogs.courtesies import Courtesy, courtesy
from dialogs.outcomes import AddToCase, Courteous
from tests.dialogs.talking import BOUND, NOW, UNBOUND, Talk, at_photos


def labels(talk: Talk) -> list[str]:
    return [talk.say(tap.label) for tap in talk.taps]


@pytest.mark.parametrize("words", ["你好", "您好！", "Hello!", "在吗？", "hi"])
def test_a_greeting_gets_the_menu(words: str) -> None:
    talk = Talk()
    talk.write(words)
    assert talk.asked == "menu.welcome"


def test_a_greeting_within_a_flow_is_an_answer() -> None:
    talk = Talk()
    talk.press("0:menu:enquiry")
    talk.write("hello")
    assert talk.answers == {"story": "hello"}


def test_an_unknown_owner_is_asked_where_after_filing() -> None:
    talk = Talk(UNBOUND)
    talk.write("電梯壞了")
    talk.tap("what:file")
    assert talk.said == ["beginning.where_is_it"]


def test_a_known_owner_is_not_asked_where() -> None:
    talk = Talk(BOUND)
    talk.write("電梯壞了")
    talk.tap("what:file")
    assert talk.said == []


def test_the_valve_comes_before_the_confirmation() -> None:
    talk = Talk(BOUND)
    talk.write("廁所漏水")
    talk.tap("what:file")
    talk.tap("flowing/bathroom_leak:yes")
    assert [text.id for text in talk.last.before] == ["repair.close_the_valve"]


def test_nobody_is_done_with_photos_before_the_first() -> None:
    talk = at_photos()
    assert labels(talk)[0] == "沒有照片"
    talk.send("11")
    assert labels(talk)[0] == "好了，下一步"


def test_a_caption_under_a_photo_joins_the_story() -> None:
    talk = at_photos()
    talk.send("11", text="這個角落")
    assert talk.answers["story"] == "天花板滴水\n這個角落"


def test_a_long_story_is_offered_in_short_and_filed_whole() -> None:
    talk = Talk()
    story = "電梯壞了" * 900
    talk.write(story)
    assert talk.last.asked
    assert len(talk.say(talk.last.asked.text)) < 400
    talk.tap("what:file")
    assert talk.filed.story == story


def test_leaving_a_revisit_does_not_say_that_nothing_was_sent() -> None:
    talk = Talk()
    talk.start("revisit")
    talk.tap("result:solved")
    talk.write("取消")
    assert talk.said == ["revisit.left"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *(
            (words, Courtesy.THANKS)
            for words in ("謝謝", "谢谢师傅", "唔該晒", "Thanks!!!", "thank you all", "🙏")
        ),
        *((words, Courtesy.ASSENT) for words in ("好的", "好的，謝謝", "ok thanks", "可以", "👍🏻")),
        *((words, Courtesy.NOTED) for words in ("收到，謝謝", "知道了", "got it")),
        *((words, Courtesy.GREETING) for words in ("你好", "您好！", "在嗎？", "Good morning")),
        *(
            (words, None)
            for words in ("", "好了", "謝謝，還是漏", "what", "hill", "好吵", "你", "?", "1", "嗯" * 39 + "x")
        ),
    ],
)
def test_mere_courtesy_is_told_from_words_that_tell_something(words: str, kind: Courtesy | None) -> None:
    assert courtesy(words) is kind


def talking_of(case: int) -> Talk:
    talk = Talk()
    talk.state.focus, talk.state.focus_until = case, NOW + timedelta(minutes=15)
    return talk


@pytest.mark.parametrize(
    ("words", "said"),
    [("謝謝", ["courtesy.welcome"]), ("好的", ["courtesy.all_right"]), ("ok thanks", ["courtesy.all_right"])],
)
def test_courtesy_about_a_case_is_answered_and_adds_nothing(words: str, said: list[str]) -> None:
    talk = talking_of(17)
    talk.write(words)
    assert (talk.last.acts, talk.said) == ([Courteous(17)], said)


def test_a_greeting_about_a_case_asks_on() -> None:
    talk = talking_of(17)
    talk.write("你好")
    assert (talk.last.acts, talk.asked) == ([Courteous(17)], "courtesy.hello")


@pytest.mark.parametrize("words", ["好的", "可以，謝謝", "ok"])
def test_assent_answers_what_staff_wrote(words: str) -> None:
    talk = talking_of(17)
    talk.spoken_of = True
    talk.write(words)
    assert talk.last.acts == [AddToCase(17)]


def test_thanks_begin_nothing() -> None:
    talk = Talk()
    talk.write("謝謝你們")
    assert (talk.said, talk.state.run) == (["courtesy.welcome"], None)


def test_yes_to_the_offer_of_an_unfinished_form_goes_on_with_it() -> None:
    talk = at_photos()
    talk.write("我的個案")
    assert talk.asked == "dialog.one_is_unfinished"
    talk.write("好的")
    assert talk.asked == "repair.send_photos"
