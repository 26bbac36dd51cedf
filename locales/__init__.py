"""The bot's words in three languages: `say(locale, "flow.question", ...)` (Fluent; LIBRARIES 7)."""

import logging
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

LOCALES = ("zh-Hant", "zh-Hans", "en")
_FALL_BACK = {
    "zh-Hant": ("zh-Hant", "zh-Hans", "en"),
    "zh-Hans": ("zh-Hans", "zh-Hant", "en"),
    "en": ("en", "zh-Hant"),
}
_PLURALS = {"zh-Hant": "zh_Hant", "zh-Hans": "zh_Hans", "en": "en"}
Args = Mapping[str, str | int]
log = logging.getLogger(__name__)


class UnknownText(LookupError):
    """No language has this text id, or an argument is missing."""


class _Language:
    """The texts of one folder; those without numbers are joined by hand.

    Fluent refuses an argument of more than 2,500 characters, which an owner's story may have, and takes
    5 µs where joining takes less than one.
    """

    def __init__(self, locale: str) -> None:
        self._bundle = FluentBundle([_PLURALS[locale]], use_isolating=False)
        self._templates: dict[str, Callable[[Args], str]] = {}
        for file in files("locales").joinpath("bot", locale).iterdir():
            resource = FluentResource(file.read_text(encoding="utf-8"))
            self._templates.update(filter(None, map(_template, resource.body)))
            self._bundle.add_resource(resource)

    def has(self, name: str) -> bool:
        return self._bundle.has_message(name)

    def form(self, name: str, args: Args) -> str:
        """Raises KeyError for an argument that is missing."""
        template = self._templates.get(name)
        if template is not None and all(type(arg) is str for arg in args.values()):
            return template(args)
        pattern = self._bundle.get_message(name).value
        assert pattern is not None
        formed, faults = self._bundle.format_pattern(pattern, dict(args))
        if faults:
            raise KeyError(faults)
        return str(formed)


def _template(entry: ast.EntryType) -> tuple[str, Callable[[Args], str]] | None:
    """A text's id and how to say it, if it is nothing but words and arguments."""
    if not isinstance(entry, ast.Message) or entry.value is None:
        return None
    written = ""
    for element in entry.value.elements:
        if isinstance(element, ast.TextElement):
            written += element.value.replace("{", "{{").replace("}", "}}")
        elif isinstance(element.expression, ast.VariableReference):
            written += f"{{{element.expression.id.name}}}"
        else:
            return None
    return entry.id.name, written.format_map


_language = cache(_Language)
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
