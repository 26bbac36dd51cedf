from datetime import timedelta

import pytest

from dialogs import conversation
from dialogs.outcomes import AddToCase, AskForPerson, SetLanguage, ShowCases
from tests.dialogs.talking import TWO_FLATS, Talk, at_photos, at_summary, repairing


def test_back_asks_the_question_before() -> None:
    talk = at_photos()
    talk.tap("~back")
    assert talk.asked == "repair.tell_us"
    talk.write("返回")
    assert talk.asked == "repair.is_water_running"


def test_back_from_the_first_question_leaves_the_flow() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.write("back")
    assert talk.state.run is None
    assert talk.said == ["dialog.cancelled"]


def test_back_keeps_the_photos_that_were_sent() -> None:
    talk = at_photos()
    talk.send("11")
    talk.tap("pictures:done")
    talk.tap("~back")
    assert talk.asked == "repair.send_photos"
    assert talk.answers["pictures"]["refs"] == ["11"]


def test_changing_the_category_forgets_the_water() -> None:
    talk = at_summary()
    talk.tap("confirm:change")
    talk.tap("~change:category")
    talk.tap("category:door_lock")
    assert talk.asked == "repair.summary"
    assert "label.water_running" not in talk.lines
    talk.tap("confirm:file")
    assert not talk.filed.urgent


def test_changing_the_category_to_another_leak_asks_of_the_water_again() -> None:
    talk = at_summary()
    talk.tap("confirm:change")
    talk.tap("~change:category")
    talk.tap("category:window_leak")
    assert talk.asked == "repair.is_water_running"


def test_changing_one_answer_keeps_the_others() -> None:
    talk = at_summary()
    talk.write("修改")
    talk.tap("~change:story")
    talk.write("地板也濕了")
    assert talk.asked == "repair.summary"
    assert talk.lines["label.story"] == "地板也濕了"
    assert talk.lines["label.category"] == "衛生間滲漏"


@pytest.mark.parametrize("words", ["取消", "算了", "cancel", "CANCEL ", "/cancel"])
def test_cancel_ends_a_flow_without_a_case(words: str) -> None:
    talk = at_photos()
    talk.write(words)
    assert talk.state.run is None
    assert talk.last.acts == []
    assert talk.said == ["dialog.cancelled"]


def test_the_menu_pauses_a_flow_and_offers_it_again() -> None:
    talk = at_photos()
    talk.write("選單")
    assert talk.asked == "menu.welcome"
    talk.write("我的個案")
    assert talk.asked == "dialog.one_is_unfinished"
    talk.tap("resume")
    assert talk.asked == "repair.send_photos"


def test_a_flow_that_was_hardly_begun_is_not_offered_again() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    talk.write("menu")
    assert talk.state.paused == []


def test_a_paused_flow_can_be_let_go() -> None:
    talk = at_photos()
    talk.write("選單")
    talk.write("人工")
    talk.tap("drop")
    assert talk.said == ["dialog.dropped"]
    assert talk.state.paused == []


def test_three_flows_wait_and_the_oldest_beyond_is_let_go() -> None:
    talk = Talk()
    for _ in range(5):
        talk.press("0:menu:suggestion")
        talk.tap("category:greening")
    assert [run.id for run in talk.state.paused] == [2, 3, 4]


def test_an_old_button_of_a_paused_flow_resumes_it() -> None:
    talk = at_photos()
    done = talk.token("pictures:done")
    talk.write("投訴")
    talk.tap("category:noise")
    talk.press(done)
    assert talk.asked == "repair.when_can_we_come"
    assert [run.flow for run in talk.state.paused] == ["complaint"]


def test_a_button_of_an_ended_flow_changes_nothing_and_says_so() -> None:
    talk = at_summary()
    file = talk.token("confirm:file")
    talk.press(file)
    talk.press(file)
    assert talk.said == ["dialog.button_is_old"]
    assert talk.last.acts == []


def test_an_old_button_in_mid_flow_leaves_the_question_on_screen() -> None:
    talk = at_photos()
    talk.press("77:category:lift")
    assert talk.said == ["dialog.button_is_old"]
    assert talk.asked == "repair.send_photos"


def test_a_button_pressed_twice_answers_once() -> None:
    talk = Talk()
    talk.press("0:menu:repair")
    lift = talk.token("category:lift")
    talk.press(lift)
    talk.press(lift)
    assert talk.said == ["dialog.answered_already"]
    assert talk.asked == "repair.tell_us"
    assert talk.answers == {"category": "lift"}


def test_an_option_that_a_new_version_lost_is_asked_again() -> None:
    talk = repairing()
    talk.answers["category"] = "chimney"
    talk.tap("visit:any")
    assert talk.asked == "repair.what"
    assert talk.answers["story"] == "天花板滴水"


