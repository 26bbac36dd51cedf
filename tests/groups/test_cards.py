"""What a staff group sees of cases: one card each, changed as the case changes."""

import pytest

from desk import cases, triage
from desk.staff_groups import Wanted
from procedures.kinds import Category, Severity
from procedures.life import CloseReason
from storage.tables import GroupCard
from tests.desk.cast import Chat, Town
from tests.fakes.telegram import FakeTelegram, faults
from tests.groups.conftest import OPEN
from tests.groups.room import Room, opened


async def test_a_new_case_is_a_card_and_changes_as_the_case_does_on_both_databases(
    town: Town, fake: FakeTelegram
) -> None:
    async with opened(town, fake, OPEN) as room:
        case = town.chat().files()
        await room.settle()
        card = room.card(case.number)
        assert card.text.splitlines()[:3] == [f"【報修】{case.number} · 供水", "3座", "🆕 待派單"]
        assert "承諾答覆" in card.text
        assert card.message["entities"][0]["url"] == f"https://desk.example/console/cases/{case.number}"
        town.do(cases.take, case.id, by=town.li)
        await room.settle()
        assert "🔧 已接單 · li" in room.card(case.number).text
        town.do(cases.reply, case.id, words="下午到", by=town.li)
        await room.settle()
        assert "已答覆業主" in room.card(case.number).text
        town.resolve(case.id)
        await room.settle()
        shown = next(one for one in room.chat.received if case.number in one.text)
        assert ("✅ 已辦結 · li" in shown.text, shown.buttons) == (True, [])
    assert len(fake.called("sendMessage")) == 4  # two who were bound, the group's own, the card


async def test_a_topic_is_closed_with_its_case_and_opened_again_with_it(
    town: Town, fake: FakeTelegram
) -> None:
    async with opened(town, fake, OPEN, topics=True) as room:
        lin = town.chat()
        case = lin.files()
        await room.settle()
        (thread,) = room.chat.topics
        town.resolve(case.id)
        town.until("2026-11-24 10:05")
        await room.settle()
        assert not room.chat.is_closed(thread)
        lin.taps("solved")
        await room.settle()
        assert room.chat.is_closed(thread)
        assert "🔒 已結案" in next(one.text for one in room.chat.received if case.number in one.text)
        town.do(triage.reopen, case.id, reason="又漏了", by=town.staff["wang"])
        await room.settle()
        assert not room.chat.is_closed(thread)
        assert room.chat.last().message["message_thread_id"] == thread
        assert "重新打開" in room.chat.last().text


@pytest.mark.parametrize("ail", ["deleted", "closed", "no right"])
async def test_a_topic_that_cannot_be_closed_holds_nothing_up(
    town: Town, fake: FakeTelegram, ail: str
) -> None:
    async with opened(town, fake, OPEN, topics=True) as room:
        case = town.chat().files()
        await room.settle()
        (thread,) = room.chat.topics
        if ail == "deleted":
            room.chat.deletes_topic(thread)
        elif ail == "closed":
            fake.bot.closed_topics.add((room.chat.chat_id, thread))
        else:
            fake.bot.rights[room.chat.chat_id] = "member"
        town.do(cases.close, case.id, reason=CloseReason.WITHDRAWN, words="業主撤回", by=town.staff["wang"])
        await room.settle()
        assert len(fake.called("closeForumTopic")) == 1
        assert room.posts(state="open") == []


async def test_a_broken_promise_is_told_beside_the_card(room: Room, lin: Chat) -> None:
    case = lin.files()
    await room.settle()
    card = room.card(case.number)
    room.town.now = case.reply_by
    room.pass_time(60)
    await room.settle()
    assert "⏰ 已過承諾的時間" in room.card(case.number).text
    told = room.chat.last()
    assert told.text.startswith("⏰ 已過承諾的時間，業主還沒有收到答覆")
    call = next(call for call in room.fake.calls if told.message_id in call.messages)
    assert call.params["reply_parameters"]["message_id"] == card.message_id


async def test_not_solved_is_told_and_the_rework_has_its_own_card(room: Room, lin: Chat) -> None:
    case = lin.files()
    await room.settle()
    room.town.resolve(case.id)
    room.town.until("2026-11-24 10:05")
    lin.taps("not")
    for tap in ("done", "no", "none"):
        if any(button.token.endswith(f":{tap}") for button in lin.last().buttons):
            lin.taps(tap)
    await room.settle()
    rework = room.town.cases()[-1]
    assert rework.parent_id == case.id
    assert room.card(rework.number)
    assert any("沒解決" in text and case.number in text for text in room.screen())


