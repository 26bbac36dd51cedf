from datetime import timedelta

import pytest

from dialogs.facts import Facts
from dialogs.outcomes import AddToCase, AskForPerson
from procedures.kinds import Category, Kind
from tests.dialogs.talking import BOUND, NOW, TWO_FLATS, UNBOUND, Talk
from tests.dialogs.test_guess import CORE

EVERYBODY = [pytest.param(BOUND, id="bound"), pytest.param(UNBOUND, id="unbound")]


def finish(talk: Talk) -> None:
    """What an owner taps who says yes to what is proposed."""
    talk.tap("what:file")
    if not talk.last.acts:
        talk.tap("flowing")


def talking_of(case: int) -> Talk:
    talk = Talk()
    talk.state.focus, talk.state.focus_until = case, NOW + timedelta(minutes=15)
    return talk


@pytest.mark.parametrize("facts", EVERYBODY)
@pytest.mark.parametrize(("sentence", "kind", "category"), CORE, ids=[row[0] for row in CORE])
def test_a_sentence_becomes_a_case_in_two_taps(
    sentence: str, kind: Kind, category: str | None, facts: Facts
) -> None:
    talk = Talk(facts)
    talk.write(sentence)
    finish(talk)
    assert talk.taps_made <= 2
    assert (talk.filed.kind, talk.filed.story) == (kind, sentence)
    assert category in {None, talk.filed.category}


@pytest.mark.parametrize("facts", EVERYBODY)
def test_a_lone_photo_and_words_become_a_case_in_two_taps(facts: Facts) -> None:
    talk = Talk(facts)
    talk.send("11")
    assert talk.asked == "beginning.what_is_on_the_photo"
    talk.write("廁所漏水")
    finish(talk)
    assert talk.taps_made <= 2
    assert talk.filed.pictures == ("11",)
    assert talk.filed.category == Category.BATHROOM_LEAK


def test_a_sentence_that_says_nothing_becomes_a_case_in_two_taps() -> None:
    talk = Talk()
    talk.write("唔該幫幫手")
    talk.tap("meant:enquiry")
    talk.tap("so:file")
    assert talk.filed.kind == Kind.ENQUIRY


def test_an_owner_of_two_flats_names_the_flat_with_the_filing_tap() -> None:
    talk = Talk(TWO_FLATS)
    talk.write("電梯壞了")
    talk.tap("what:unit2")
    assert talk.filed.unit_id == 2


def test_a_wrong_guess_is_put_right() -> None:
    talk = Talk()
    talk.write("樓上好嘈")
    talk.tap("what:other")
    talk.write("我想找真人談")
    assert talk.asked == "beginning.offer"  # more words, and a new guess
    talk.tap("what:other")
    talk.tap("meant:person")
    assert talk.last.acts == [AskForPerson()]


def test_two_messages_in_a_beginning_are_one_story() -> None:
    talk = Talk()
    talk.write("唔該")
    talk.write("廁所漏水，地板全濕了")
    finish(talk)
    assert talk.filed.story == "唔該\n廁所漏水，地板全濕了"
    assert talk.filed.kind == Kind.REPAIR


def test_a_button_on_screen_stays_good_after_more_words() -> None:
    talk = Talk()
    talk.write("電梯壞了")
    file = talk.token("what:file")
    talk.write("門關不上")
    talk.press(file)
    assert talk.filed.story == "電梯壞了\n門關不上"


def test_two_lone_photos_and_words_are_one_beginning() -> None:
    talk = Talk()
    talk.send("11")
    talk.send("12")
    assert talk.said == ["dialog.photo_kept"]
    talk.write("電梯壞了")
    talk.write("門也關不上")
    finish(talk)
    assert talk.filed.pictures == ("11", "12")
    assert talk.filed.story == "電梯壞了\n門也關不上"


def test_a_photo_with_words_after_a_lone_photo() -> None:
    talk = Talk()
    talk.send("11")
    talk.send("12", text="電梯壞了")
    finish(talk)
    assert talk.filed.pictures == ("11", "12")


def test_details_go_on_in_the_flow_with_the_words_filled_in() -> None:
    talk = Talk()
    talk.write("電梯壞了")
    talk.tap("what:details")
    assert talk.asked == "repair.send_photos"
    talk.tap("pictures:done")
    talk.tap("visit:any")
    assert talk.lines["label.story"] == "電梯壞了"
    assert talk.lines["label.category"] == "電梯"


def test_urgent_words_show_the_24_hour_phone_at_once() -> None:
    talk = Talk()
    talk.write("有人困在電梯")
    assert talk.said == ["beginning.urgent"]
    assert BOUND.phone_24h in talk.say(talk.last.after[0])
    finish(talk)
    assert talk.filed.urgent


def test_urgent_words_about_a_photo_show_the_24_hour_phone_too() -> None:
    talk = Talk()
    talk.send("11")
    talk.write("有人困在電梯")
    assert talk.said == ["beginning.urgent"]


def test_words_after_filing_belong_to_the_case() -> None:
    talk = talking_of(17)
    talk.write("還有地板也濕了")
    assert talk.last.acts == [AddToCase(17)]


def test_another_matter_begins_with_the_words_already_written() -> None:
    talk = talking_of(17)
    talk.open_case = Category.OTHER
    talk.write("樓上好嘈")
    talk.press("0:new:")
    assert talk.asked == "beginning.offer"
    finish(talk)
    assert talk.filed.story == "樓上好嘈"


def test_the_focus_ends_with_its_time() -> None:
    talk = talking_of(17)
    talk.now = NOW + timedelta(minutes=16)
    talk.write("樓上好嘈")
    assert talk.asked == "beginning.offer"


def test_the_menu_ends_the_focus() -> None:
    talk = talking_of(17)
    talk.write("menu")
    talk.write("樓上好嘈")
    assert talk.asked == "beginning.offer"


def test_a_code_in_a_link_binds() -> None:
    talk = Talk(UNBOUND)
    talk.write("/start abc123")
    assert [type(act).__name__ for act in talk.last.acts] == ["BindByCode"]


def test_a_shared_number_settles_the_binding_flow() -> None:
    talk = Talk(UNBOUND)
    talk.press("0:menu:bind")
    talk.tap("has:yes")
    assert talk.last.asked
    assert talk.last.asked.ask == "phone"
    talk.hear(phone="+8613800000000")
    assert talk.state.run is None


def test_binding_later_says_how() -> None:
    talk = Talk(UNBOUND)
    talk.press("0:menu:bind")
    talk.tap("has:later")
    assert talk.said == ["bind.any_time"]
