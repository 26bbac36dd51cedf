"""The repair conversation in python-telegram-bot's ConversationHandler."""

import warnings
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.warnings import PTBUserWarning

from bench.peers import words

MENU, CATEGORY, WATER, STORY, PHOTOS, CONFIRM = range(6)
Context = ContextTypes.DEFAULT_TYPE
filed = 0


def _keyboard(rows: words.Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(t, callback_data=d) for t, d in row] for row in rows])


MENU_KEYS = _keyboard(words.MENU_ROWS)
CATEGORY_KEYS = _keyboard(words.CATEGORY_ROWS)
WATER_KEYS = _keyboard(words.WATER_ROWS)
PHOTO_KEYS = _keyboard(words.PHOTO_ROWS)
CONFIRM_KEYS = _keyboard(words.CONFIRM_ROWS)


async def _say(update: Update, context: Context, text: str, keys: InlineKeyboardMarkup | None = None) -> None:
    if update.callback_query:
        await update.callback_query.answer()
    chat = update.effective_chat
    if chat:
        await context.bot.send_message(chat.id, text, reply_markup=keys)


def _data(context: Context) -> dict[Any, Any]:
    data = context.user_data
    return data if data is not None else {}


def _picked(update: Update) -> str:
    query = update.callback_query
    return (query.data or "").partition(":")[2] if query else ""


async def start(update: Update, context: Context) -> int:
    await _say(update, context, words.MENU, MENU_KEYS)
    return MENU


async def repair(update: Update, context: Context) -> int:
    await _say(update, context, words.CATEGORY, CATEGORY_KEYS)
    return CATEGORY


async def category(update: Update, context: Context) -> int:
    _data(context)["category"] = _picked(update)
    await _say(update, context, words.WATER, WATER_KEYS)
    return WATER


async def water(update: Update, context: Context) -> int:
    _data(context)["water"] = _picked(update)
    await _say(update, context, words.STORY)
    return STORY


async def story(update: Update, context: Context) -> int:
    _data(context)["story"] = update.message.text if update.message else ""
    await _say(update, context, words.PHOTOS, PHOTO_KEYS)
    return PHOTOS


async def photos(update: Update, context: Context) -> int:
    await _say(update, context, words.SUMMARY.format(unit="12A", **_data(context)), CONFIRM_KEYS)
    return CONFIRM


async def confirm(update: Update, context: Context) -> int:
    global filed  # noqa: PLW0603 - the bench asks how many conversations came to their end
    filed += 1
    _data(context).clear()
    await _say(update, context, words.FILED.format(number=filed))
    return ConversationHandler.END


def conversation() -> ConversationHandler[Context]:
    with warnings.catch_warnings():
        # It warns that presses are tracked per user and not per message: that is meant.
        warnings.simplefilter("ignore", PTBUserWarning)
        return ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                MENU: [CallbackQueryHandler(repair, "^repair$")],
                CATEGORY: [CallbackQueryHandler(category, "^category:")],
                WATER: [CallbackQueryHandler(water, "^water:")],
                STORY: [MessageHandler(filters.TEXT & ~filters.COMMAND, story)],
                PHOTOS: [CallbackQueryHandler(photos, "^photos:none$")],
                CONFIRM: [CallbackQueryHandler(confirm, "^confirm:yes$")],
            },
            fallbacks=[],
        )
