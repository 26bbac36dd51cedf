import pytest

from tests.dialogs.talking import Talk, at_summary, repairing


def asking(words: str) -> Talk:
    talk = repairing()
    talk.write(words)
    return talk


def test_a_typed_time_is_said_back_and_counts_after_a_yes() -> None:
    talk = asking("明天下午三點後")
    assert talk.asked == "dialog.time_understood"
    assert talk.last.asked
    assert "11月24日" in talk.say(talk.last.asked.text)
    talk.tap("visit/ok:yes")
    assert talk.lines["label.visit"].startswith("11月24日（星期二）下午3:00")


def test_a_tapped_time_needs_no_second_tap() -> None:
    talk = repairing()
    talk.tap("visit:s0")
    assert talk.asked == "repair.summary"


def test_an_hour_without_its_half_of_the_day_gets_two_buttons() -> None:
    talk = asking("明天兩點半")
    assert talk.asked == "dialog.which_half"
    talk.tap("visit/half:h0")
    assert "下午2:30" in talk.lines["label.visit"]


def test_a_wrong_reading_is_asked_again_and_leaves_one_row() -> None:
    talk = asking("明天下午三點")
    talk.tap("visit/ok:other")
    assert talk.asked == "repair.when_can_we_come"
    talk.write("後天上午")
    talk.write("對")
    assert talk.lines["label.visit"].startswith("11月25日（星期三）上午")


def test_three_refused_readings_end_the_asking() -> None:
    talk = repairing()
    for words in ("明天上午", "後天上午", "週六上午"):
        talk.write(words)
        talk.tap(next(tap.token.split(":", 1)[1] for tap in talk.taps if tap.token.endswith(":other")))
    assert talk.asked == "repair.summary"
    assert talk.lines["label.visit"] == "時間都可以"
    talk.tap("confirm:file")
    assert talk.filed.visit is None


@pytest.mark.parametrize(
    ("words", "why"), [("昨天下午", "dialog.time_is_past"), ("看情況", "dialog.time_unclear")]
)
def test_a_time_that_cannot_be_is_asked_again(words: str, why: str) -> None:
    talk = asking(words)
    assert talk.asked == why
    assert talk.token("visit:any")


def test_changing_the_time_starts_afresh() -> None:
    talk = at_summary()
    talk.tap("confirm:change")
    talk.tap("~change:visit")
    assert talk.asked == "repair.when_can_we_come"
    talk.tap("visit:s0")
    assert talk.asked == "repair.summary"


def test_the_wished_time_of_an_enquiry_is_filed() -> None:
    talk = Talk(locale="en")
    talk.press("0:menu:enquiry")
    talk.write("When does the pool open?")
    talk.write("tomorrow by 3pm")
    talk.write("yes")
    talk.write("submit")
    assert talk.filed.wished_by is not None
    assert talk.filed.wished_by.hour == 15
