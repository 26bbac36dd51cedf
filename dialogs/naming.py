"""Words in place of taps: an option's label in any language, its number, or a word for it."""

from functools import cache

from dialogs import showing
from dialogs.around import Around
from dialogs.commands import may_mean
from dialogs.questions import Label, Words
from dialogs.script import Waiting
from dialogs.speech import Text
from dialogs.state import Run
from locales import LOCALES, say

MOST_LABEL = 200


def option_named(now: Waiting, words: str, around: Around) -> str | None:
    """The option that these words are: its label in any language, its number, or a word for it ("ok")."""
    plain = _without_marks(words)
    options = () if len(plain) > MOST_LABEL else now.question.options()
    for option in options:
        if _says(option.label, plain, around):
            return option.name
    if plain.isdecimal() and not isinstance(now.question, Words) and 1 <= int(plain) <= len(options):
        return options[int(plain) - 1].name
    return next((option.name for option in options if may_mean(plain, option.name)), None)


def change_named(run: Run, now: Waiting, words: str, around: Around) -> str | None:
    """The answer to be changed: by its name or its number."""
    plain, taps = _without_marks(words), showing.what_to_change(run, now.path).taps
    for place, tap in enumerate(taps, 1):
        if plain == str(place) or _says(tap.label, plain, around):
            return tap.token.partition(f"{showing.CHANGE}:")[2]
    return None


def _says(label: Label, plain: str, around: Around) -> bool:
    """Whether these words are a label; one without arguments in any language."""
    if isinstance(label, Text) and not label.args:
        return plain in _in_all_languages(label.id)
    return plain == _without_marks(around.say(label))


@cache
def _in_all_languages(text_id: str) -> frozenset[str]:
    return frozenset(_without_marks(say(locale, text_id)) for locale in LOCALES)


def _without_marks(words: str) -> str:
    return words.strip(" \n\t✓‹。.!！").lower()
