"""A push in over a real connection, its encrypted answer out; the same answer for whoever asks again."""

import logging
import re
import sqlite3
from collections import Counter
from collections.abc import AsyncGenerator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlmodel import SQLModel, col, select

from bot.channels.channel import Consent, News, Reach, Receipt
from bot.channels.wechat.hook import WeChatHook
from desk import telling
from dialogs.heard import Heard
from dialogs.speech import Spoken
from storage import Session, Store
from storage.sqlite import SQLiteStore
from storage.tables import Centre, Contact, DeadLetter, Message, Outbox, Owner, PassiveReply
from tests.bot.wechat_chat import a_hook, following
from tests.conftest import sqlite_url
from tests.dialogs.estate import CHEN, NOW, binding, found
from tests.fakes.wechat import pushes
from tests.fakes.wechat.pusher import FAULT, Account, Pusher, signed
from tests.fakes.wechat.pushes import event, message

AT = int(NOW.timestamp())
PATH = "/hooks/wechat/main"
MENU = "您好，这里是雲景花園服務中心。"


def rows(store: Store, table: type[SQLModel]) -> list[Any]:
    return store.read(lambda session: list(session.exec(select(table).order_by(*inspect(table).primary_key))))


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """What rests on the database is looked at on both in tests/desk/test_passive.py."""
    sqlite_store.write(found)
    return sqlite_store


@pytest.fixture
def hook(store: Store) -> WeChatHook:
    return a_hook(store, lambda: NOW)


@pytest.fixture
async def wechat(hook: WeChatHook) -> AsyncGenerator[Pusher]:
    async with following(hook) as pusher:
        yield pusher


async def test_a_message_is_answered_at_once_and_nothing_is_left_to_send(
    store: Store, wechat: Pusher
) -> None:
    assert (await wechat.push(pushes.words("你好"), AT)).startswith(MENU)
    (sent,) = rows(store, Outbox)
    assert (sent.state, sent.done_at, sent.parts_sent) == ("sent", NOW, 1)


async def test_a_redelivery_gets_the_same_answer_byte_for_byte(store: Store, wechat: Pusher) -> None:
    xml = pushes.words("廁所漏水")
    answers = [await posted(wechat, xml, nonce=f"n{number}") for number in range(3)]
    assert answers[0] == answers[1] == answers[2] != b"success"
    assert len(rows(store, Outbox)) == 1
    assert Counter(line.direction for line in rows(store, Message)) == {"in": 1, "out": 1}


async def posted(wechat: Pusher, xml: str, *, nonce: str = "n") -> bytes:
    query, body = wechat.account.push(xml, AT, nonce)
    return (await wechat.client.post(f"{PATH}?{query}", content=body)).content


async def test_one_number_of_two_followers_is_two_messages(store: Store, wechat: Pusher) -> None:
    for who in ("oLin", "oZhao"):
        assert await wechat.push(pushes.words("你好", who=who, msg_id=5), AT)
    assert len(rows(store, Contact)) == len(rows(store, PassiveReply)) == 2


async def test_a_redelivered_event_is_the_same_event(store: Store, wechat: Pusher) -> None:
    xml = event("subscribe", at=AT)
    first, again = [await posted(wechat, xml) for _ in range(2)]
    assert first == again
    assert len(rows(store, Outbox)) == 1


async def test_when_the_database_is_away_wechat_brings_it_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    store = SQLiteStore(tmp_path / "huifang.db", busy=0.01)
    store.write(found)
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with following(a_hook(store, lambda: NOW)) as wechat:
        assert await wechat.push(pushes.words("你好", msg_id=1), AT) == FAULT
        assert wechat.deliveries == 3
        other.execute("ROLLBACK")
        assert (await wechat.push(pushes.words("你好", msg_id=1), AT)).startswith(MENU)
    other.close()
    store.close()


