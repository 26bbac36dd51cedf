"""Texts, labels and questions put into an owner's language."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from dialogs.questions import Label
from dialogs.speech import Button, Period, Spoken, Text
from dialogs.turned import Asked
from locales import WITHOUT_ARGS, moments, say


def words(label: Label, *, locale: str, zone: ZoneInfo) -> str:
    """A text id, a period or plain words as the owner reads them."""
    if isinstance(label, Text):
        if not label.args:
            return WITHOUT_ARGS.get((locale, label.id)) or say(locale, label.id)
        args = {name: _arg(value, locale, zone) for name, value in label.args.items()}
        return say(locale, label.id, **args)
    if isinstance(label, Period):
        return _period(label.not_before, label.not_after, locale, zone)
    return label


def spoken(
    texts: Iterable[Label],
    asked: Asked | None,
    *,
    locale: str,
    zone: ZoneInfo,
    pictures: tuple[int, ...] = (),
) -> Spoken:
    """One message of several texts and the question at their end."""
    paragraphs = [words(text, locale=locale, zone=zone) for text in texts]
    if asked is None:
        return Spoken("\n\n".join(paragraphs), pictures=pictures)
    lines = [
        f"{words(name, locale=locale, zone=zone)}：{words(answer, locale=locale, zone=zone)}"
        if locale != "en"
        else f"{words(name, locale=locale, zone=zone)}: {words(answer, locale=locale, zone=zone)}"
        for name, answer in asked.lines
    ]
    question = words(asked.text, locale=locale, zone=zone)
    paragraphs.append("\n".join((question, *lines)))
    buttons = tuple(Button(tap.token, words(tap.label, locale=locale, zone=zone)) for tap in asked.taps)
    return Spoken("\n\n".join(paragraphs), buttons, asked.ask, pictures)


@lru_cache(maxsize=512)
def _period(start: datetime | None, end: datetime | None, locale: str, zone: ZoneInfo) -> str:
    """The same visits are offered to everybody. A moment equals itself in any zone: hence the key has one."""
    return moments.period(locale, _local(start, zone), _local(end, zone))


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at else None


def _arg(value: Any, locale: str, zone: ZoneInfo) -> str | int:
    if isinstance(value, datetime):
        return moments.moment(locale, value.astimezone(zone))
    if isinstance(value, Text | Period):
        return words(value, locale=locale, zone=zone)
    return value
