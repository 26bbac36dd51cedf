"""The delivery loop between a store and the fake WeChat; owners act at both ends of it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.breaker import Breaker
from bot.channels.wechat.client import Account
from bot.channels.wechat.sender import WeChatChannel, channel_of
from bot.delivery import Delivery
from desk import reach_results, reaching
from procedures.reaching import Sign
from storage import Session, Store
from storage import reaching as windows
from storage.files import FileStore
from storage.reaching import Registered
from storage.tables import Outbox
from tests.fakes.wechat.books import Follower, Template
from tests.fakes.wechat.fake import APPID, SECRET, FakeWeChat
from tests.storage.outgoing import NOW, add_contact, add_outgoing, row

ACCOUNT = "wechat:main"


@dataclass
class WeChatPost:
    """Everything of one account's way out; `pass_time` moves the clock of both sides."""

    store: Store
    fake: FakeWeChat
    channel: WeChatChannel
    delivery: Delivery
    now: datetime = NOW

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def owner(self, openid: str = "oLin") -> "WeChatOwner":
        return WeChatOwner(self, self.fake.follower(openid), add_contact(self.store, openid, account=ACCOUNT))

    def register(self, *forms: Registered) -> None:
        """Here and at WeChat."""
        self.store.write(lambda session: windows.register(session, ACCOUNT, forms))
        for form in forms:
            template = Template(tuple(form.fields), subscription=form.kind == "subscription")
            self.fake.world.books.templates[form.template_id] = template

    def row(self, id_: int) -> Outbox:
        return row(self.store, id_)

    def way(self, id_: int) -> tuple[str, str | None, str | None]:
        """State, means and why of a message."""
        found = self.row(id_)
        return found.state, found.means, found.why

    async def deliver(self, steps: int = 3, seconds: float = 2.0) -> None:
        for _ in range(steps):
            await self.delivery.step()
            self.pass_time(seconds)

    def tell_of_jobs(self) -> None:
        """WeChat tells what became of templates."""
        jobs = self.fake.world.books.jobs
        while jobs:
            openid, msgid, status = jobs.pop(0)
            self.do(reach_results.finished, ACCOUNT, openid, str(msgid), status)

    def do(self, act: Any, *args: Any, **named: Any) -> Any:
        def unit(session: Session) -> Any:
            return act(session, *args, now=self.now, **named)

        return self.store.write(unit)


@dataclass
class WeChatOwner:
    post: WeChatPost
    follower: Follower
    contact_id: int

    def writes(self) -> None:
        self.follower.writes(self.post.now)
        self.post.do(reaching.heard, self.contact_id, Sign.WORDS)

    def taps(self) -> None:
        self.follower.clicks(self.post.now)
        self.post.do(reaching.heard, self.contact_id, Sign.TAP)

    def allows(self, template_id: str) -> None:
        self.follower.allowed[template_id] = self.follower.allowed.get(template_id, 0) + 1
        self.post.do(reach_results.opted_in, self.contact_id, template_id, accepted=True)

    def is_told(self, text: str = "你好", **more: Any) -> int:
        return add_outgoing(self.post.store, self.contact_id, text, at=self.post.now, **more)

    def by(self) -> list[str]:
        return [one.by for one in self.follower.received]

    def words(self) -> list[str]:
        return [one.words for one in self.follower.received]


@asynccontextmanager
async def writing(
    store: Store, fake: FakeWeChat, folder: Path, *, secret: str = SECRET, lease: float = 60
) -> AsyncGenerator[WeChatPost]:
    def clock() -> datetime:
        return post.now

    channel = channel_of(
        Account("main", APPID, secret, fake.url), store, clock, page="https://desk.example/wechat/main"
    )
    delivery = Delivery(
        store,
        {ACCOUNT: channel},
        FileStore(folder / "files"),
        clock=clock,
        random=lambda: 0.5,
        lease=timedelta(seconds=lease),
    )
    post = WeChatPost(store, fake, channel, delivery)
    fake.lives_by(clock)
    yield post
    await channel.close()


def breaker_of(post: WeChatPost) -> Breaker:
    return post.delivery.breakers[ACCOUNT]


REVISIT_TEMPLATE = Registered("revisit", "template", "tpl-revisit", {"thing1": "text"})
REVISIT_OPT_IN = Registered(
    "revisit", "subscription", "sub-revisit", {"thing1": "text"}, "https://mp.example/s/1"
)
