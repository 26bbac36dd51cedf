"""Mere courtesy: thanks, assent, greetings, and nothing else in a message."""

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Courtesy(StrEnum):
    """Assent is an answer where staff have asked something."""

    ASSENT = "assent"
    NOTED = "noted"
    THANKS = "thanks"
    GREETING = "greeting"


# A message with more letters tells something.
LONGEST = 40
_DATA: dict[str, list[str]] = tomllib.loads(
    files("dialogs").joinpath("courtesies.toml").read_text(encoding="utf-8")
)
_OPENERS = frozenset(_DATA.pop("openers"))


def courtesy(words: str) -> Courtesy | None:
    """What courtesy a message is, None when it may tell anything; what may be an answer goes first."""
    if not words or len(words) > LONGEST:
        return None
    plain = plainly(words)
    if not _mere().fullmatch(plain):
        return None
    said = {_KINDS.get(word) for word in _word().findall(plain)}
    return next((kind for kind in Courtesy if kind in said), None)


def is_opener(words: str) -> bool:
    """Whether these words of courtesy begin a sentence, as long as nothing was filed."""
    return plainly(words).strip(" 。.!！,，~～") in _OPENERS


def plainly(words: str) -> str:
    return unicodedata.normalize("NFKC", words).lower().replace("’", "'").strip()


def without_thanks(plain: str) -> str:
    """What is left of plain words without the thanks that begin or end them."""
    return _around().sub("", plain).strip() or plain


def whole(words: list[str]) -> str:
    """A pattern for any of these words, the longest first; Latin ones only whole."""
    return "|".join(
        rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word[0].isascii() else re.escape(word)
        for word in sorted(words, key=len, reverse=True)
    )


_KINDS = {word: kind for kind in Courtesy for word in _DATA[kind]}


@cache
def _word() -> re.Pattern[str]:
    return re.compile(whole([word for some in _DATA.values() for word in some]))


@cache
def _mere() -> re.Pattern[str]:
    return re.compile(rf"(?:{_word().pattern}|[\W_])++")


@cache
def _around() -> re.Pattern[str]:
    thanks, beside = whole(_DATA[Courtesy.THANKS]), whole(_DATA["beside"])
    return re.compile(rf"^(?:(?:{thanks})(?:{beside})*+ ?)++|(?: ?(?:{thanks}))++(?: ?(?:{beside}))*+$")
