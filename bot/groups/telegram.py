"""A staff group in Telegram: cards that are changed, a topic for each case, answers to presses."""

import html
import re
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.channel import SendFailed, Why
from bot.channels.telegram.errors import classify
from bot.channels.telegram.parts import sendable
from bot.channels.telegram.sender import TelegramChannel
from bot.channels.telegram.splitting import LONGEST_TEXT, units
from bot.groups.fitting import fit
from bot.groups.speaker import MessageGone, NoTopics, Said, TopicGone, TopicMade
from desk.group_message import Line, Message
from desk.group_posting import Job
from locales import say

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
LONGEST_ANSWER = 200
GENERAL = "1"
"""The topic that every forum has; it is written to without its id."""
UNCHANGED = "message is not modified"
TAG = re.compile(r"<[^<>]*>")
NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
SAME_TOPIC = ("topic_not_modified", "topic_closed")
NO_MESSAGE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class TelegramSpeaker:
    """One bot, toward staff groups."""

    def __init__(self, channel: TelegramChannel) -> None:
        self.account = channel.account
        self._channel = channel
        self._bot = channel.bot

    async def probe(self) -> None:
        await self._channel.probe()

    async def say(self, job: Job, made: TopicMade) -> Said:
        try:
            if job.query:
                return await self._answer(job)
            if job.topic_open is not None:
                return await self._move_topic(job)
            if job.edits:
                return await self._change(job)
            return await self._send(job, made)
        except BadRequest as refused:
            said = refused.message.lower()
            if any(words in said for words in NO_TOPIC):
                raise TopicGone from refused
            if any(words in said for words in NO_MESSAGE):
                raise MessageGone from refused
            raise classify(refused) from refused
        except TelegramError as error:
            raise classify(error) from error
        except (KeyError, TypeError, ValueError, OverflowError) as odd:
            raise SendFailed(Why.UNCERTAIN, type(odd).__name__, ambiguous=True) from odd

    async def _answer(self, job: Job) -> Said:
        words = "\n".join(line.words for line in job.message.lines)
        await self._bot.answer_callback_query(job.query, text=words[:LONGEST_ANSWER], show_alert=True)
        return Said()

    async def _change(self, job: Job) -> Said:
        try:
            await self._bot.edit_message_text(
                _words(job),
                chat_id=int(job.address),
                message_id=int(job.edits),
                parse_mode=ParseMode.HTML,
                reply_markup=_keys(job.message),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as refused:
            if UNCHANGED not in refused.message.lower():
                raise
        return Said(job.edits, job.thread)

    async def _move_topic(self, job: Job) -> Said:
        """Opened again or closed; one that is not there any more, or is so already, is as well."""
        move = self._bot.reopen_forum_topic if job.topic_open else self._bot.close_forum_topic
        try:
            await move(int(job.address), int(job.thread))
        except BadRequest as refused:
            said = refused.message.lower()
            if not any(words in said for words in (*NO_TOPIC, *SAME_TOPIC)):
                raise
        return Said()

    async def _send(self, job: Job, made: TopicMade) -> Said:
        thread = job.thread
        if job.topic and not thread:
            thread = await self._make_topic(job)
            await made(thread)
        more: dict[str, Any] = {}
        if thread and thread != GENERAL:
            more["message_thread_id"] = int(thread)
        if job.message.reply_to:
            more["reply_parameters"] = ReplyParameters(
                int(job.message.reply_to), allow_sending_without_reply=True
            )
        sent = await self._bot.send_message(
            int(job.address),
            _words(job),
            parse_mode=ParseMode.HTML,
            reply_markup=_keys(job.message),
            link_preview_options=NO_PREVIEW,
            protect_content=job.message.guarded or None,
            **more,
        )
        return Said(str(sent.message_id), thread)

    async def _make_topic(self, job: Job) -> str:
        """Raises NoTopics where the bot may not."""
        try:
            topic = await self._bot.create_forum_topic(int(job.address), sendable(job.topic))
        except BadRequest as refused:
            failed = classify(refused)
            if "not enough rights" in refused.message.lower() or failed.why is Why.REFUSED:
                raise NoTopics(refused.message) from refused
            raise
        return str(topic.message_thread_id)


def _words(job: Job) -> str:
    """Owners' and staff's words are never markup (RELIABILITY 7.40)."""
    mark = [html.escape(say(job.locale, "dialog.resent"))] if job.repeat and not job.edits else []
    lines = [*mark, *(_line(line) for line in job.message.lines)]
    return fit(lines, most=LONGEST_TEXT, size=_shown, locale=job.locale)


def _shown(words: str) -> int:
    """Telegram counts what is left after parsing."""
    return units(html.unescape(TAG.sub("", words)))


def _line(line: Line) -> str:
    words = html.escape(sendable(line.words), quote=False)
    return f'<a href="{html.escape(line.link)}">{words}</a>' if line.link else words


def _keys(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    rows = [[InlineKeyboardButton(b.label, callback_data=b.token) for b in row] for row in message.buttons]
    return InlineKeyboardMarkup(rows)