@pytest.mark.parametrize(
    ("wanted", "sees"),
    [
        (Wanted("x", categories=(Category.WATER_SUPPLY,), discreet=False), True),
        (Wanted("x", categories=(Category.NOISE, Category.DRAIN), discreet=False), False),
        (Wanted("x", severity=Severity.MAJOR, discreet=False), False),
    ],
    ids=["its category", "other categories", "major only"],
)
async def test_a_group_sees_what_is_routed_to_it(
    town: Town, fake: FakeTelegram, wanted: Wanted, sees: bool
) -> None:
    async with opened(town, fake, wanted) as room:
        town.chat().files()
        await room.settle()
    assert bool(town.rows(GroupCard)) is sees


async def test_the_other_centres_cases_are_not_seen(room: Room) -> None:
    room.town.chat("ng", bound="ng", account="web:B").files()
    await room.settle()
    assert room.town.rows(GroupCard) == []


async def test_a_discreet_card_has_number_category_and_link_only(town: Town, fake: FakeTelegram) -> None:
    async with opened(town, fake, Wanted("工程部")) as room:
        case = town.chat().files("3座12A的廁所漏水，我姓林")
        await room.settle()
        town.do(cases.take, case.id, by=town.li)
        await room.settle()
        card = room.card(case.number)
        assert card.text == f"{case.number} · 衛生間滲漏"
        town.now = case.reply_by
        room.pass_time(60)
        await room.settle()
        assert not [
            text for text in room.screen() if any(word in text for word in ("3座", "12A", "林", "li "))
        ]
    (sent,) = [call for call in fake.called("sendMessage") if card.message_id in call.messages]
    assert "protect_content" not in sent.params


async def test_what_has_owners_data_cannot_be_forwarded(room: Room, lin: Chat) -> None:
    case = lin.files()
    await room.settle()
    assert room.card(case.number).message["has_protected_content"] is True


async def test_each_case_has_its_topic_and_a_deleted_one_is_made_once_more(
    town: Town, fake: FakeTelegram
) -> None:
    async with opened(town, fake, OPEN, topics=True) as room:
        case = town.chat().files()
        await room.settle()
        ((thread, name),) = room.chat.topics.items()
        assert (case.number in name, room.card(case.number).message["message_thread_id"]) == (True, thread)
        room.chat.deletes(room.card(case.number))
        room.chat.deletes_topic(thread)
        town.do(cases.take, case.id, by=town.li)
        await room.settle()
        (again,) = room.chat.topics
        assert room.card(case.number).message["message_thread_id"] == again
        room.chat.deletes(room.card(case.number))
        room.chat.deletes_topic(again)
        town.do(cases.reply, case.id, words="好", by=town.li)
        await room.settle(8)
        assert "message_thread_id" not in room.card(case.number).message


async def test_without_the_right_cards_go_into_the_group_itself(town: Town, fake: FakeTelegram) -> None:
    async with opened(town, fake, OPEN, topics=True) as room:
        fake.bot.rights[room.chat.chat_id] = "member"
        case = town.chat().files()
        await room.settle()
        assert "message_thread_id" not in room.card(case.number).message
        assert (room.group.has_topics, "enough rights" in room.group.lost_why) == (False, True)


async def test_a_deleted_card_is_shown_anew(room: Room, lin: Chat) -> None:
    case = lin.files()
    await room.settle()
    room.chat.deletes(room.card(case.number))
    room.town.do(cases.take, case.id, by=room.town.li)
    await room.settle()
    assert "已接單" in room.card(case.number).text


async def test_a_group_that_became_larger_is_followed(room: Room, lin: Chat) -> None:
    new = room.chat.becomes_supergroup()
    case = lin.files()
    await room.settle()
    assert room.card(case.number).chat_id == new
    assert room.group.address == str(new)


async def test_a_group_that_vanished_is_a_task_and_nothing_more_is_sent(room: Room, lin: Chat) -> None:
    room.chat.removes_bot()
    lin.files()
    await room.settle()
    calls = len(room.fake.calls)
    room.town.chat("ho", bound=None).files()
    await room.settle()
    assert len(room.fake.calls) == calls
    assert "group_lost" in room.town.open_tasks()
    assert (room.group.lost_at is not None, room.posts(state="failed") != []) == (True, True)


async def test_owners_words_are_no_markup(room: Room) -> None:
    ho = room.town.chat("ho", bound=None)
    ho.says("/start")
    case = ho.files('<a href="tg://user?id=1">@all</a> 廁所漏水')
    await room.settle()
    assert len(room.card(case.number).message["entities"]) == 1


async def test_429_in_a_group_waits_as_long_as_told(room: Room, lin: Chat) -> None:
    room.fake.fails(faults.too_many(30), method="sendMessage")
    case = lin.files()
    await room.settle(2)
    assert not [text for text in room.screen() if case.number in text]
    room.pass_time(30)
    await room.settle()
    assert room.card(case.number)
    assert room.fake.bot.early_calls == []
