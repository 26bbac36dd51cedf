"""Words that mean the same anywhere: back, cancel, menu, my cases, a person please, language; yes and no."""

import tomllib
from enum import StrEnum
from importlib.resources import files


class Command(StrEnum):
    BACK = "back"
    CANCEL = "cancel"
    MENU = "menu"
    CASES = "cases"
    VISITS = "visits"
    PERSON = "person"
    LANGUAGE = "language"
    REPAIR = "repair"
    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    SUGGESTION = "suggestion"
    BIND = "bind"


_DATA = tomllib.loads(files("dialogs").joinpath("commands.toml").read_text(encoding="utf-8"))
_OPTIONS = {name: frozenset(said) for name, said in _DATA.pop("options").items()}
_LANGUAGES = {word: locale for locale, said in _DATA.pop("languages").items() for word in said}
_COMMANDS = {word: Command(name) for name, said in _DATA.items() for word in said}
_LONGEST = max(map(len, _COMMANDS))


def command(words: str) -> Command | None:
    """The command that these words are, if they are nothing else. A bot's name after it is let go."""
    if not words or len(words) > _LONGEST + 40:
        return None
    plain = _plain(words)
    if plain.startswith("/"):
        plain = plain.split("@", 1)[0]
    return _COMMANDS.get(plain)


def may_mean(words: str, option: str) -> bool:
    """Whether words such as "沒有" or "ok" choose an option of this name, where it is offered."""
    return _plain(words) in _OPTIONS.get(option, ())


def language_named(words: str) -> str | None:
    """The locale that these words name: "English", "简体"."""
    return _LANGUAGES.get(_plain(words)) if len(words) < _LONGEST + 40 else None


def _plain(words: str) -> str:
    return words.strip(" \n\t。.!！?？,，~～").lower()


def start_code(words: str) -> str:
    """What a deep link carries: "/start CODE" gives CODE, anything else nothing."""
    head, _, code = words.strip().partition(" ")
    return code.strip() if head.split("@", 1)[0] == "/start" else ""
