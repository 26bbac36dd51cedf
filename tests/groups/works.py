"""A centre whose staff are in WeCom: the desk, the fake platform, the callback, a clock."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
from starlette.applications import Starlette

from bot.channels.wecom.account import WeComApp
from bot.channels.wecom.callback import callback
from bot.clock import tick
from bot.groups.posting import Posting
from bot.groups.wecom import AppSpeaker, RobotSpeaker, Wire
from bot.intake import Intake
from desk import cases, staff_binding, staff_groups
from desk.staff_groups import APP, ROBOT, GroupKind, Wanted
from procedures.kinds import Category, Kind
from storage.tables import StaffGroup
from tests.desk.cast import Town
from tests.fakes.wecom import AES_KEY, AGENT, CALLBACK_TOKEN, CORP, SECRET, Card, FakeWeCom, Pusher

KEY = "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"
OURS = "s" * 32
WORKS = WeComApp(CORP, AGENT, SECRET, CALLBACK_TOKEN, AES_KEY)


@dataclass
class Works:
    """A centre whose staff are in WeCom."""

    town: Town
    fake: FakeWeCom
    posting: Posting
    http: httpx.AsyncClient
    heard: int = 0

    def add(self, kind: GroupKind, address: str) -> int:
        account = ROBOT if kind is GroupKind.WECOM_ROBOT else APP
        wanted = Wanted("客服群", discreet=False, wants_lists=False)
        by = self.town.staff["wang"]
        return self.town.do(staff_groups.add, wanted, kind, account=account, address=address, by=by)

    def file(self, count: int = 1) -> list[str]:
        about = {"kind": Kind.REPAIR, "category": Category.DRAIN, "unit_id": self.town.ids["12A"]}
        more = {"owner_id": None, "story": "堵了", "source": "phone", "by": self.town.chen}
        return [self.town.do(cases.open_by_staff, **about, **more).number for _ in range(count)]

    async def settle(self, steps: int = 6, seconds: float = 4.0) -> None:
        tick(self.town.store, self.town.now)
        for _ in range(steps):
            await self.posting.step()
            self.town.now += timedelta(seconds=seconds)

    async def binds(self, who: str = "li") -> None:
        by = self.town.staff[who]
        code = self.town.do(staff_binding.give_code, by=by, token=f"{who}-0123456789abcdef")
        assert await self.says(who, f"绑定 {code}") == 200

    async def says(self, member: str, words: str) -> int:
        self.heard += 1
        return await self.brings(*Pusher(self.town.now).words(member, words, number=self.heard))

    async def presses(self, member: str, label: str, *, on: Card) -> int:
        """A button of a card; WeCom brings it again when it is not answered."""
        pushed = Pusher(self.town.now).press(member, on, on.buttons()[label], self.fake.give_code(on))
        await self.brings(*pushed)
        return await self.brings(*pushed)

    async def brings(self, query: str, body: bytes) -> int:
        return (await self.http.post(f"/hooks/wecom/main?{query}", content=body)).status_code

    def card(self, number: str) -> Card:
        """The newest card of a case."""
        return next(one for one in reversed(self.fake.cards.values()) if f"】{number}" in one.words())

    def last(self, member: str) -> str:
        return self.fake.received[member][-1]

    def group(self) -> StaffGroup:
        return self.town.rows(StaffGroup)[0]


@asynccontextmanager
async def at_work(town: Town, fake: FakeWeCom, app: WeComApp = WORKS) -> AsyncGenerator[Works]:
    wire = Wire(fake.url)
    speakers = {ROBOT: RobotSpeaker(wire, OURS), APP: AppSpeaker(wire, app)}
    posting = Posting(
        town.store, speakers, desk_url="https://desk.example", clock=lambda: town.now, random=lambda: 0.5
    )
    intake = Intake(town.store, lambda _session, _account: town.ids["A"], lambda: town.now)
    pages = Starlette(routes=callback(app, intake.take, lambda: town.now))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(pages), base_url="https://desk.example"
    ) as http:
        yield Works(town, fake, posting, http)
    await wire.close()
