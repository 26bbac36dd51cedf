"""Whoever is asked for the flat and tells the matter instead is heard, and asked again kindly."""

import pytest

from tests.dialogs.talking import UNBOUND, Talk


def asked_for_the_flat(flow: str = "repair") -> Talk:
    talk = Talk(UNBOUND)
    talk.start(flow)
    assert talk.asked == "common.which_flat"
    return talk


def test_a_matter_is_no_flat_and_is_not_asked_for_twice() -> None:
    talk = asked_for_the_flat()
    talk.write("臥室窗戶滲水")
    assert talk.asked == "common.kept_now_which_flat"
    talk.write("3座 12A")
    assert talk.answers == {"story": "臥室窗戶滲水", "category": "window_leak", "place": "3座 12A"}
    assert talk.asked == "repair.is_water_running"


def test_more_of_the_matter_joins_what_was_told() -> None:
    talk = asked_for_the_flat()
    for words in ("臥室窗戶滲水", "窗框下面一直在漏水", "臥室窗戶滲水"):
        talk.write(words)
    assert talk.answers["story"] == "臥室窗戶滲水\n窗框下面一直在漏水"
    assert talk.asked == "common.kept_now_which_flat"


def test_flat_and_matter_in_one_are_both_taken() -> None:
    talk = asked_for_the_flat()
    talk.write("3座12A 臥室窗戶滲水")
    assert (talk.answers["place"], talk.answers["story"]) == ("3座12A", "3座12A 臥室窗戶滲水")


def test_a_complaint_told_there_is_a_complaint() -> None:
    talk = asked_for_the_flat("complaint")
    talk.write("樓上半夜很吵")
    assert (talk.answers["story"], talk.answers["category"]) == ("樓上半夜很吵", "noise")
    assert [tap.token for tap in talk.taps if tap.token.endswith(":skip")]


@pytest.mark.parametrize(
    "words",
    [
        "3座 12A",
        "雲景閣",
        "電梯口",
        "保安亭旁邊",
        "停車場B2",
        "地下車庫入口",
        "3座天台",
        "Tower 3, 12A",
        "12A",
    ],
)
def test_places_of_any_kind_are_taken_as_they_are(words: str) -> None:
    talk = asked_for_the_flat()
    talk.write(words)
    assert talk.answers == {"place": words}


@pytest.mark.parametrize("words", ["你好", "謝謝", "thank you"])
def test_courtesy_is_no_flat(words: str) -> None:
    talk = asked_for_the_flat()
    talk.write(words)
    assert (talk.answers, talk.asked) == ({}, "common.which_flat")
