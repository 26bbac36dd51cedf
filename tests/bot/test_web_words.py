import re
from datetime import timedelta
from importlib.resources import files

import pytest
from opencc import OpenCC

from bot.channels.web_language import accepted
from bot.channels.web_promises import within
from locales.web import LOCALES, WORDS, words
from procedures.kinds import Kind
from storage.pictures import Reason

PAGE = files("bot.channels").joinpath("web_page")
NAMES = re.compile(r"\{\w+\}")
# the names of the languages are each in its own
OWN = {"language", "language_short"}


def used() -> set[str]:
    """Every text id that a template, a script or our Python names."""
    texts = [
        file.read_text() for folder in ("templates", "static") for file in PAGE.joinpath(folder).iterdir()
    ]
    texts += [file.read_text() for file in files("bot.channels").iterdir() if file.name.endswith(".py")]
    found = set()
    for text in texts:
        found |= set(re.findall(r"words\.(\w+)|words\[\"(\w+)\"\]", text))
        found |= {(name, "") for name in re.findall(r"(?:say|button)\(\"(\w+)\"", text)}
        found |= {(f"no_{name}", "") for name in re.findall(r"Turned\(\d+, \"(\w+)\"", text)}
    return {name or other for name, other in found}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_is_there_in_every_language(locale: str) -> None:
    assert set(words(locale)) == set(WORDS["en"])
    assert all(text.strip() for text in words(locale).values())
    for name, text in words(locale).items():
        assert sorted(NAMES.findall(text)) == sorted(NAMES.findall(WORDS["en"][name])), name


def test_every_word_that_the_pages_use_is_there() -> None:
    assert used() - {"replace"} <= set(WORDS["en"])


def test_every_reason_and_kind_has_its_words() -> None:
    # voices come by other channels
    reasons = set(Reason) - {Reason.NOT_A_VOICE}
    assert {f"picture_{reason}" for reason in reasons} <= set(WORDS["en"])
    assert {f"kind_{kind}" for kind in Kind} <= set(WORDS["en"])


@pytest.mark.parametrize(("locale", "conversion"), [("zh-Hans", "t2s"), ("zh-Hant", "s2t")])
def test_the_two_scripts_are_not_mixed(locale: str, conversion: str) -> None:
    convert = OpenCC(conversion).convert
    variants = str.maketrans("臺裏註綫", "台裡注線")
    for name in set(WORDS[locale]) - OWN:
        text = WORDS[locale][name].translate(variants)
        # sign by sign: by words it would also change what is right in both, as 回音 to 迴音
        assert "".join(map(convert, text)).translate(variants) == text, name


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK,zh;q=0.9", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("yue-HK", "zh-Hant"),
        ("en-GB;q=0.5, zh-HK;q=0.7", "zh-Hant"),
        ("fr-FR, en;q=0.1", "en"),
        ("fr-FR", None),
        ("en;q=0, zh-cn;q=x", None),
        ("", None),
        (";,;=,q", None),
    ],
)
def test_the_browser_gets_its_language(header: str, locale: str | None) -> None:
    assert accepted(header) == locale


@pytest.mark.parametrize(
    ("minutes", "said"), [(30, "30 minutes"), (60, "1 hour"), (120, "2 hours"), (90, "90 minutes")]
)
def test_a_length_of_time_in_words(minutes: int, said: str) -> None:
    assert within(timedelta(minutes=minutes), words("en")) == said
