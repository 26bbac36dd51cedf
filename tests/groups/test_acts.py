"""What members of the staff do in their group: the desk's own acts, for bound people only."""

from datetime import timedelta

import pytest

from desk import staff
from procedures.kinds import CaseState
from storage.tables import Case, StaffChat
from tests.desk.cast import Chat, Town
from tests.fakes.telegram import FakeTelegram
from tests.groups.conftest import OPEN
from tests.groups.room import Room, opened

COMPLAINT = "投訴：樓上半夜很吵"


async def filed(room: Room, lin: Chat) -> Case:
    case = lin.files()
    await room.settle()
    return case


async def test_whoever_presses_take_first_has_it_and_the_other_is_told_on_both_databases(
    town: Town, fake: FakeTelegram
) -> None:
    async with opened(town, fake, OPEN) as room:
        case = await filed(room, town.chat())
        card = room.card(case.number)
        room.member("chen").taps("接單", on=card)
        room.member("li").taps("接單", on=card)
        room.hear()
        await room.settle()
        assert room.town.case(case.id).handler_id == town.chen.staff_id
        assert room.answers() == [
            f"個案 {case.number} 由您接手了。",
            f"同事剛剛動過個案 {case.number}，請看最新的內容再決定。",
        ]
        assert "🔧 已接單 · chen" in room.card(case.number).text