def test_a_flow_is_frozen_at_the_facts_it_began_with() -> None:
    talk = at_photos()
    talk.facts = TWO_FLATS
    talk.tap("pictures:done")
    assert talk.asked == "repair.when_can_we_come"


COMMANDS = {
    "menu": ("選單", "菜单", "menu"),
    "cases": ("我的個案", "我的工单", "my cases"),
    "person": ("人工", "转人工", "a person please"),
    "language": ("語言", "语言", "language"),
    "repair": ("報修", "报修", "repair"),
}


@pytest.mark.parametrize("words", COMMANDS["menu"])
def test_the_menu_is_there_in_three_languages(words: str) -> None:
    talk = Talk()
    talk.write(words)
    assert talk.asked == "menu.welcome"


@pytest.mark.parametrize("words", COMMANDS["cases"])
def test_my_cases_in_three_languages(words: str) -> None:
    assert Talk().write(words).acts == [ShowCases()]


@pytest.mark.parametrize("words", COMMANDS["person"])
def test_a_person_in_three_languages(words: str) -> None:
    talk = at_photos()
    talk.write(words)
    assert talk.last.acts == [AskForPerson()]
    assert talk.asked == "dialog.one_is_unfinished"


@pytest.mark.parametrize(
    ("words", "locale"), [("English", "en"), ("繁體中文", "zh-Hant"), ("简体", "zh-Hans"), ("英文", "en")]
)
def test_a_language_that_is_named_is_spoken_at_once(words: str, locale: str) -> None:
    talk = repairing()
    talk.write(words)
    assert talk.last.acts == [SetLanguage(locale)]
    assert talk.asked == "repair.when_can_we_come"


@pytest.mark.parametrize("words", COMMANDS["language"])
def test_the_language_can_be_changed_in_mid_flow(words: str) -> None:
    talk = at_photos()
    talk.write(words)
    talk.tap("language:en")
    assert talk.last.acts == [SetLanguage("en")]
    assert talk.asked == "repair.send_photos"


@pytest.mark.parametrize("words", COMMANDS["repair"])
def test_a_flow_begins_by_its_name_in_three_languages(words: str) -> None:
    talk = Talk()
    talk.write(words)
    assert talk.asked == "repair.what"


def test_an_option_on_screen_comes_before_a_command() -> None:
    talk = Talk()
    talk.write("唔該幫幫手")
    assert talk.asked == "beginning.which_kind"
    talk.write("報修")
    assert talk.asked == "beginning.offer"


@pytest.mark.parametrize("other", ["sticker", "voice", "location", "document", "unknown", "hologram"])
def test_what_we_do_not_take_leaves_the_question_on_screen(other: str) -> None:
    talk = at_photos()
    talk.hear(other=other)
    assert talk.said == ["dialog.only_words_and_photos"]
    assert [talk.say(text) for text in talk.last.before]
    assert talk.asked == "repair.send_photos"


def test_most_paused_is_three() -> None:
    assert conversation.MOST_PAUSED == 3


def test_the_menu_shows_the_unfinished_form_first() -> None:
    talk = repairing()
    talk.write("選單")
    assert talk.say(talk.taps[0].label) == "▸ 繼續填寫：報修"
    talk.press(talk.taps[0].token)
    assert talk.asked == "repair.when_can_we_come"


def test_a_voice_in_a_form_is_kept_with_it_and_the_question_stays() -> None:
    talk = repairing()
    talk.hear(voices=("9",))
    assert (talk.said, talk.asked) == (["dialog.voice_kept"], "repair.when_can_we_come")
    talk.tap("visit:any")
    talk.tap("confirm:file")
    assert talk.filed.pictures == ("9",)


def test_a_voice_out_of_nowhere_begins_something_once_it_is_written() -> None:
    talk = Talk()
    talk.hear(voices=("9",))
    assert talk.asked == "beginning.what_was_said"
    talk.write("廁所漏水")
    talk.tap("what:file")
    talk.tap("yes")
    assert talk.filed.pictures == ("9",)


def test_a_voice_about_a_case_goes_to_it() -> None:
    talk = Talk()
    talk.state.focus, talk.state.focus_until = 7, talk.now + timedelta(hours=1)
    talk.hear(voices=("9",))
    assert talk.last.acts == [AddToCase(7, pictures=("9",))]
    assert talk.said == []


def test_words_with_a_voice_are_heard_as_words() -> None:
    talk = Talk()
    talk.hear(voices=("9",), text="廁所漏水")
    assert talk.asked == "beginning.offer"
    talk.tap("what:file")
    talk.tap("yes")
    assert (talk.filed.story, talk.filed.pictures) == ("廁所漏水", ("9",))
