"""A centre with a staff group in Telegram: the desk, the fake platform, and a clock that tests move."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import msgspec

from bot.channels.telegram.account import Account
from bot.channels.telegram.setup import connect
from bot.channels.telegram.updates import read
from bot.clock import tick
from bot.groups.posting import Posting
from bot.groups.telegram import TelegramSpeaker
from desk import staff_binding, staff_groups
from desk.group_heard import InGroup
from desk.group_hearing import hear_in_group
from desk.staff_groups import GroupKind, Wanted
from storage.tables import GroupPost, StaffGroup
from tests.desk.cast import Town
from tests.fakes.telegram import TOKEN, Arrival, FakeTelegram, Group, Member, Owner

ACCOUNT = "telegram:main"
DESK = "https://desk.example"


@dataclass
class Room:
    """The group `chat`; `chen` and `li` are bound members of the staff there, `stranger` is nobody."""

    town: Town
    fake: FakeTelegram
    posting: Posting
    chat: Group
    people: dict[str, Owner] = field(default_factory=dict)
    group_id: int = 0
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def group(self) -> StaffGroup:
        return next(one for one in self.town.rows(StaffGroup) if one.id == self.group_id)

    def posts(self, **like: Any) -> list[GroupPost]:
        return self.town.rows(GroupPost, **like)

    def pass_time(self, seconds: float) -> None:
        self.town.now += timedelta(seconds=seconds)
        self.fake.bot.quiet_until -= seconds

    async def settle(self, steps: int = 6, seconds: float = 4.0) -> None:
        """Let due work and the group speaker do what they have to do."""
        tick(self.town.store, self.town.now)
        for _ in range(steps):
            await self.posting.step()
            self.pass_time(seconds)

    def member(self, who: str) -> Member:
        if who not in self.people:
            self.people[who] = self.fake.owner(who)
        return self.fake.member(self.chat, self.people[who])

    def hear(self) -> None:
        """What the platform has for us."""
        pending = self.fake.bot.pending
        for each in [one.update for one in pending]:
            heard = read(msgspec.json.encode(each), ACCOUNT)
            if isinstance(heard, InGroup):
                self.town.do(hear_in_group, heard)
        pending.clear()

    def bind(self, who: str) -> None:
        """A member of the staff proves in a private chat who they are."""
        person = self.people.setdefault(who, self.fake.owner(who))
        token = f"{who}-{next(self.town.numbers)}-0123456789ab"
        self.codes[who] = token
        self.town.do(staff_binding.give_code, by=self.town.staff[who], token=token)
        person.says(f"/start staff-{token}")
        self.hear()

    def add(self, wanted: Wanted) -> None:
        """The director adds the group and connects the chat."""
        director = self.town.staff["wang"]
        self.group_id = self.town.do(
            staff_groups.add, wanted, GroupKind.TELEGRAM, account=ACCOUNT, by=director
        )
        code = self.town.do(staff_groups.give_code, self.group_id, by=director, token="set-up-0123456789")
        self.chat.says(f"/setup {code}")
        self.hear()

    def screen(self) -> list[str]:
        return [arrival.text for arrival in self.chat.received]

    def card(self, number: str) -> Arrival:
        """The message that shows a case."""
        return next(arrival for arrival in self.chat.received if number in arrival.text and arrival.buttons)

    def answers(self) -> list[str]:
        """What those who pressed were told."""
        return [answer["text"] for answer in self.fake.bot.callback_answers.values()]


@asynccontextmanager
async def opened(
    town: Town, fake: FakeTelegram, wanted: Wanted, *, topics: bool = False
) -> AsyncGenerator[Room]:
    channel = connect(Account("main", TOKEN, api=fake.url))
    speaker = TelegramSpeaker(channel)
    posting = Posting(
        town.store,
        {ACCOUNT: speaker},
        desk_url=DESK,
        clock=lambda: town.now,
        random=lambda: 0.5,
    )
    room = Room(town, fake, posting, fake.group("工程部", topics=topics))
    try:
        room.add(wanted)
        for who in ("chen", "li"):
            room.bind(who)
        await room.settle()
        yield room
    finally:
        await channel.close()