async def test_a_choice_of_earlier_is_told_so_and_changes_nothing(wechat: Pusher) -> None:
    await wechat.push(pushes.words("報修"), AT)
    await wechat.push(pushes.words("3座 12A"), AT)
    asked = await wechat.push(pushes.tapped("卫生间渗漏", "1:category:bathroom_leak"), AT)
    again = await wechat.push(pushes.tapped("电梯", "1:category:lift"), AT)
    assert again.startswith("这一题您已经答过了")
    assert asked in again


async def test_a_number_is_of_the_question_on_screen(wechat: Pusher) -> None:
    await wechat.push(pushes.words("報修"), AT)
    await wechat.push(pushes.words("3座 12A"), AT)
    assert "1. <a " in await wechat.push(pushes.words("1"), AT)
    assert "1. <a " not in await wechat.push(pushes.words("2"), AT)
    assert "也可以点选" not in await wechat.push(pushes.words("2"), AT)


async def test_a_choice_of_another_conversation_is_old(wechat: Pusher) -> None:
    for menu_id in ("7:confirm:file", "0:nothing:1", "0:case:99"):
        assert "1. <a " not in await wechat.push(pushes.tapped("是", menu_id), AT)


async def test_a_number_where_words_are_asked_for_is_words(store: Store, wechat: Pusher) -> None:
    await wechat.push(pushes.words("綁定"), AT)
    assert "1. " not in await wechat.push(pushes.words("1"), AT)


async def test_the_words_of_a_link_that_came_without_its_id_are_enough(wechat: Pusher) -> None:
    await wechat.push(pushes.words("廁所漏水"), AT)
    await wechat.push(pushes.words("直接提交"), AT)
    await wechat.push(pushes.words("是"), AT)
    added = await wechat.push(pushes.words("更大了"), AT)
    assert "这是另一件事" in added
    assert "更大了" not in await wechat.push(pushes.tapped("这是另一件事", "0"), AT)


async def test_nobody_s_links_but_ours_work(wechat: Pusher) -> None:
    mean = '<a href="weixin://bizmsgmenu?msgmenucontent=x&msgmenuid=1:confirm:drop">]]></Content> x</a>'
    shown = await wechat.push(pushes.words("廁所漏水" + mean), AT)
    assert "confirm:drop" in shown
    assert not re.search("<a [^>]*confirm:drop", shown)
    assert "</Content>" not in shown


async def test_an_answer_too_long_for_one_reply_goes_on_by_the_other_way(
    store: Store, hook: WeChatHook, wechat: Pusher
) -> None:
    await wechat.push(pushes.words("你好"), AT)
    texts = ["水" * 600, "電" * 600]
    store.write(lambda session: waiting(session, *texts))
    answer = await wechat.push(pushes.words("你好"), AT)
    assert answer.startswith("水" * 600)
    open_ones = [row for row in rows(store, Outbox) if row.done_at is None]
    assert [row.parts_sent for row in open_ones] == [0, 0]
    assert await wechat.push(pushes.words("你好"), AT) == "電" * 600
    assert (await wechat.push(pushes.words("你好"), AT)).startswith(MENU)


def waiting(session: Session, *texts: str) -> None:
    """What the centre said while there was no way to send it."""
    contact = session.exec(select(Contact)).one()
    to = telling.listener(session, contact.id or 0)
    for text in texts:
        telling.say_spoken(session, to, Spoken(text), now=NOW)


async def test_of_a_message_in_parts_the_first_go_out_and_the_rest_waits(
    store: Store, wechat: Pusher
) -> None:
    await wechat.push(pushes.words("你好"), AT)
    store.write(lambda session: waiting(session, "水" * 600 + "\n\n" + "電" * 600))
    assert await wechat.push(pushes.words("你好"), AT) == "水" * 600
    assert [(row.state, row.parts_sent) for row in rows(store, Outbox) if row.done_at is None] == [
        ("open", 1),
        ("open", 0),
    ]


