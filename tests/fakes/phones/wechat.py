"""An owner's WeChat: what is done on it is pushed as WeChat does, sealed; what arrives is shown in order."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from tests.fakes.wechat import pushes
from tests.fakes.wechat.books import Opened
from tests.fakes.wechat.fake import FakeWeChat
from tests.fakes.wechat.pusher import Pusher

OPENID, NAME = "oLinOfTheDemo", "林淑芬"
UPLOADED = re.compile(r"\[image (\S+)\]")
Json = dict[str, Any]


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class WeChatPhone:
    """One follower of the account. `by` of a line is passive, service, template, subscription; "" is hers."""

    fake: FakeWeChat
    client: httpx.AsyncClient
    lines: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._me = self.fake.follower(OPENID)
        self._me.following = False
        self._pusher = Pusher(self.client)
        self._shown = 0
        self._numbers = count(1)

    async def says(self, text: str) -> None:
        self._me.writes(now())
        await self._push({"text": text}, pushes.words(text, who=OPENID, at=_stamp()))

    async def taps(self, text: str, menu_id: str) -> None:
        """A link in a message: her words arrive, but for WeChat it is a click."""
        self._me.clicks(now())
        await self._push({"text": text}, pushes.tapped(text, menu_id, who=OPENID, at=_stamp()))

    async def chooses(self, key: str, name: str) -> None:
        """A button of the account's menu."""
        self._me.clicks(now())
        await self._push(
            {"text": name, "menu": True}, pushes.event("CLICK", key=key, who=OPENID, at=_stamp())
        )

    async def sends_picture(self, content: bytes) -> None:
        kept = self._keep(content)
        told = pushes.PICTURE.replace("media-1", kept)
        self._me.writes(now())
        await self._push({"media": kept}, pushes.message("image", told, who=OPENID, at=_stamp()))

    async def sends_voice(self, content: bytes) -> None:
        told = pushes.VOICE.replace("media-1", self._keep(content))
        self._me.writes(now())
        await self._push({"voice": True}, pushes.message("voice", told, who=OPENID, at=_stamp()))

    async def follows(self) -> None:
        self._me.following = True
        self._me.clicks(now())
        await self._push({"event": "follows"}, pushes.event("subscribe", key="", who=OPENID, at=_stamp()))

    async def unfollows(self) -> None:
        self._me.following = False
        self.fake.world.tagged.pop(OPENID, None)
        await self._push({"event": "unfollows"}, pushes.event("unsubscribe", who=OPENID, at=_stamp()))

    async def scans(self, scene: str) -> None:
        """A code that the console shows; whoever does not follow yet does so by it."""
        name, key = ("SCAN", scene) if self._me.following else ("subscribe", f"qrscene_{scene}")
        self._me.following = True
        self._me.clicks(now())
        ticket = f"<Ticket><![CDATA[ticket-{scene}]]></Ticket>"
        xml = pushes.event(name, ticket, key=key, who=OPENID, at=_stamp())
        await self._push({"event": "scans"}, xml)

    def state(self) -> Json:
        self._read()
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
                for one in self._windows(at)
            ],
            "broken": books.broken[-3:],
            "menu": (self.fake.world.menu_of(OPENID) or {}).get("button", []),
            "scenes": list(self.fake.world.scenes)[-1:],
            "lines": self.lines,
        }

    def _windows(self, at: datetime) -> list[Opened]:
        """That of her words, and the newest of her clicks."""
        opened = self._me.open_at(at)
        clicks = [one for one in opened if one is not self._me.words]
        return [one for one in opened if one is self._me.words] + clicks[-1:]

    def media(self, name: str) -> bytes | None:
        return self.fake.world.media.get(name)

    async def _push(self, mine: Json, xml: str) -> None:
        """What was done, then what is answered within the push; messages of their own come by `_read`."""
        self._read()
        self.lines.append({"by": "", **mine})
        answer = await self._pusher.push(xml, _stamp())
        self._read()
        if answer:
            self.lines.append({"by": "passive", "text": answer})

    def _read(self) -> None:
        """Take over what the account has sent since."""
        arrived = self._me.received[self._shown :]
        self._shown += len(arrived)
        for one in arrived:
            picture = UPLOADED.fullmatch(one.words)
            content = {"media": picture[1]} if picture else {"text": one.words}
            self.lines.append({"by": one.by, **content})

    def _keep(self, content: bytes) -> str:
        name = f"phone-{next(self._numbers)}"
        self.fake.world.media[name] = content
        return name


def _stamp() -> int:
    return int(now().timestamp())
