"""Times in the first sentence: understood, shown, and filed with it."""

import pytest

from dialogs.prefill import likely, visit_in, wish_in
from procedures.kinds import Kind
from tests.dialogs.talking import NOW, Talk


@pytest.mark.parametrize(
    ("story", "hour"),
    [
        ("樓道燈壞了，明天下午三點後來修", 15),
        ("水管漏水 明天上午上門", 8),
        ("廁所漏水，明天三點後有人在家", 15),
        ("灯坏了，明天早上有人在家", 8),
        ("The tap is leaking, please come tomorrow after 3pm", 15),
    ],
)
def test_when_to_come_is_found_in_a_sentence(story: str, hour: int) -> None:
    visit = likely(visit_in(story, NOW))
    assert visit
    assert visit.not_before
    assert (visit.not_before.day, visit.not_before.hour) == (24, hour)


@pytest.mark.parametrize(
    "story",
    [
        *("今天廁所漏水", "今天漏水越來越大", "昨天開始漏水，快來修", "師傅昨天沒來修", "明天不在家"),
        *("樓上每天晚上十點很吵", "明天下午三點停水嗎？", "the lift stopped this morning"),
    ],
)
def test_other_times_are_neither_a_visit_nor_a_wish(story: str) -> None:
    assert (visit_in(story, NOW), wish_in(story, NOW)) == (None, None)


def test_a_repair_is_filed_with_the_time_that_was_shown() -> None:
    talk = Talk()
    talk.write("樓道燈壞了，明天下午三點後來修")
    assert talk.last.asked
    assert "方便上門：11月24日（星期二）下午3:00" in talk.say(talk.last.asked.text)
    talk.tap("what:file")
    assert talk.filed.visit
    assert talk.filed.visit.not_before == NOW.replace(day=24, hour=15)


def test_a_complaint_is_filed_with_the_wish_that_was_shown() -> None:
    talk = Talk()
    talk.write("投訴樓上好嘈，明天中午前答覆我")
    assert talk.asked == "beginning.offer_wish"
    talk.tap("what:file")
    assert (talk.filed.kind, talk.filed.wished_by) == (Kind.COMPLAINT, NOW.replace(day=24, hour=12))


def test_with_details_the_time_is_confirmed_in_its_place() -> None:
    talk = Talk()
    talk.write("樓道燈壞了，明天下午三點後來修")
    talk.tap("what:details")
    talk.tap("pictures:done")
    assert talk.asked == "dialog.time_understood"
    talk.tap("visit/ok:yes")
    assert talk.lines["label.visit"].startswith("11月24日（星期二）下午3:00")


def test_half_a_day_that_is_unclear_is_asked_about_with_the_details() -> None:
    talk = Talk()
    talk.write("廁所漏水，明天三點後有人在家")
    talk.write("報修")
    talk.tap("category:bathroom_leak")
    talk.tap("flowing/bathroom_leak:no")
    talk.tap("pictures:done")
    assert talk.asked == "dialog.which_half"


def test_an_enquiry_has_no_visit() -> None:
    talk = Talk()
    talk.write("樓道燈壞了，明天下午三點後來修")
    talk.tap("what:other")
    talk.tap("meant:enquiry")
    talk.tap("so:file")
    assert (talk.filed.kind, talk.filed.visit, talk.filed.wished_by) == (Kind.ENQUIRY, None, None)
