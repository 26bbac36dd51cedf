"""A service account behind a real socket, and Lin who follows it."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import httpx
from sqlmodel import update

from bot.channels.wechat.guard import Keys
from bot.channels.wechat.hook import PREFIX, WeChatHook
from bot.channels.wechat.noting import note
from bot.channels.wechat.wording import pieces
from bot.intake import Intake
from bot.replying import Noting, Replying, note_nothing
from locales import closest
from storage import Session, Store, turns
from storage import reaching as windows
from storage.reaching import Registered
from storage.tables import Outbox
from tests.bot.doors import opened
from tests.dialogs.estate import Chat, _marked
from tests.fakes.wechat import pushes
from tests.fakes.wechat.pusher import Account, Pusher

ACCOUNT = "wechat:main"
SOON = timedelta(seconds=20)
ASKING = Registered("revisit", "template", "tpl", {"thing1": "text"})


def a_hook(
    store: Store,
    clock: Callable[[], datetime],
    *,
    aes: tuple[str, ...] = (Account().aes,),
    plaintext: bool = False,
    note: Noting = note_nothing,
) -> WeChatHook:
    account, random = Account(), count()
    intake = Intake(store, lambda _session, _account: 1, clock)
    keys = Keys(account.appid, account.token, aes, plaintext=plaintext)
    replying = Replying(ACCOUNT, intake, note)
    return WeChatHook(
        "main", keys, replying, clock=clock, random=lambda size: next(random).to_bytes(size, "big")
    )


@asynccontextmanager
async def following(hook: WeChatHook) -> AsyncGenerator[Pusher]:
    """WeChat, with our hook's address set."""
    async with opened({PREFIX + "main": hook}) as door, httpx.AsyncClient(base_url=door.url) as client:
        yield Pusher(client)


@dataclass
class WeChatChat(Chat):
    """The same conversations as in any channel, each message pushed, encrypted, over a real connection."""

    runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    numbers: dict[str, str] = field(default_factory=dict)
    open: AsyncExitStack = field(default_factory=AsyncExitStack)
    pusher: Pusher | None = None
    taps: int = 0

    def speaks(self, tag: str) -> None:
        """WeChat tells nobody's language: Lin has chosen hers before."""
        self.locale = closest(tag, otherwise="zh-Hans")
        self.store.write(
            lambda session: turns.begin_talk(session, 1, ACCOUNT, pushes.LIN, name="", locale=self.locale)
        )
        # days after her last words only a registered form reaches her
        self.store.write(lambda session: windows.register(session, ACCOUNT, [ASKING]))

    def tap(self, label: str) -> None:
        """By its link, or every other time by its number where it has one."""
        button = next(each for each in self.buttons if each.label.strip("✓‹ ").startswith(label))
        number = self.numbers.get(button.token, "")
        self.taps += 1
        if number and self.taps % 2:
            self._push(number, pushes.words(number, at=self._tick()))
        else:
            xml = pushes.tapped(button.label, button.token, at=self._tick())
            self._push(f"[{button.label}]", xml)

    def _hear(self, shown: str, **fields: Any) -> None:
        at = self._tick()
        for _ in fields.get("pictures", ()):
            self._push(shown, pushes.message("image", pushes.PICTURE, at=at))
        if text := fields.get("text"):
            self._push(shown, pushes.words(text, at=at))

    def _tick(self) -> int:
        self.now += SOON
        return int(self.now.timestamp())

    def _push(self, shown: str, xml: str) -> None:
        self.page.append(_marked("Lin", shown))
        answer = self.runner.run(self._pushed(xml))
        self._remember()
        if answer:
            self.page.append(_marked("bot", answer))

    async def _pushed(self, xml: str) -> str:
        if self.pusher is None:
            hook = a_hook(self.store, lambda: self.now, note=note)
            self.pusher = await self.open.enter_async_context(following(hook))
        return await self.pusher.push(xml, int(self.now.timestamp()))

    def _remember(self) -> None:
        for message_id, spoken in self.store.read(self._said_since):
            self.seen, self.buttons = message_id, spoken.buttons
            text = "\n".join(pieces(spoken, locale="zh-Hant"))
            numbered = re.findall(r"^([0-9]+)\. <a [^>]*msgmenuid=([^\"]+)", text, re.MULTILINE)
            self.numbers = {token: number for number, token in numbered}

    def _read(self) -> None:
        """What is sent later, not in answer to anything."""
        self.store.write(self._all_sent)
        for _, spoken in self.store.read(self._said_since):
            shown = "\n---\n".join(pieces(spoken, locale=self.locale))
            self.page.append(_marked("bot", shown))
        self._remember()

    def _all_sent(self, session: Session) -> None:
        session.exec(update(Outbox).values(state="sent", done_at=self.now))

    def close(self) -> None:
        self.runner.run(self.open.aclose())
        self.runner.close()
