"""Telegram, outward: one part of a message is one call of `telegram.Bot` (never `telegram.ext`)."""

import asyncio
import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from telegram import Bot, InputMediaPhoto, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.channel import FetchFailed, SendFailed, Sent, Why
from bot.channels.telegram.errors import classify, is_unparsable
from bot.channels.telegram.keyboard import keyboard
from bot.channels.telegram.parts import Part, parts
from dialogs.heard import Heard
from dialogs.speech import Spoken
from locales import say
from procedures.reaching import AS_IS, Way

LARGEST_FILE = 20 * 1024 * 1024
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PRESSED = "cb:"


class TelegramChannel:
    """One bot. `account` is "telegram:" and its name."""

    parts = None

    def __init__(self, bot: Bot, account: str) -> None:
        self.account = account
        self.bot = bot
        self._answers: set[asyncio.Task[None]] = set()

    async def send(
        self,
        address: str,
        spoken: Spoken,
        pictures: Sequence[Path],
        *,
        locale: str,
        repeat: bool,
        part: int,
        way: Way = AS_IS,  # noqa: ARG002  Telegram lets a bot write as long as it is not blocked
    ) -> Sent:
        planned = parts(spoken, pictures)
        now = planned[min(part, len(planned) - 1)]
        mark = say(locale, "dialog.resent") + "\n" if repeat else ""
        try:
            keys = keyboard(spoken, locale) if now.is_last else None
            sent = await self._part(int(address), now, mark + now.words, keys)
        except TelegramError as error:
            raise classify(error) from error
        except (KeyError, TypeError, ValueError, OverflowError) as odd:
            # it answered well, but not in a shape that the library reads
            raise SendFailed(Why.UNCERTAIN, type(odd).__name__, ambiguous=True) from odd
        return Sent(str(sent.message_id), more=not now.is_last)

    async def probe(self) -> None:
        try:
            await self.bot.get_me()
        except TelegramError as error:
            raise classify(error) from error

    async def fetch(self, source: str) -> bytes:
        """The file of "telegram:<file_id>". Its URL holds the token and never leaves this function."""
        try:
            file = await self.bot.get_file(source.removeprefix("telegram:"))
            if (file.file_size or 0) > LARGEST_FILE:
                raise FetchFailed("larger than 20 MB", permanent=True)
            return bytes(await file.download_as_bytearray())
        except (BadRequest, Forbidden) as refused:
            raise FetchFailed(refused.message, permanent=True) from None
        except TelegramError as error:
            raise FetchFailed(str(classify(error).why), permanent=False) from None

    def acknowledge(self, heard: Heard) -> None:
        """Stop a pressed button's clock, if there was one pressed; nobody waits for it."""
        if heard.external_id.startswith(PRESSED):
            task = asyncio.create_task(self._answer(heard.external_id.removeprefix(PRESSED)))
            self._answers.add(task)
            task.add_done_callback(self._answers.discard)

    async def _answer(self, query: str) -> None:
        try:
            await self.bot.answer_callback_query(query)
        except TelegramError:
            return  # too late, or the network: the message that follows is the answer

    async def close(self) -> None:
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)
        await self.bot.request.shutdown()

    async def _part(self, chat: int, part: Part, words: str, keys: Any) -> Message:
        """Raises TelegramError. Words that Telegram cannot parse go once more, as they are."""
        try:
            return await self._call(chat, part, html.escape(words, quote=False), keys, ParseMode.HTML)
        except BadRequest as refused:
            if not is_unparsable(refused):
                raise
            return await self._call(chat, part, words, keys, None)

    async def _call(self, chat: int, part: Part, words: str, keys: Any, mode: str | None) -> Message:
        bot = self.bot
        if not part.pictures:
            return await bot.send_message(
                chat, words, parse_mode=mode, reply_markup=keys, link_preview_options=NO_PREVIEW
            )
        files = [await asyncio.to_thread(path.read_bytes) for path in part.pictures]
        if len(files) == 1:
            return await bot.send_photo(chat, files[0], caption=words, parse_mode=mode, reply_markup=keys)
        album = [InputMediaPhoto(file) for file in files]
        return (await bot.send_media_group(chat, album, caption=words or None, parse_mode=mode))[-1]