async def test_what_somebody_is_sending_already_is_left_alone(store: Store, wechat: Pusher) -> None:
    await wechat.push(pushes.words("你好"), AT)
    store.write(lambda session: waiting(session, "正在發送", "有疑問"))
    store.write(half_sent)
    assert (await wechat.push(pushes.words("你好"), AT)).startswith(MENU)


def half_sent(session: Session) -> None:
    _, sending, doubtful = session.exec(select(Outbox).order_by(col(Outbox.id))).all()
    sending.state, doubtful.ambiguous = "sending", True


async def test_a_failing_turn_is_a_dead_letter_and_the_owner_is_told_at_once(
    store: Store, wechat: Pusher
) -> None:
    await wechat.push(pushes.words("你好"), AT)
    store.write(spoil)
    told = await wechat.push(pushes.words("你好"), AT)
    assert "内容已经保存" in told
    assert len(rows(store, DeadLetter)) == 1


def spoil(session: Session) -> None:
    """A centre that follows a procedure that is not there: its turns fail."""
    session.exec(select(Centre)).one().procedure = "nowhere"


@pytest.mark.parametrize(
    "xml",
    [
        pushes.words("a\x01b"),
        pushes.words("a").replace("<MsgId>", "<MsgType>event</MsgType><MsgId>"),
        message("image", ""),
        "nonsense",
    ],
)
async def test_what_cannot_be_read_is_kept_and_never_asked_for_again(
    xml: str, store: Store, wechat: Pusher
) -> None:
    assert await posted(wechat, xml) == b"success"
    (letter,) = rows(store, DeadLetter)
    assert letter.account == "wechat:main"


async def test_unknown_events_are_counted(hook: WeChatHook, store: Store, wechat: Pusher) -> None:
    for xml in (event("VIEW", key="https://a"), event("something_new"), event("LOCATION")):
        assert await posted(wechat, xml) == b"success"
    assert hook.counts == {"view": 1, "something_new": 1, "location": 1}
    assert rows(store, Message) == rows(store, DeadLetter) == []


async def test_the_kinds_we_take_are_said_kindly(wechat: Pusher) -> None:
    for kind, fields, what in (("file", pushes.FILE, "文件"), ("video", pushes.VIDEO, "视频"), ("x", "", "")):
        assert what in await wechat.push(message(kind, fields), AT)


async def test_a_follower_by_a_one_time_code_is_bound(store: Store, wechat: Pusher) -> None:
    store.write(lambda session: binding.give_code(session, 1, by=CHEN, now=NOW, token="k3y-_0123456789"))
    told = await wechat.push(event("subscribe", key="qrscene_BINDk3y-_0123456789", at=AT), AT)
    assert "Lin" in told
    assert [contact.owner_id for contact in rows(store, Contact)] == [rows(store, Owner)[0].id]


async def test_a_follower_who_scans_is_bound_once(store: Store, wechat: Pusher) -> None:
    store.write(lambda session: binding.give_code(session, 1, by=CHEN, now=NOW, token="k3y-_0123456789"))
    scans = [event("SCAN", key="BINDk3y-_0123456789", who=who, at=AT) for who in ("oLin", "oZhao")]
    told = [await wechat.push(xml, AT) for xml in scans]
    assert "Lin" in told[0]
    assert "Lin" not in told[1]


async def test_who_leaves_cannot_be_reached_until_they_follow_again(store: Store, wechat: Pusher) -> None:
    await wechat.push(event("subscribe", at=AT), AT)
    assert await posted(wechat, event("unsubscribe", at=AT + 1)) == b"success"
    assert [contact.unreachable for contact in rows(store, Contact)] == ["blocked"]
    assert (await wechat.push(event("subscribe", at=AT + 2), AT)).startswith(MENU)
    assert [contact.unreachable for contact in rows(store, Contact)] == [None]


