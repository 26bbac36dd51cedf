import pytest

from locales import LOCALES, say


@pytest.mark.parametrize("locale", LOCALES)
def test_words_of_any_length_are_said_as_typed(locale: str) -> None:
    story = "水<b>{ $number }" * 1000
    said = say(locale, "case.one", number="1", matter="2", state="3", opened_at="4", story=story)
    assert said.endswith(story)
