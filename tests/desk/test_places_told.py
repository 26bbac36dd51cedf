"""An owner we do not know files first, and says where afterwards."""

import pytest

from desk import binding
from tests.desk.cast import MINUTE, Chat, Town


@pytest.fixture
def stranger(town: Town) -> Chat:
    return town.chat("new", bound=None)


@pytest.mark.parametrize("minutes", [1, 50], ids=["at once", "after a while"])
def test_the_place_asked_for_is_the_case_s(town: Town, stranger: Chat, minutes: int) -> None:
    case = stranger.files()
    town.now += minutes * MINUTE
    stranger.says("3座 12A")
    assert town.case(case.id).place == "3座 12A"
    assert town.what_happened(case.id)[-2:] == ["owner_wrote", "place_told"]
    assert "3座 12A" in stranger.last().text


def test_words_in_between_are_no_place(town: Town, stranger: Chat) -> None:
    case = stranger.files()
    stranger.says("地板也濕了")
    assert town.case(case.id).place == ""
    stranger.says("3座 12A")
    assert town.case(case.id).place == "3座 12A"


def test_the_place_is_taken_once(town: Town, stranger: Chat) -> None:
    case = stranger.files()
    stranger.says("3座 12A")
    stranger.says("5B")
    assert town.case(case.id).place == "3座 12A"


def test_an_owner_with_a_flat_is_not_asked(town: Town, stranger: Chat) -> None:
    town.do(binding.give_code, town.ids["lin"], by=town.chen, token="code-aaaa-bbbb")
    stranger.says("/start code-aaaa-bbbb")
    case = stranger.files()
    stranger.says("3座 12A")
    assert town.case(case.id).place == ""
