import re

import pytest
from fluent.syntax import ast

from dialogs.flows import FLOWS
from locales import LOCALES, UnknownText, has, say
from tests.locales.code import asked_in_flows, literals, patterns, texts_named
from tests.locales.ftl import entries, lines, messages, shape

in_every_language = pytest.mark.parametrize("locale", LOCALES)


@in_every_language
def test_the_file_parses_whole(locale: str) -> None:
    junk = [entry for entry in entries(locale) if isinstance(entry, ast.Junk)]
    assert not junk, [each.content for each in junk]


@in_every_language
def test_no_id_is_there_twice(locale: str) -> None:
    names = [entry.id.name for entry in entries(locale) if isinstance(entry, ast.Message)]
    assert len(names) == len(set(names))


@in_every_language
def test_texts_variables_and_attributes_are_those_of_traditional_chinese(locale: str) -> None:
    first = {name: shape(message) for name, message in messages("zh-Hant").items()}
    assert {name: shape(message) for name, message in messages(locale).items()} == first


@in_every_language
def test_texts_stand_in_the_same_order(locale: str) -> None:
    assert list(messages(locale)) == list(messages("zh-Hant"))


def test_no_text_is_unused() -> None:
    used = {text_id.replace(".", "-") for text_id in literals() | asked_in_flows()}
    made = patterns()
    unused = [name for name in messages("zh-Hant") if name not in used]
    assert not [name for name in unused if not any(each.fullmatch(name) for each in made)]


def test_every_text_that_code_names_is_there() -> None:
    named = set(texts_named())
    assert len(named) > 50
    assert not sorted(name for name in named if not has("en", name) and not name.startswith("refused."))


@in_every_language
@pytest.mark.parametrize("flow", FLOWS)
def test_every_flow_has_a_name_under_which_it_is_offered_again(flow: str, locale: str) -> None:
    assert say(locale, f"menu.{flow}")


@in_every_language
def test_nothing_is_said_without_words(locale: str) -> None:
    for name, message in messages(locale).items():
        _, variables, _ = shape(message)
        assert say(locale, name, **dict.fromkeys(variables, "1")).strip()


def test_an_unknown_text_is_said_aloud_in_tests() -> None:
    with pytest.raises(UnknownText):
        say("en", "no.such_text")


def test_a_missing_argument_is_no_silent_name() -> None:
    with pytest.raises(UnknownText):
        say("en", "case.closed")


@pytest.mark.parametrize("written", ["<b>x</b>", "*x* _y_ [z](u)", "{ $number }", chr(0x202E) + "abc"])
def test_an_argument_is_said_as_typed(written: str) -> None:
    assert written in say("zh-Hant", "case.closed", number=written)


def test_no_isolating_marks_are_added() -> None:
    assert not {"\u2068", "\u2069"} & set(say("en", "case.closed", number="2611-0001"))


@pytest.mark.parametrize("locale", ["zh-Hant", "zh-Hans"])
def test_chinese_has_chinese_punctuation(locale: str) -> None:
    wrong = [name for name, words in lines(locale) if re.search(r"[一-鿿][?!;:,]|, ", words)]
    assert not wrong
