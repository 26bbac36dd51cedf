"""WeChat between owners and the served centre: encrypted pushes in, replies and service messages out."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from urllib.parse import unquote

import httpx

from tests.browser.people import photo
from tests.browser.server import Served
from tests.fakes.wechat import pushes
from tests.fakes.wechat.books import Template
from tests.fakes.wechat.fake import FakeWeChat
from tests.fakes.wechat.pusher import Account, Pusher

ACCOUNT = Account()
LINK = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=([^&"]*)&msgmenuid=([^"]*)">([^<]*)</a>')
SECONDS = 15
OPT_IN, TEMPLATE = "sub-revisit", "tpl-revisit"
FORMS = f"""
[[form]]
purpose = "revisit"
kind = "subscription"
id = "{OPT_IN}"
fields = {{ thing1 = "about", character_string2 = "number" }}

[[form]]
purpose = "revisit"
kind = "template"
id = "{TEMPLATE}"
fields = {{ thing1 = "text", character_string2 = "number" }}
"""
_media = count(1)


def connected(fake: FakeWeChat, folder: Path) -> dict[str, str]:
    """The settings of a centre that has this account, and two forms that WeChat has reviewed."""
    forms = folder / "forms.toml"
    forms.write_text(FORMS, encoding="utf-8")
    fake.world.books.templates |= {
        OPT_IN: Template(("thing1", "character_string2"), subscription=True),
        TEMPLATE: Template(("thing1", "character_string2")),
    }
    named = {"APPID": ACCOUNT.appid, "SECRET": fake.world.secret, "TOKEN": ACCOUNT.token, "API": fake.url}
    named |= {"AES_KEY": ACCOUNT.aes, "FORMS": str(forms)}
    return {f"HUIFANG_WECHAT_{name}": value for name, value in named.items()}


class WeChatOwner:
    """A follower. What she is told is what has come since she last did something."""

    def __init__(self, fake: FakeWeChat, served: Served, openid: str = pushes.LIN) -> None:
        self.fake = fake
        self.served = served
        self.follower = fake.follower(openid)
        self.replies: list[str] = []
        self.screen: list[str] = []
        self.seen = 0
        self._pushes(pushes.event("subscribe", who=openid, at=self._now()), words=False)
        self._pushes(self._words("語言"))
        self.taps("繁體中文")

    def says(self, words: str) -> None:
        self._pushes(self._words(words))

    def taps(self, label: str) -> None:
        """The link of this choice in the latest message that has one."""
        links = [link for text in self.heard() for link in LINK.findall(text)]
        sends, token = next((sends, token) for sends, token, shown in reversed(links) if shown == label)
        xml = pushes.tapped(unquote(sends), unquote(token), who=self.follower.openid, at=self._now())
        self._pushes(xml, words=False)

    def sends_photo(self) -> None:
        media = f"photo-{next(_media)}"
        self.fake.world.media[media] = photo()
        picture = pushes.PICTURE.replace("media-1", media)
        self._pushes(pushes.message("image", picture, who=self.follower.openid, at=self._now()))

    def hears(self, words: str) -> None:
        until(lambda: any(words in text for text in self.heard()), self.follower.received)

    def sees_photo(self) -> None:
        self.hears("[image ")

    def heard(self) -> list[str]:
        return [*self.screen, *(one.words for one in self.follower.received[self.seen :])]

    def gets_by(self, means: str) -> None:
        """Wait for a message that came this way."""
        until(lambda: any(one.by == means for one in self.follower.received), self.follower.received)

    def faults(self) -> list[str]:
        return self.fake.world.books.broken

    def agrees(self) -> None:
        """She presses the button of a subscribed notice."""
        self.follower.allowed[OPT_IN] = 1
        listed = pushes.CHOICE.format(template=OPT_IN, status="accept")
        fields = f"<SubscribeMsgPopupEvent>{listed}</SubscribeMsgPopupEvent>"
        event = pushes.event("subscribe_msg_popup_event", fields, who=self.follower.openid, at=self._now())
        self._pushed(event)

    def is_reported(self) -> None:
        """Wait for a template to her, and let WeChat tell what became of it."""
        until(self._jobs, self.follower.received)
        for openid, number, status in self._jobs():
            fields = pushes.SENT.format(number=number, status=status)
            self._pushed(pushes.event("TEMPLATESENDJOBFINISH", fields, who=openid, at=self._now()))

    def _jobs(self) -> list[tuple[str, int, str]]:
        return [job for job in self.fake.world.books.jobs if job[0] == self.follower.openid]

    def _words(self, text: str) -> str:
        return pushes.words(text, who=self.follower.openid, at=self._now())

    def _now(self) -> int:
        return int(self.served.clock().timestamp())

    def _pushes(self, xml: str, *, words: bool = True) -> None:
        now = self.served.clock()
        (self.follower.writes if words else self.follower.clicks)(now)
        self.seen = len(self.follower.received)
        self.screen = [reply] if (reply := self._pushed(xml)) else []

    def _pushed(self, xml: str) -> str:
        return self.fake.run(self._delivered(xml))

    async def _delivered(self, xml: str) -> str:
        async with httpx.AsyncClient(base_url=self.served.base) as client:
            return await Pusher(client, ACCOUNT).push(xml, self._now())


def until(holds: Callable[[], object], otherwise: object) -> None:
    """Wait for what another process does; `otherwise` is shown when it does not."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


def midmorning(now: datetime) -> datetime:
    """Ten o'clock of the next day, where nobody's quiet hours are."""
    return (now + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
