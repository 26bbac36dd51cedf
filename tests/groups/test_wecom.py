"""Staff groups in WeCom: a robot and an application, against a platform that refuses with a 200."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from desk import cases
from desk.staff_groups import GroupKind
from storage.sealing import seal
from storage.tables import Staff
from tests.fakes.wecom import Pusher
from tests.groups.works import KEY, OURS, Works

# the robot


async def test_a_robot_says_each_change_of_a_case(works: Works) -> None:
    robot = works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    (number,) = works.file()
    await works.settle()
    works.town.do(cases.take, works.town.cases()[0].id, by=works.town.li)
    await works.settle()
    first, second = robot.said
    assert first.startswith(f"[【報修】{number} · 下水道堵塞](https://desk.example/console/cases/{number})")
    assert ("🆕 待派單" in first, "🔧 已接單 · li" in second) == (True, True)


async def test_a_robot_stays_below_twenty_a_minute_and_many_are_a_digest(works: Works) -> None:
    robot = works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    for _ in range(8):
        works.file(3)
        await works.settle(6, seconds=1)
    await works.settle(6)
    assert [call for call in works.fake.calls if call[1] == 45009] == []
    assert any("件 新的或有變化" in said for said in robot.said)
    assert max(len(said.encode()) for said in robot.said) <= 4096


async def test_a_robot_told_to_wait_waits_a_minute(works: Works) -> None:
    robot = works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    works.fake.answers.append(45009)
    works.file()
    await works.settle(10, seconds=4)
    assert (robot.said, len(works.fake.calls)) == ([], 1)
    await works.settle(8, seconds=4)
    assert len(robot.said) == 1


async def test_a_revoked_key_is_a_task_and_shown_and_nothing_more_is_said(works: Works) -> None:
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    works.file()
    await works.settle()
    works.file()
    await works.settle()
    assert works.fake.calls == [("webhook/send", 93000)]
    assert "93000" in works.group().lost_why
    assert "group_lost" in works.town.open_tasks()


async def test_a_key_sealed_with_another_secret_is_lost_not_sent(works: Works) -> None:
    works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal("another secret", KEY))
    works.file()
    await works.settle()
    assert (works.fake.calls, "enter it again" in works.group().lost_why) == ([], True)


@pytest.mark.parametrize(
    ("instead", "marked"),
    [(None, True), (502, True), (-1, False)],
    ids=["cut", "html", "busy"],
)
async def test_what_was_in_doubt_comes_again_with_its_mark(
    works: Works, instead: int | None, marked: bool
) -> None:
    robot = works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    works.fake.answers.append(web.Response(status=502, text="<html>") if instead == 502 else instead)
    works.file()
    await works.settle()
    assert [said.startswith("（重發）") for said in robot.said] == [marked]


async def test_ten_dead_minutes_of_wecom_end_in_one_digest(works: Works) -> None:
    robot = works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    works.fake.answers.extend([None] * 200)
    numbers = works.file(12)
    await works.settle(60, seconds=10)
    works.fake.answers.clear()
    await works.settle(12, seconds=10)
    (digest,) = robot.said
    assert [number for number in numbers if number not in digest] == []


async def test_a_digest_too_long_is_cut_on_a_character(works: Works) -> None:
    robot = works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    works.file(60)
    await works.settle(4)
    assert len(robot.said[0].encode()) <= 4096
    assert "……還有" in robot.said[0].splitlines()[-1]


async def test_a_name_is_no_markup(works: Works) -> None:
    robot = works.fake.robot(KEY)
    works.add(GroupKind.WECOM_ROBOT, seal(OURS, KEY))
    works.file()
    works.town.do(cases.take, works.town.cases()[0].id, by=works.town.li)
    works.town.store.write(_rename)
    await works.settle()
    assert "＜＠all＞［x］(http://evil)" in robot.said[-1]


def _rename(session: Any) -> None:
    session.get_one(Staff, 3).name = "<@all>[x](http://evil)"


# the application


async def test_the_application_writes_to_members_and_a_token_is_renewed_once(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "chen|li")
    (number,) = works.file()
    await works.settle()
    assert [number in said for said in works.fake.received["chen"]] == [True]
    works.fake.end_token()
    works.file()
    await works.settle()
    assert [path for path, _ in works.fake.calls] == [
        *("gettoken", "message/send"),
        *("message/send", "gettoken", "message/send"),
    ]


async def test_a_message_in_doubt_arrives_once(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "chen")
    works.file()
    await works.settle()
    works.fake.hides_answers = 1
    works.file()
    await works.settle()
    assert len(works.fake.received["chen"]) == 2
    assert [path for path, _ in works.fake.calls].count("message/send") == 3


async def test_nobody_of_those_named_is_a_task(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "nobody")
    works.file()
    await works.settle()
    assert "group_lost" in works.town.open_tasks()


async def test_an_address_that_is_not_trusted_pauses_and_is_tried_again(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "chen")
    works.fake.answers.append(60020)
    works.file()
    await works.settle(10, seconds=20)
    assert works.fake.received == {}
    await works.settle(10, seconds=20)
    assert len(works.fake.received["chen"]) == 1


# what members write


async def test_a_bound_member_lists_takes_and_answers(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "@all")
    await works.binds()
    lin = works.town.chat()
    case = lin.files()
    await works.settle()
    await works.says("li", f"接單 {case.number}")
    await works.says("li", f"{case.number} 師傅下午到")
    await works.says("li", "今日")
    await works.settle(8)
    assert works.town.case(case.id).handler_id == works.town.li.staff_id
    assert lin.last().text == "師傅下午到"
    assert any("由您接手了" in said for said in works.fake.received["li"])


async def test_time_is_asked_for_alone_and_the_next_words_answer(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "chen|li")
    await works.binds()
    lin = works.town.chat()
    case = lin.files()
    await works.settle()
    await works.presses("li", "申請延期", on=works.card(case.number))
    await works.settle()
    assert "要延到什麼時候" in works.last("li")
    assert not any("要延到什麼時候" in said for said in works.fake.received["chen"])
    await works.says("li", "不知道")
    await works.says("li", "11-27 16:30 等配件")
    await works.settle()
    assert "要等主任同意" in works.last("li")
    assert "postpone_approval" in works.town.open_tasks()
    await works.says("li", "11-26 17:30 等配件")
    await works.settle()
    assert "可以這樣寫" in works.last("li")


async def test_a_stranger_and_a_foreign_case_change_nothing(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "@all")
    await works.binds()
    foreign = works.town.chat("ng", bound="ng", account="web:B").files()
    await works.says("chen", f"{foreign.number} 假的")
    await works.says("li", f"{foreign.number} 假的")
    await works.settle()
    assert "replied" not in works.town.what_happened(foreign.id)
    assert ["绑定过的员工" in said for said in works.fake.received["chen"]] == [True]


async def test_a_message_brought_three_times_is_heard_once(works: Works) -> None:
    works.add(GroupKind.WECOM_APP, "@all")
    await works.binds()
    case = works.town.chat().files()
    query, body = Pusher(works.town.now).words("li", f"{case.number} 一次", number=99)
    for _ in range(3):
        assert (await works.http.post(f"/hooks/wecom/main?{query}", content=body)).status_code == 200
    assert works.town.what_happened(case.id).count("replied") == 1


async def test_the_address_is_tried_by_its_echo(works: Works) -> None:
    answer = await works.http.get(f"/hooks/wecom/main?{Pusher(works.town.now).echo('1616140317555161061')}")
    assert (answer.status_code, answer.text) == (200, "1616140317555161061")


async def test_every_flipped_and_missing_byte_of_a_callback_is_refused(works: Works) -> None:
    query, body = Pusher(works.town.now).words("li", "今日")
    inside = range(body.index(b"Encrypt") + 17, len(body), 7)
    forged = [
        body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :] for at in inside if at < body.index(b"]]></Enc")
    ]
    forged += [body[:at] for at in range(0, len(body), 11)]
    answers = {
        (await works.http.post(f"/hooks/wecom/main?{query}", content=each)).status_code for each in forged
    }
    assert answers == {401}


@pytest.mark.parametrize(
    "what", ["other company", "other token", "old", "twice", "no query", "doctype", "huge"]
)
async def test_a_forged_callback_is_refused(works: Works, what: str) -> None:
    now = works.town.now
    pushers = {
        "other company": Pusher(now, corp="ww_other"),
        "other token": Pusher(now, token="OtherToken"),
        "old": Pusher(now - timedelta(minutes=11)),
    }
    query, body = pushers.get(what, Pusher(now)).words("li", "今日")
    query += "&nonce=x" if what == "twice" else ""
    query = "" if what == "no query" else query
    body = body.replace(b"<xml>", b"<!DOCTYPE x><xml>") if what == "doctype" else body
    body += b" " * 65_536 if what == "huge" else b""
    assert (await works.http.post(f"/hooks/wecom/main?{query}", content=body)).status_code == 401


async def test_what_is_no_text_is_taken_and_forgotten(works: Works) -> None:
    query, body = Pusher(works.town.now).push(
        "<xml><FromUserName><![CDATA[li]]></FromUserName><MsgType><![CDATA[event]]></MsgType>"
        "<Event><![CDATA[enter_agent]]></Event></xml>"
    )
    assert (await works.http.post(f"/hooks/wecom/main?{query}", content=body)).status_code == 200
