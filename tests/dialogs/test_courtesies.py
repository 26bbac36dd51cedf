"""Small things that make a conversation polite."""

import pytest

from tests.dialogs.talking import BOUND, UNBOUND, Talk, at_photos


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
