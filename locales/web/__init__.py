"""The few words of the web pages themselves; what the bot says comes from the dialogs."""

import json
from collections.abc import Mapping
from importlib.resources import files

LOCALES = ("zh-Hant", "zh-Hans", "en")
WORDS: Mapping[str, Mapping[str, str]] = {
    locale: json.loads(files("locales.web").joinpath(f"{locale}.json").read_text(encoding="utf-8"))
    for locale in LOCALES
}


def words(locale: str) -> Mapping[str, str]:
    """All words of one language, by their ids. Raises KeyError for a language we do not speak."""
    return WORDS[locale]
