"""Traditional characters in simplified texts, and the reverse."""

import json
import re
from collections.abc import Iterator

import pytest
from opencc import OpenCC

from tests.locales.ftl import FOLDER, lines

TO_SIMPLIFIED, TO_TRADITIONAL = OpenCC("t2s"), OpenCC("s2t")
# Languages are named in themselves, so that whoever reads only one finds it.
IN_THEIR_OWN = {"menu-language", "language-which", "language-zh-hant", "language-zh-hans"}
# Written like this in Hong Kong and Taiwan too, though OpenCC's dictionary has an older form.
BOTH = set("台里裡只群周布占")
QUOTED = re.compile(r'^msgstr(?:\[\d\])? "(.*)"$|^"(.*)"$', re.MULTILINE)


def texts(locale: str) -> Iterator[tuple[str, str]]:
    """What people read in this language: of the bot, the web chat and the console."""
    yield from ((name, words) for name, words in lines(locale) if name not in IN_THEIR_OWN)
    web = json.loads((FOLDER / "web" / f"{locale}.json").read_text(encoding="utf-8"))
    yield from ((name, words) for name, words in web.items() if not name.startswith("language"))
    for catalog in (FOLDER / "console" / locale / "LC_MESSAGES").glob("*.po"):
        console = catalog.read_text(encoding="utf-8")
        yield from ((catalog.name, "".join(found)) for found in QUOTED.findall(console))


def in_wrong_script(locale: str, words: str) -> set[str]:
    """Characters of the other script. Simplified texts are read in phrases, as 乾 and 著 depend on them."""
    if locale == "zh-Hans":
        return set(words) - set(TO_SIMPLIFIED.convert(words))
    return {
        sign
        for sign in set(words) - BOTH
        if TO_SIMPLIFIED.convert(sign) == sign != TO_TRADITIONAL.convert(sign)
    }


@pytest.mark.parametrize("locale", ["zh-Hans", "zh-Hant"])
def test_no_text_has_characters_of_the_other_script(locale: str) -> None:
    wrong = {(name, *found) for name, words in texts(locale) if (found := in_wrong_script(locale, words))}
    assert not wrong


@pytest.mark.parametrize(
    ("locale", "words", "found"),
    [
        ("zh-Hans", "工單已派", "單"),
        ("zh-Hans", "綁定", "綁"),
        ("zh-Hant", "投诉", "诉"),
        ("zh-Hant", "业主", "业"),
    ],
)
def test_the_check_itself_sees_the_other_script(locale: str, words: str, found: str) -> None:
    assert in_wrong_script(locale, words) == {found}


def test_a_case_is_one_word_in_simplified_chinese() -> None:
    assert not [name for name, words in texts("zh-Hans") if "个案" in words]
