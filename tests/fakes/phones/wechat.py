"""An owner's WeChat: what is done on it is pushed as WeChat does, sealed; what arrives is shown in order."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx

from tests.fakes.phones.pushed import Json, PushedPhone, now, stamp
from tests.fakes.wechat import pushes
from tests.fakes.wechat.books import Opened
from tests.fakes.wechat.fake import FakeWeChat
from tests.fakes.wechat.pusher import Pusher

OPENID, NAME = "oLinOfTheDemo", "林淑芬"
UPLOADED = re.compile(r"\[image (\S+)\]")


class WeChatPhone(PushedPhone):
    """One follower of the account. `by` of a line is passive, service, template, subscription; "" is hers."""

    def __init__(self, fake: FakeWeChat, client: httpx.AsyncClient) -> None:
        super().__init__()
        self.fake = fake
        self._me = fake.follower(OPENID)
        self._me.following = False
        self._pusher = Pusher(client)
        self._numbers = count(1)

    async def says(self, text: str) -> None:
        await self._writes({"text": text}, pushes.words(text, **_who()))

    async def sends_picture(self, content: bytes) -> None:
        kept = self._keep(content)
        told = pushes.PICTURE.replace("media-1", kept)
        await self._writes({"media": kept}, pushes.message("image", told, **_who()))

    async def sends_voice(self, content: bytes) -> None:
        told = pushes.VOICE.replace("media-1", self._keep(content))
        await self._writes({"voice": True}, pushes.message("voice", told, **_who()))

    async def taps(self, text: str, menu_id: str) -> None:
        """A link in a message: her words arrive, but for WeChat it is a click."""
        await self._clicks({"text": text}, pushes.tapped(text, menu_id, **_who()))

    async def chooses(self, key: str, name: str) -> None:
        """A button of the account's menu."""
        await self._clicks({"text": name, "menu": True}, pushes.event("CLICK", key=key, **_who()))

    async def follows(self) -> None:
        self._me.following = True
        await self._clicks({"event": "follows"}, pushes.event("subscribe", key="", **_who()))

    async def scans(self, scene: str) -> None:
        """A code that the console shows; whoever does not follow yet does so by it."""
        name, key = ("SCAN", scene) if self._me.following else ("subscribe", f"qrscene_{scene}")
        self._me.following = True
        ticket = f"<Ticket><![CDATA[ticket-{scene}]]></Ticket>"
        await self._clicks({"event": "scans"}, pushes.event(name, ticket, key=key, **_who()))

    async def unfollows(self) -> None:
        self._me.following = False
        self.fake.world.tagged.pop(OPENID, None)
        await self._do({"event": "unfollows"}, pushes.event("unsubscribe", **_who()))

    def state(self) -> Json:
        self.read()
        books, at = self.fake.world.books, now()
        return {
            "name": NAME,
            "following": self._me.following,
            "windows": [
                {
                    "by": "words" if one is self._me.words else "click",
                    "left": max(one.left, 0),
                    "seconds": int((one.until - at).total_seconds()),
                }
                for one in self._windows()
            ],
            "broken": books.broken[-3:],
            "menu": (self.fake.world.menu_of(OPENID) or {}).get("button", []),
            "scenes": list(self.fake.world.scenes)[-1:],
            "lines": self.lines,
        }

    def media(self, name: str) -> bytes | None:
        return self.fake.world.media.get(name)

    async def _writes(self, mine: Json, xml: str) -> None:
        self._me.writes(now())
        await self._do(mine, xml)

    async def _clicks(self, mine: Json, xml: str) -> None:
        self._me.clicks(now())
        await self._do(mine, xml)

    async def _push(self, pushed: str) -> str:
        return await self._pusher.push(pushed, stamp())

    def _arrived(self, since: int) -> Iterator[Json]:
        for one in self._me.received[since:]:
            picture = UPLOADED.fullmatch(one.words)
            content = {"media": picture[1]} if picture else {"text": one.words}
            yield {"by": one.by, **content}

    def _windows(self) -> list[Opened]:
        """That of her words, and the newest of her clicks."""
        opened = self._me.open_at(now())
        clicks = [one for one in opened if one is not self._me.words]
        return [one for one in opened if one is self._me.words] + clicks[-1:]

    def _keep(self, content: bytes) -> str:
        name = f"phone-{next(self._numbers)}"
        self.fake.world.media[name] = content
        return name


def _who() -> dict[str, Any]:
    return {"who": OPENID, "at": stamp()}