async def test_a_stranger_is_refused_politely_and_nothing_is_changed(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    stranger = room.member("stranger")
    stranger.taps("接單", on=room.card(case.number))
    stranger.presses_data(f"g:take:{999}", on=room.card(case.number))
    stranger.replies("我來答", to=room.card(case.number))
    stranger.says("/today")
    room.hear()
    await room.settle()
    assert room.town.case(case.id).state == CaseState.OPEN
    assert [words[:12] for words in room.answers()] == ["這裡只認綁定過的員工。請"] * 2
    assert [text for text in room.screen() if "綁定過的員工" in text] == [room.chat.last().text]


async def test_forged_data_of_a_member_changes_nothing(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    forged = (
        "g:take:99999",
        "g:take:",
        "g:drop:1",
        "take",
        "g:to:1:99999",
        "g:to:1:x",
        "g:cause:1:none",
        "::",
    )
    for data in (*forged, f"g:take:{'9' * 40}"):
        room.member("chen").presses_data(data, on=room.card(case.number))
    room.hear()
    await room.settle()
    assert room.answers() == ["這個按鈕或問題已經失效，什麼都沒有改動。"] * 9
    assert room.town.case(case.id).handler_id is None


async def test_a_card_of_another_group_is_none_of_theirs(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    other = room.fake.group("別的群")
    chen = other.member(room.people["chen"].user)
    chen.presses_data("g:take:1", on=room.card(case.number))
    room.fake.bot.pending[-1].update["callback_query"]["message"] = {
        **room.card(case.number).message,
        "chat": other.chat,
    }
    room.hear()
    await room.settle()
    assert room.town.case(case.id).handler_id is None


async def test_somebody_who_left_is_nobody(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    room.town.do(staff.disable, room.town.li.staff_id, by=room.town.admin)
    room.member("li").taps("接單", on=room.card(case.number))
    room.hear()
    assert room.town.case(case.id).handler_id is None


async def test_a_reply_to_the_card_answers_the_owner_and_keeps_the_promise(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    room.member("li").replies("師傅下午三點到", to=room.card(case.number))
    room.hear()
    await room.settle()
    assert (lin.last().text, lin.last().by) == ("師傅下午三點到", "li")
    assert room.town.case(case.id).promise_kept is True
    assert room.chat.last().text == f"已轉給個案 {case.number} 的業主。"
    assert "replied" in room.town.what_happened(case.id)


async def test_in_a_topic_the_bot_answers_in_that_topic(town: Town, fake: FakeTelegram) -> None:
    async with opened(town, fake, OPEN, topics=True) as room:
        case = await filed(room, town.chat())
        card = room.card(case.number)
        room.member("li").replies("師傅下午到", to=card)
        room.member("li").taps("延期", on=card)
        room.hear()
        await room.settle()
        thread = card.message["message_thread_id"]
        said = [one for one in room.chat.received if "已轉給" in one.text or "要延到" in one.text]
        assert [one.message["message_thread_id"] for one in said] == [thread, thread]
        room.member("li").replies("再說一句", to=card)
        room.chat.deletes_topic(thread)
        room.hear()
        await room.settle()
        assert "message_thread_id" not in room.chat.last().message
        assert room.chat.last().text.startswith("已轉給")


async def test_a_reply_brought_twice_answers_once(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    said = room.member("li").replies("師傅下午到", to=room.card(case.number))
    room.hear()
    room.member("li").pushes(said)
    room.hear()
    assert [one.text for one in lin.all_said()].count("師傅下午到") == 1


async def test_a_reply_to_the_card_of_a_closed_case_is_refused(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    card = room.card(case.number)
    room.town.resolve(case.id)
    room.town.until("2026-11-24 10:05")
    lin.taps("solved")
    assert room.town.case(case.id).state == CaseState.CLOSED
    room.member("li").replies("再說一句", to=card)
    room.hear()
    await room.settle()
    assert room.chat.last().text == "這個個案已經結案。"
    assert "再說一句" not in [one.text for one in lin.all_said()]


async def test_what_staff_say_among_themselves_is_not_the_owners(room: Room, lin: Chat) -> None:
    await filed(room, lin)
    before = len(lin.all_said())
    room.member("li").says("這個月又是漏水")
    room.hear()
    assert len(lin.all_said()) == before


async def test_a_case_is_given_to_a_colleague(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    room.member("chen").taps("派單", on=room.card(case.number))
    room.hear()
    await room.settle()
    assert "admin" not in [button.label for button in room.chat.last().buttons]
    room.member("chen").taps("li", on=room.chat.last())
    room.hear()
    await room.settle()
    assert room.town.case(case.id).handler_id == room.town.li.staff_id
    assert room.answers()[-1] == f"個案 {case.number} 派給 li 了。"


@pytest.mark.parametrize(
    ("words", "until"),
    [("週五下午三點\n等配件", "2026-11-27 15:00"), ("11-27 16:30 等配件", "2026-11-27 16:30")],
)
async def test_time_is_asked_for_with_a_reason(room: Room, lin: Chat, words: str, until: str) -> None:
    case = await filed(room, lin)
    room.bind("wang")
    room.member("wang").taps("延期", on=room.card(case.number))
    room.hear()
    await room.settle()
    asked = room.chat.last()
    room.member("li").replies(words, to=asked)
    room.hear()
    await room.settle()
    assert room.chat.last().text == "這一題問的是另一位同事。"
    room.member("wang").replies(words, to=asked)
    room.hear()
    await room.settle()
    assert f"{room.town.case(case.id).close_by:%Y-%m-%d %H:%M}" == _utc(until)
    assert room.chat.last().text.endswith("業主會收到通知。")
    assert "等配件" in lin.last().text


async def test_what_is_beyond_three_days_waits_for_the_director(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    room.member("li").taps("延期", on=room.card(case.number))
    room.hear()
    await room.settle()
    room.member("li").replies("11-30 16:30 等配件", to=room.chat.last())
    room.hear()
    await room.settle()
    assert room.chat.last().text.endswith("要等主任同意。")
    assert "postpone_approval" in room.town.open_tasks()


def _utc(wall: str) -> str:
    hour = int(wall[11:13]) - 8
    return f"{wall[:11]}{hour:02}{wall[13:]}"


async def test_a_time_that_is_none_changes_nothing(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    before = room.town.case(case.id).close_by
    room.member("chen").taps("延期", on=room.card(case.number))
    room.hear()
    await room.settle()
    asked = room.chat.last()
    for words in ("不知道", "後天下午三點", "13-45 10:00 等配件", "昨天下午三點\n等配件", "11-26 等配件"):
        room.member("chen").replies(words, to=asked)
    room.hear()
    await room.settle(8)
    assert room.town.case(case.id).close_by == before
    assert not [text for text in room.screen() if "業主會收到通知" in text]


async def test_done_asks_what_was_done_and_tells_the_owner(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    room.member("li").taps("接單", on=room.card(case.number))
    room.member("li").taps("辦結", on=room.card(case.number))
    room.hear()
    await room.settle()
    room.member("li").replies("換了閥門\n修好了，請放心使用", to=room.chat.last())
    room.hear()
    await room.settle()
    done = room.town.case(case.id)
    assert (done.state, done.measure) == (CaseState.RESOLVED, "換了閥門")
    assert any("修好了，請放心使用" in one.text for one in lin.all_said())


async def test_a_complaint_is_done_with_its_cause_and_measure(room: Room, lin: Chat) -> None:
    lin.says(COMPLAINT)
    for tap in ("file", "no", "file"):
        if any(button.token.endswith(f":{tap}") for button in lin.last().buttons):
            lin.taps(tap)
    case = room.town.cases()[-1]
    assert case.kind == "complaint"
    await room.settle()
    li = room.member("li")
    li.taps("接單", on=room.card(case.number))
    li.taps("辦結", on=room.card(case.number))
    room.hear()
    await room.settle()
    assert "判定" in room.answers()[-1] or "控制台" in room.answers()[-1]
    room.town.find_valid(case.id)
    li.replies("您好，我是工程部李建國，馬上去看。", to=room.card(case.number))
    li.taps("辦結", on=room.card(case.number))
    room.hear()
    await room.settle()
    li.taps("服務", on=room.chat.last())
    room.hear()
    await room.settle()
    asked = room.chat.last()
    li.replies("只有一行", to=asked)
    room.hear()
    await room.settle()
    assert room.town.case(case.id).state == CaseState.TAKEN
    li.replies("巡查不夠\n夜間加一班\n已請樓上放輕聲", to=asked)
    room.hear()
    await room.settle()
    done = room.town.case(case.id)
    assert (done.state, done.cause, done.measure, done.cause_kind) == (
        CaseState.RESOLVED,
        "巡查不夠",
        "夜間加一班",
        "conduct",
    )


async def test_a_role_that_may_not_is_told_so(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    room.bind("admin")
    room.member("admin").taps("接單", on=room.card(case.number))
    room.hear()
    await room.settle()
    assert room.answers() == ["您的崗位不能做這件事。"]


# binding


async def test_a_code_binds_once_and_only_in_time(room: Room) -> None:
    mallory = room.fake.owner("Mallory")
    mallory.says("/start staff-" + room.codes["chen"])
    room.hear()
    await room.settle()
    assert "不對，或已經過期" in mallory.last().text
    assert len(room.town.rows(StaffChat)) == 2


async def test_after_five_wrong_codes_even_a_right_one_waits(room: Room) -> None:
    mallory = room.people["admin"] = room.fake.owner("admin")
    for guess in range(5):
        mallory.says(f"/staff guess{guess}")
    room.hear()
    room.bind("admin")
    assert len(room.town.rows(StaffChat)) == 2
    room.town.now += timedelta(hours=1, minutes=1)
    room.bind("admin")
    assert len(room.town.rows(StaffChat)) == 3


async def test_a_member_of_the_other_centre_is_nobody_here(room: Room, lin: Chat) -> None:
    case = await filed(room, lin)
    room.bind("zhao")
    room.member("zhao").taps("接單", on=room.card(case.number))
    room.hear()
    assert room.town.case(case.id).handler_id is None


# setting up


async def test_an_unknown_group_is_told_once_how_to_be_set_up(room: Room) -> None:
    other = room.fake.group("新的群")
    other.adds_bot()
    other.adds_bot()
    other.says("大家好")
    other.says("/setup nonsense")
    room.hear()
    await room.settle()
    assert [arrival.text[:14] for arrival in other.received] == [
        "大家好。這個群還沒有和服務中",
        "這個代碼不對，或已經過期。請",
    ]


async def test_a_bot_that_was_put_out_is_noticed_and_one_that_is_back_works(room: Room, lin: Chat) -> None:
    room.chat.removes_bot(says_so=True)
    room.hear()
    assert room.group.lost_why == "kicked"
    room.fake.bot.closed.clear()
    room.chat.adds_bot()
    room.hear()
    case = await filed(room, lin)
    assert room.card(case.number)
