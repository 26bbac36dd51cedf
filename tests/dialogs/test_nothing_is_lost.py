from datetime import timedelta

import pytest

from dialogs.outcomes import RevisitDetails
from tests.dialogs.talking import NOW, Talk, at_photos, repairing


def in_revisit(result: str) -> Talk:
    """A revisit whose first tap was made."""
    talk = Talk()
    talk.state.runs = 1
    talk.start("revisit")
    talk.tap(f"result:{result}")
    return talk


def details(talk: Talk) -> RevisitDetails:
    return next(act for act in talk.last.acts if isinstance(act, RevisitDetails))


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_a_typed_number_is_that_many_stars(stars: int) -> None:
    talk = in_revisit("solved")
    for _ in range(3):
        talk.write(str(stars))
    talk.tap("words:skip")
    talk.tap("more:no")
    assert (details(talk).speed, details(talk).workmanship, details(talk).manner) == (stars,) * 3


def test_a_photo_with_a_question_reaches_the_case() -> None:
    talk = Talk()
    talk.press("0:menu:enquiry")
    talk.send("11", text="這是什麼？")
    talk.tap("wish:any")
    talk.tap("confirm:file")
    assert talk.filed.pictures == ("11",)


def test_a_photo_of_another_matter_in_a_revisit_reaches_its_case() -> None:
    talk = in_revisit("solved")
    for _ in range(3):
        talk.write("5")
    talk.tap("words:skip")
    talk.tap("more:yes")
    talk.send("11", text="走廊燈不亮")
    more = details(talk).more
    assert more
    assert more.pictures == ("11",)


def test_photos_after_the_photo_question_do_not_open_it_again() -> None:
    talk = at_photos()
    talk.send("11")
    talk.tap("pictures:done")
    talk.send("12", text="明天下午")
    assert talk.asked == "dialog.time_understood"
    talk.tap("visit/ok:yes")
    talk.tap("confirm:file")
    assert talk.filed.pictures == ("11", "12")


@pytest.mark.parametrize("said", ["投訴", "complaint", "/complaint"])
def test_a_flow_named_after_its_story_has_the_story(said: str) -> None:
    talk = Talk()
    talk.send("11", text="電梯壞了")
    talk.write(said)
    assert talk.asked == "complaint.what"
    talk.tap("category:other")
    talk.tap("pictures:done")
    talk.tap("wish:any")
    talk.tap("confirm:file")
    assert (talk.filed.story, talk.filed.pictures) == ("電梯壞了", ("11",))


def test_another_matter_takes_its_photo_along() -> None:
    talk = Talk()
    talk.state.focus, talk.state.focus_until = 17, NOW + timedelta(minutes=15)
    talk.send("11", text="樓上好嘈")
    talk.tap("whose:new")
    talk.tap("what:file")
    assert talk.filed.pictures == ("11",)


def test_another_time_can_be_typed_where_one_is_to_be_confirmed() -> None:
    talk = repairing()
    talk.write("明天下午三點後")
    talk.write("後天上午")
    assert talk.asked == "dialog.time_understood"
    talk.write("對")
    assert talk.lines["label.visit"].startswith("11月25日（星期三）上午")


def test_another_time_can_be_typed_where_the_half_day_is_unclear() -> None:
    talk = repairing()
    talk.write("明天兩點半")
    assert talk.asked == "dialog.which_half"
    talk.write("後天上午")
    talk.write("好")
    assert talk.lines["label.visit"].startswith("11月25日（星期三）上午")


def test_no_to_a_time_asks_for_another() -> None:
    talk = repairing()
    talk.write("明天下午三點後")
    talk.write("不是")
    assert talk.asked == "repair.when_can_we_come"


def test_a_long_story_is_shown_in_short_and_filed_whole() -> None:
    talk = Talk()
    talk.write("電梯壞了" * 1000)
    assert talk.last.asked
    assert len(talk.say(talk.last.asked.text)) < 400
    talk.tap("what:file")
    assert talk.filed.story == "電梯壞了" * 1000
