"""Pictures that staff send in reply to a card reach the owner, fetched from Telegram and cleaned."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.channels.telegram.account import Account
from bot.channels.telegram.setup import connect
from bot.delivery import Delivery
from bot.fetching import Fetching
from desk import cases, pictures
from procedures.life import CloseReason
from storage.files import FileStore
from storage.tables import Attachment, Case
from tests.fakes.telegram import TOKEN, Owner
from tests.groups.room import ACCOUNT, Room


def a_picture(colour: str = "navy") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Desk:
    """The group's room with a fetcher and a sender beside it; `lin` writes to the same bot."""

    room: Room
    lin: Owner
    case: Case
    fetching: Fetching
    delivery: Delivery

    async def settle(self) -> None:
        self.room.hear()
        for _ in range(4):
            await self.fetching.step()
            await self.delivery.step()
            self.room.pass_time(5)
        await self.room.settle()

    def seen(self, last: int) -> list[tuple[str, bool]]:
        """What Lin's screen shows last: words, and whether a picture is with them."""
        return [(one.text, "photo" in one.message) for one in self.lin.received][-last:]

    def replies(self, content: bytes, caption: str = "", album: str | None = None) -> None:
        card = next(one for one in self.room.chat.received if self.case.number in one.text)
        self.room.member("li").replies_with_photo(content, caption, to=card, album=album)


@pytest.fixture
async def desk(room: Room, files: FileStore) -> AsyncIterator[Desk]:
    lin = room.fake.owner("Lin")
    room.town.ids["main"] = room.town.ids["A"]
    chat = room.town.chat(str(lin.id), account=ACCOUNT)
    case = chat.files()
    channel = connect(Account("main", TOKEN, api=room.fake.url))
    town = room.town
    given: dict[str, Any] = {"clock": lambda: town.now, "random": lambda: 0.5}
    made = Desk(
        room,
        lin,
        case,
        Fetching(town.store, {ACCOUNT: channel}, files, pictures, **given),
        Delivery(town.store, {ACCOUNT: channel}, files, **given),
    )
    await made.settle()
    yield made
    await channel.close()


async def test_words_go_at_once_and_the_picture_after_them(desk: Desk) -> None:
    desk.replies(a_picture(), "換好了")
    await desk.settle()
    assert desk.seen(2) == [("👤 li\n換好了", False), ("👤 li", True)]
    assert "照片隨後送到" in desk.room.chat.last().text
    what = desk.room.town.what_happened(desk.case.id)
    assert [what.count(each) for each in ("replied", "picture_passed_on")] == [1, 1]


async def test_a_picture_without_words_goes_and_is_no_answer(desk: Desk) -> None:
    desk.replies(a_picture())
    await desk.settle()
    assert desk.seen(1) == [("👤 li", True)]
    assert desk.room.town.case(desk.case.id).replied_at is None


async def test_an_album_goes_picture_by_picture_and_is_confirmed_once(desk: Desk) -> None:
    desk.replies(a_picture(), album="7")
    desk.room.member("li").sends_photo(a_picture("red"), album="7")
    desk.room.member("li").sends_photo(a_picture("green"), album="8")
    await desk.settle()
    assert [is_picture for _, is_picture in desk.seen(3)] == [False, True, True]
    assert [text for text in desk.room.screen() if "照片隨後送到" in text] == [desk.room.chat.last().text]


async def test_what_is_no_picture_is_told_to_whoever_sent_it_and_not_to_the_owner(desk: Desk) -> None:
    before = len(desk.lin.received)
    desk.replies(b"no picture at all")
    await desk.settle()
    assert len(desk.lin.received) == before
    assert desk.room.chat.last().text.splitlines()[0] == "這張照片沒有轉給業主。"


async def test_a_picture_on_the_card_of_a_closed_case_is_refused(desk: Desk) -> None:
    town = desk.room.town
    town.do(cases.close, desk.case.id, reason=CloseReason.WITHDRAWN, words="撤回", by=town.staff["wang"])
    await desk.settle()
    before = len(desk.lin.received)
    desk.replies(a_picture())
    await desk.settle()
    assert (len(desk.lin.received), town.rows(Attachment)) == (before, [])
    assert "結案" in desk.room.chat.last().text
