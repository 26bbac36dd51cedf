"""A4.2.1: the service phone, the 24-hour phone and the company's complaint phone in every apology."""

import re

import pytest

from locales import LOCALES
from tests.locales.ftl import messages, shape

SORRY = re.compile(r"抱歉|見諒|见谅|對不起|对不起|\bsorry\b|\bapolog", re.IGNORECASE)
PHONES = {"phone", "phone_24h", "phone_complaints"}
# Not for a matter of the owner's, only for a slip of the conversation: not understood, asked twice, a time
# that is taken. And what stands in one message with a confirmation, which has the phones.
SLIPS = {
    *("dialog-time_unclear", "dialog-only_words_and_photos", "case-not_by_your_time"),
    *("visit-ask_again", "visit-full", "visit-outside", "visit-remind", "visit_check-remind"),
    *("revisit-reminder", "storm-reminder"),
}
MENUS = {"menu-welcome", "menu-welcome_client"}
CONFIRMATIONS = {"case-opened-engagement", "case-reopened", "case-rework"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_apology_and_menu_shows_the_three_phones(locale: str) -> None:
    told = messages(locale)
    apologies = {name for language in LOCALES for name in sorry_in(language)} - SLIPS
    for name in apologies | MENUS | CONFIRMATIONS:
        assert shape(told[name])[1] >= PHONES, name


@pytest.mark.parametrize("locale", LOCALES)
def test_every_confirmation_does(locale: str) -> None:
    opened = {name for name in messages(locale) if name.startswith("case-opened-")}
    assert len(opened) == 5
    for name in opened:
        assert shape(messages(locale)[name])[1] >= PHONES, name


def sorry_in(locale: str) -> set[str]:
    return {name for name, message in messages(locale).items() if SORRY.search(str(written(message)))}


def written(message: object) -> str:
    """A text's words, in whatever case of it they stand."""
    value = getattr(message, "value", None)
    parts = getattr(value, "elements", ())
    return " ".join(str(getattr(part, "value", "")) for part in parts)
