import pytest

from locales import LOCALES, say
from tests.dialogs.talking import UNBOUND, Talk, at_photos, at_summary, repairing


def test_a_number_chooses_the_option_of_that_place() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.write("11")
    assert talk.answers == {"category": "lift"}


@pytest.mark.parametrize("number", ["0", "99", "-1", "1.5", "²"])
def test_a_number_of_no_option_is_asked_again(number: str) -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.write(number)
    assert talk.said == ["dialog.please_tap"]
    assert talk.asked == "repair.what"


@pytest.mark.parametrize("spoken", LOCALES)
@pytest.mark.parametrize("typed", LOCALES)
def test_a_label_chooses_in_any_language(spoken: str, typed: str) -> None:
    talk = Talk(locale=spoken)
    talk.press("0:menu:complaint")
    talk.write(say(typed, "category.vehicles").upper())
    assert talk.answers == {"category": "vehicles"}


def test_free_words_guess_the_category_and_are_kept_as_the_story() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.write("廁所漏水啊")
    assert talk.answers == {"category": "bathroom_leak", "story": "廁所漏水啊"}
    talk.tap("flowing/bathroom_leak:no")
    assert talk.asked == "repair.send_photos"


def test_words_that_mean_nothing_are_asked_again() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.write("嗯嗯嗯")
    assert talk.said == ["dialog.please_tap"]


@pytest.mark.parametrize("words", ["是", "係", "有", "yes", "OK", "好的。"])
def test_yes_in_words(words: str) -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.tap("category:drain")
    talk.write(words)
    assert talk.said == ["repair.close_the_valve"]


@pytest.mark.parametrize(
    "words", ["沒有", "没有", "無", "无", "冇", "不用了", "no", "No photo", "好了", "1", "Skip", "Done, next"]
)
def test_words_for_no_photo_close_the_question(words: str) -> None:
    talk = at_photos()
    talk.write(words)
    assert talk.asked == "repair.when_can_we_come"


def test_other_words_at_the_photo_question_join_the_story() -> None:
    talk = at_photos()
    talk.write("水從天花板流下來")
    assert talk.asked == "dialog.words_noted"
    assert talk.said == []
    assert talk.answers["story"] == "天花板滴水\n水從天花板流下來"
    talk.tap("pictures:done")


@pytest.mark.parametrize("words", ["2", "正在出水", "water running now"])
def test_what_to_change_is_named_in_words(words: str) -> None:
    talk = at_summary()
    talk.tap("confirm:change")
    talk.write(words)
    assert talk.asked == "repair.is_water_running"


@pytest.mark.parametrize("words", ["返回", "back"])
def test_back_from_what_to_change_shows_the_summary(words: str) -> None:
    talk = at_summary()
    before = dict(talk.answers)
    talk.tap("confirm:change")
    talk.write(words)
    assert talk.asked == "repair.summary"
    assert talk.answers == before


@pytest.mark.parametrize("words", ["確認提交", "✓ 確認提交", "提交", "好", "ok", "1", "submit"])
def test_words_submit_a_summary(words: str) -> None:
    talk = at_summary()
    talk.write(words)
    assert talk.filed.story == "天花板滴水"


@pytest.mark.parametrize("words", ["修改", "change something", "2"])
def test_words_change_a_summary(words: str) -> None:
    talk = at_summary()
    talk.write(words)
    assert talk.asked == "dialog.what_to_change"


@pytest.mark.parametrize("words", ["時間都可以", "any time", "都可以", "2"])
def test_words_for_any_time(words: str) -> None:
    talk = repairing()
    talk.write(words)
    assert talk.asked == "repair.summary"
    assert talk.lines["label.visit"] == "時間都可以"


@pytest.mark.parametrize("words", ["略過", "沒有", "skip"])
def test_an_optional_question_is_left_out_in_words(words: str) -> None:
    talk = Talk(UNBOUND)
    talk.press("0:menu:complaint")
    talk.write(words)
    assert talk.answers == {"place": ""}


def test_a_number_in_free_words_stays_what_it_is() -> None:
    talk = Talk(UNBOUND)
    talk.press("0:menu:complaint")
    talk.write("1")
    assert talk.answers == {"place": "1"}


def test_a_text_too_long_is_refused_with_its_limit() -> None:
    talk = Talk()
    talk.press("0:menu:enquiry")
    talk.write("x" * 4097)
    assert talk.asked == "dialog.too_long"
    assert talk.answers == {}


@pytest.mark.parametrize(
    "story",
    ["<b>水</b> & <script>", "*粗* _斜_ [x](y)", "\u202eمرحبا", "\U0001f469\u200d\U0001f467\u200d\U0001f466"],
    ids=["html", "markdown", "right to left", "emoji"],
)
def test_a_story_is_kept_as_typed(story: str) -> None:
    talk = Talk()
    talk.press("0:menu:enquiry")
    talk.write(story)
    assert talk.answers == {"story": story}
