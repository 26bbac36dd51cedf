"""The bot's words in three languages: `say(locale, "flow.question", ...)` (Fluent; LIBRARIES 7)."""

import importlib
import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

LOCALES = ("zh-Hant", "zh-Hans", "en")
_FALL_BACK = {
    "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
    "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    "en": ("en", "zh-Hant"),
}
Args = Mapping[str, str | int]
log = logging.getLogger(__name__)


class UnknownText(LookupError):
    """No language has this text id, or an argument is missing."""


@cache
def _language(locale: str) -> Any:
    """Read when it is first spoken; what reads it, a tenth of a start, is loaded no sooner."""
    return importlib.import_module("locales.language").Language(locale)


WITHOUT_ARGS: dict[tuple[str, str], str] = {}
"""Texts without arguments that were said already, by language and text id."""


def say(locale: str, text_id: str, **args: str | int) -> str:
    """The words of `text_id` ("repair.what") in `locale`. Raises UnknownText.

    Numbers that are names (case numbers, rooms) are passed as strings: numbers get separators.
    """
    if args:
        return _say(locale, text_id, args)
    known = WITHOUT_ARGS.get((locale, text_id))
    if known is None:
        known = WITHOUT_ARGS[locale, text_id] = _say(locale, text_id, args)
    return known


def _say(locale: str, text_id: str, args: Args) -> str:
    name = text_id.replace(".", "-")
    for each in _FALL_BACK[locale]:
        language = _language(each)
        if not language.has(name):
            log.warning("text %s is missing in %s", text_id, each)
            continue
        try:
            return language.form(name, args)
        except KeyError as fault:
            raise UnknownText(f"{text_id} in {each}: {fault}") from fault
    raise UnknownText(text_id)


def has(locale: str, text_id: str) -> bool:
    return _language(locale).has(text_id.replace(".", "-"))


def closest(tag: str, *, otherwise: str) -> str:
    """Our language for a channel's tag ("zh-cn", "zh-TW", "en-GB"); `otherwise` when it says nothing."""
    lowered = tag.lower()
    if lowered.startswith(("zh-cn", "zh-sg", "zh-hans")):
        return "zh-Hans"
    if lowered.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant")):
        return "zh-Hant"
    return "en" if lowered.startswith("en") else otherwise
