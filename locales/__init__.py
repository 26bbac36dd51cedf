"""The bot's words in three languages: `say(locale, "flow.question", ...)` (Fluent; LIBRARIES 7)."""

import logging
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

LOCALES = ("zh-Hant", "zh-Hans", "en")
_FALL_BACK = {
    "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
    "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    "en": ("en", "zh-Hant"),
}
_PLURALS = {"zh-Hant": "zh_Hant", "zh-Hans": "zh_Hans", "en": "en"}
log = logging.getLogger(__name__)


class UnknownText(LookupError):
    """No language has this text id."""


def _bundle(locale: str) -> FluentBundle:
    bundle = FluentBundle([_PLURALS[locale]], use_isolating=False)
    source = files("locales").joinpath("bot", f"{locale}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(source))
    return bundle


_BUNDLES = {locale: _bundle(locale) for locale in LOCALES}
_PLAIN: dict[tuple[str, str], str] = {}


def say(locale: str, text_id: str, **args: str | int) -> str:
    """The words of `text_id` ("repair.what") in `locale`. Raises UnknownText.

    Numbers that are names (case numbers, rooms) are passed as strings: numbers get separators.
    """
    if not args and (known := _PLAIN.get((locale, text_id))) is not None:
        return known
    name = text_id.replace(".", "-")
    for each in _FALL_BACK[locale]:
        bundle = _BUNDLES[each]
        if not bundle.has_message(name):
            continue
        pattern = bundle.get_message(name).value
        if pattern is None:
            continue
        formatted, faults = bundle.format_pattern(pattern, args)
        said = str(formatted)
        if faults:
            raise UnknownText(f"{text_id} in {each}: {faults}")
        if each != locale:
            log.warning("text %s is missing in %s", text_id, locale)
        if not args:
            _PLAIN[locale, text_id] = said
        return said
    raise UnknownText(text_id)


def has(locale: str, text_id: str) -> bool:
    return _BUNDLES[locale].has_message(text_id.replace(".", "-"))


def closest(tag: str, *, otherwise: str) -> str:
    """Our language for a channel's tag ("zh-cn", "zh-TW", "en-GB"); `otherwise` when it says nothing."""
    lowered = tag.lower()
    if lowered.startswith(("zh-cn", "zh-sg", "zh-hans")):
        return "zh-Hans"
    if lowered.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant")):
        return "zh-Hant"
    return "en" if lowered.startswith("en") else otherwise
