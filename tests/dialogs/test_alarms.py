"""Danger told in the middle of something else (A4.2.1)."""

import pytest

from dialogs.outcomes import EmergencyHeard
from procedures.kinds import Category
from tests.dialogs.talking import BOUND, UNBOUND, Talk

LIFT = "2座電梯壞了，有人被困"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("窗戶漏雨", LIFT),
        ("My window leaks", "the lift in block 2 is stuck with people inside"),
        ("樓上半夜太吵", "8座起火了"),
    ],
)
def test_an_emergency_at_a_draft_s_question_is_filed_by_itself_and_the_draft_offered_again(
    first: str, second: str
) -> None:
    talk = Talk(BOUND)
    talk.write(first)
    if talk.taps[0].token.endswith("file") and "漏" in first:
        talk.tap("what:file")
    talk.write(second)
    assert talk.last.acts == [EmergencyHeard(second)]
    assert (talk.said, talk.asked) == (["beginning.urgent"], "beginning.offer")
    talk.tap("what:file")
    assert (talk.filed.story, talk.filed.urgent) == (second, True)
    talk.press(talk.token("resume"))
    assert talk.state.run
    assert talk.state.run.facts.story == first
    assert not talk.state.run.facts.urgent


def test_more_of_the_same_matter_stays_one_story_and_raises_the_alarm() -> None:
    talk = Talk(BOUND)
    talk.write("廁所漏水")
    talk.write("水一直流！")
    assert talk.last.acts == [EmergencyHeard("廁所漏水\n水一直流！")]
    assert talk.state.paused == []


def at_the_story(category: str) -> Talk:
    talk = Talk(BOUND)
    talk.press("0:menu:repair")
    talk.tap(f"category:{category}")
    return talk


def test_danger_in_a_form_is_told_at_once_and_files_it_as_urgent() -> None:
    talk = at_the_story("lift")
    talk.write("電梯困人了")
    assert talk.last.acts == [EmergencyHeard("電梯困人了")]
    assert (talk.said, talk.asked) == (["beginning.urgent"], "repair.send_photos")
    talk.write("還有人被困")
    assert talk.last.acts == []
    talk.tap("pictures:done")
    talk.tap("visit:any")
    talk.tap("confirm:file")
    assert talk.filed.urgent


def test_another_danger_in_a_form_is_begun_apart() -> None:
    talk = at_the_story("door_lock")
    talk.write(LIFT)
    assert (talk.asked, talk.last.acts) == ("beginning.offer", [EmergencyHeard(LIFT)])
    talk.tap("what:file")
    assert talk.filed.category == Category.LIFT
    talk.press(talk.token("resume"))
    assert talk.asked == "repair.tell_us"


def test_danger_is_no_place() -> None:
    talk = Talk(UNBOUND)
    talk.press("0:menu:repair")
    talk.write(LIFT)
    assert talk.asked == "beginning.offer"


@pytest.mark.parametrize("flow", ["revisit", "postponed", "consent"])
def test_danger_goes_before_a_question_of_the_desk(flow: str) -> None:
    talk = Talk(BOUND)
    talk.start(flow)
    talk.write(LIFT)
    assert talk.last.acts == [EmergencyHeard(LIFT)]
    assert [run.flow for run in talk.state.paused] == ([flow] if talk.state.paused else [])


def test_haste_about_a_time_is_no_danger() -> None:
    talk = Talk(BOUND)
    talk.press("0:menu:complaint")
    talk.tap("category:noise")
    talk.write("樓上好嘈")
    talk.tap("pictures:done")
    talk.write("好急，明天下午三點前")
    assert talk.last.acts == []