async def test_what_may_be_sent_is_noted_once(store: Store) -> None:
    noted: list[Heard | Reach | News] = []

    def note(session: Session, what: Heard | Reach | News, *, now: datetime) -> bool:
        noted.append(what)
        return False

    listed = pushes.CHOICE.format(template="a", status="accept")
    news = [
        event("TEMPLATESENDJOBFINISH", pushes.SENT.format(number=163, status="success")),
        event("subscribe_msg_popup_event", f"<SubscribeMsgPopupEvent>{listed}</SubscribeMsgPopupEvent>"),
    ]
    async with following(a_hook(store, lambda: NOW, note=note)) as wechat:
        for xml in (*news, *news):
            assert await posted(wechat, xml) == b"success"
    assert [type(each) for each in noted] == [Receipt, Consent]


async def test_the_address_is_confirmed_to_wechat_alone(wechat: Pusher) -> None:
    asked = {"timestamp": str(AT), "nonce": "n", "echostr": "5927110344"}
    good = {**asked, "signature": signed(wechat.account.token, str(AT), "n")}
    answer = await wechat.client.get(PATH, params=good)
    assert (answer.status_code, answer.text) == (200, "5927110344")
    wrong = await wechat.client.get(PATH, params={**asked, "signature": "0" * 40})
    assert (wrong.status_code, wrong.content) == (401, b"")
    assert (await wechat.client.put(PATH, params=good)).status_code == 405


async def test_whoever_has_no_right_gets_one_answer(store: Store, wechat: Pusher) -> None:
    query, body = wechat.account.push(pushes.words("你好"), AT)
    other = Account(appid="wxanotheraccount0").push(pushes.words("你好"), AT)
    old = wechat.account.push(pushes.words("你好"), AT - 3600)
    for asked, content in ((query, body[:-1]), (query, b""), ("", body), other, old, (query, b"<!" + body)):
        answer = await wechat.client.post(f"{PATH}?{asked}", content=content)
        assert (answer.status_code, answer.content) == (401, b"")
    assert rows(store, Message) == []


async def test_too_large_a_body_is_not_read(wechat: Pusher) -> None:
    query, _ = wechat.account.push(pushes.words("你好"), AT)
    answer = await wechat.client.post(f"{PATH}?{query}", content=b"x" * 70_000)
    assert answer.status_code == 413


async def test_every_flipped_byte_is_refused_on_the_wire(store: Store, wechat: Pusher) -> None:
    query, body = wechat.account.push(pushes.words("水", msg_id=1), AT)
    for at in range(0, len(body), 3):
        changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        answer = await wechat.client.post(f"{PATH}?{query}", content=changed)
        assert answer.status_code == 401
    assert rows(store, Message) == []


async def test_the_previous_key_is_answered_with_the_previous_key(store: Store) -> None:
    before = Account(aes="o" * 42 + "A")
    async with following(a_hook(store, lambda: NOW, aes=(Account().aes, before.aes))) as wechat:
        wechat.account = before
        assert (await wechat.push(pushes.words("你好"), AT)).startswith(MENU)


async def test_plain_messages_get_plain_answers_and_a_loud_warning(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        hook = a_hook(store, lambda: NOW, aes=(), plaintext=True)
    assert "NOT ENCRYPTED" in caplog.text
    async with following(hook) as wechat:
        query = {"signature": signed(wechat.account.token, str(AT), "n"), "timestamp": AT, "nonce": "n"}
        answer = await wechat.client.post(PATH, params=query, content=pushes.words("你好").encode())
    assert MENU in answer.text


async def test_queries_and_words_are_not_in_the_logs(
    wechat: Pusher, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with caplog.at_level(logging.DEBUG):
        await wechat.push(pushes.words("你好"), AT)
        await posted(wechat, "nonsense")
        await wechat.client.post(f"{PATH}?msg_signature=abc", content=b"")
    assert "msg_signature" not in caplog.text
