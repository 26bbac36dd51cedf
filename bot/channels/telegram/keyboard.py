"""Buttons laid out in rows, by how wide their labels are."""

import unicodedata
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.channels.channel import SendFailed, Why
from dialogs.speech import Button, Spoken
from locales import has, say

WIDEST = 30  # columns that a phone shows in a row of buttons; a Chinese character is two
MOST_IN_ROW = 8
MOST = 100
LONGEST_TOKEN = 64  # bytes
PHONE = {"zh-Hant": "分享我的電話號碼", "zh-Hans": "分享我的电话号码", "en": "Share my phone number"}


def keyboard(spoken: Spoken, locale: str) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """What stands below the message. Raises SendFailed for a token that Telegram would refuse."""
    if spoken.ask == "phone":
        return _share_phone(locale)
    if not spoken.buttons:
        return None
    return InlineKeyboardMarkup([[_inline(button) for button in row] for row in rows(spoken.buttons[:MOST])])


def rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """Neighbours share a row while every label of it fits."""
    laid: list[list[Button]] = []
    for button in buttons:
        if laid and _fits(laid[-1], button):
            laid[-1].append(button)
        else:
            laid.append([button])
    return laid


def _fits(row: Sequence[Button], button: Button) -> bool:
    widest = max(columns(each.label) for each in (*row, button))
    return len(row) < MOST_IN_ROW and (len(row) + 1) * (widest + 2) <= WIDEST


def columns(label: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in label)


def _inline(button: Button) -> InlineKeyboardButton:
    size = len(button.token.encode())
    if not 1 <= size <= LONGEST_TOKEN:
        raise SendFailed(Why.REFUSED, f"a button's token of {size} bytes", permanent=True)
    return InlineKeyboardButton(button.label, callback_data=button.token)


def _share_phone(locale: str) -> ReplyKeyboardMarkup:
    known = "telegram.share_phone"
    label = say(locale, known) if has(locale, known) else PHONE[locale]
    key = KeyboardButton(label, request_contact=True)
    return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
