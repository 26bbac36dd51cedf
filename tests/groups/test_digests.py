"""After an outage a group gets one digest, not a hundred messages (RELIABILITY 1.11, F6)."""

from datetime import timedelta

import pytest

from desk import cases
from desk.centres import working
from desk.group_lists import next_list
from desk.staff_groups import Wanted
from procedures.kinds import Category, Kind
from tests.desk.cast import Chat, Town, at
from tests.fakes.telegram import FakeTelegram, faults
from tests.groups.room import Room, opened


def many(town: Town, count: int) -> list[str]:
    """So many cases come in by phone; their numbers."""
    about = {"kind": Kind.REPAIR, "category": Category.DRAIN, "unit_id": town.ids["12A"], "owner_id": None}
    by_phone = {"story": "堵了", "source": "phone", "by": town.chen}
    return [town.do(cases.open_by_staff, **about, **by_phone).number for _ in range(count)]


async def test_ten_dead_minutes_lose_nothing_and_end_in_one_digest(room: Room) -> None:
    room.fake.fails(faults.cut(accepts=False), times=None)
    numbers = many(room.town, 4)
    await room.settle(10, seconds=10)
    numbers += many(room.town, 8)
    await room.settle(50, seconds=10)
    calls = room.fake.calls
    probes = [call for call in calls if call.method == "getMe"]
    assert len(probes) <= 600 / 15 + 1
    room.fake.heals()
    before = len(room.screen())
    await room.settle(12, seconds=10)
    (digest,) = room.screen()[before:]
    assert [number for number in numbers if number not in digest] == []
    assert digest.startswith("（重發）") or "12 件" in digest


async def test_what_is_in_a_digest_gets_its_card_when_it_changes(room: Room) -> None:
    room.fake.fails(faults.bad_gateway(), times=None)
    many(room.town, 4)
    await room.settle(20, seconds=10)
    room.fake.heals()
    await room.settle(12, seconds=10)
    case = room.town.cases()[0]
    room.town.resolve(case.id)
    await room.settle()
    assert "已辦結" in room.chat.last().text


async def test_a_few_are_told_one_by_one_and_many_together(room: Room) -> None:
    many(room.town, 3)
    await room.settle(6)
    assert len([text for text in room.screen() if "【報修】" in text]) == 3
    before = len(room.screen())
    many(room.town, 30)
    await room.settle(6)
    (digest,) = room.screen()[before:]
    assert "30 件" in digest


async def test_a_digest_too_long_for_a_message_counts_the_rest(room: Room) -> None:
    many(room.town, 90)
    await room.settle(8)
    assert len(room.chat.last().text) <= 4096
    assert "……還有" in room.chat.last().text


async def test_a_group_hears_no_more_than_eighteen_messages_a_minute(room: Room, lin: Chat) -> None:
    case = lin.files()
    await room.settle()
    for n in range(60):
        room.member("chen").taps("接單" if n == 0 else "派單", on=room.card(case.number))
    room.hear()
    sent = len(room.fake.called("sendMessage"))
    for _ in range(60):
        await room.posting.step()
        room.pass_time(1)
    assert len(room.fake.called("sendMessage")) - sent <= 18


async def test_the_morning_and_the_evening_have_their_lists(town: Town, fake: FakeTelegram) -> None:
    async with opened(town, fake, Wanted("工程部", discreet=False)) as room:
        case = town.chat().files()
        await room.settle()
        town.until("2026-11-24 08:00")
        before = len(room.screen())
        town.until("2026-11-24 08:31")
        await room.settle(8)
        mornings = [text for text in room.screen()[before:] if text.startswith("☀️")]
        assert [case.number in text for text in mornings] == [True]
        town.until("2026-11-24 22:00")
        await room.settle(8)
        evenings = [text for text in room.screen()[before:] if text.startswith("🌙")]
        assert [case.number in text for text in evenings] in ([True], [])


async def test_today_is_asked_for_in_the_group(room: Room, lin: Chat) -> None:
    case = lin.files()
    await room.settle()
    room.town.now = case.reply_by - timedelta(minutes=30)
    room.member("chen").says("/today@huifang_bot")
    room.hear()
    await room.settle()
    (listed,) = [text for text in room.screen() if text.startswith("今天到期和已經過期的有 1 件")]
    assert case.number in listed


@pytest.mark.parametrize(
    ("now", "due"),
    [("2026-11-23 07:00", "open"), ("2026-11-23 10:00", "close"), ("2026-11-23 23:30", "next day")],
)
def test_lists_come_at_opening_and_closing(town: Town, now: str, due: str) -> None:
    moment = at(now)
    desk = town.store.read(lambda session: working(session, town.ids["A"], now=moment))
    found = next_list(desk, now=moment)
    assert found > moment
    assert desk.calendar.is_open(found) is (due != "close")
