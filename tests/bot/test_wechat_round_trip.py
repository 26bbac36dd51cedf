"""What comes in from WeChat opens the way out: pushes through the hook, messages to the fake API."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.channels.wechat.noting import note
from storage import Store
from storage.tables import Contact, Outbox, Window
from tests.bot.wechat_chat import a_hook, following
from tests.bot.wechat_post import REVISIT_OPT_IN, REVISIT_TEMPLATE, WeChatOwner, WeChatPost, writing
from tests.dialogs.estate import NOW, found
from tests.fakes.wechat import pushes
from tests.fakes.wechat.fake import FakeWeChat
from tests.fakes.wechat.pusher import Pusher
from tests.fakes.wechat.pushes import LIN, event


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        yield fake


@pytest.fixture
async def post(sqlite_store: Store, fake: FakeWeChat, tmp_path: Path) -> AsyncIterator[WeChatPost]:
    sqlite_store.write(found)
    async with writing(sqlite_store, fake, tmp_path) as post:
        post.now = NOW
        yield post
    assert fake.world.books.broken == []


@pytest.fixture
async def wechat(post: WeChatPost) -> AsyncIterator[Pusher]:
    async with following(a_hook(post.store, lambda: post.now, note=note)) as pusher:
        yield pusher


def moment(post: WeChatPost) -> int:
    return int(post.now.timestamp())


async def pushed(post: WeChatPost, wechat: Pusher, xml: str) -> None:
    await wechat.push(xml, moment(post))


async def lin(post: WeChatPost, wechat: Pusher, words: str = "你好") -> WeChatOwner:
    """She writes, and both sides know it."""
    post.fake.follower(LIN).writes(post.now)
    await pushed(post, wechat, pushes.words(words, at=moment(post)))
    chosen = select(Contact).where(col(Contact.address) == LIN)
    contact = post.store.read(lambda session: session.exec(chosen).one())
    return WeChatOwner(post, post.fake.follower(LIN), contact.id or 0)


def last(post: WeChatPost) -> Outbox:
    chosen = select(Outbox).order_by(col(Outbox.id).desc())
    found = post.store.read(lambda session: session.exec(chosen).first())
    assert found
    return found


async def test_the_answer_on_the_spot_costs_nothing_and_words_open_the_window(
    post: WeChatPost, wechat: Pusher
) -> None:
    owner = await lin(post, wechat)
    assert (last(post).state, last(post).means) == ("sent", "passive")
    window = post.store.read(lambda session: session.get_one(Window, owner.contact_id))
    assert (window.words_left, window.short_left) == (5, 0)
    owner.is_told("師傅明早到")
    await post.deliver()
    assert owner.words() == ["師傅明早到"]


async def test_what_became_of_a_template_is_pushed(post: WeChatPost, wechat: Pusher) -> None:
    owner = await lin(post, wechat)
    post.register(REVISIT_TEMPLATE)
    post.pass_time(72 * 3600)
    asked = owner.is_told("修好了嗎", klass="B")
    await post.deliver(1)
    assert post.way(asked)[0] == "accepted"
    msgid = owner.follower.received[-1].msgid
    job = f"<MsgID>{msgid}</MsgID><Status><![CDATA[success]]></Status>"
    await pushed(post, wechat, event("TEMPLATESENDJOBFINISH", job, at=moment(post)))
    assert post.way(asked)[0] == "sent"


async def test_an_opt_in_that_was_pushed_carries_one_question(post: WeChatPost, wechat: Pusher) -> None:
    owner = await lin(post, wechat)
    post.register(REVISIT_OPT_IN)
    owner.follower.allowed["sub-revisit"] = 1
    listed = (
        "<SubscribeMsgPopupEvent><List><TemplateId><![CDATA[sub-revisit]]></TemplateId>"
        "<SubscribeStatusString><![CDATA[accept]]></SubscribeStatusString></List></SubscribeMsgPopupEvent>"
    )
    await pushed(post, wechat, event("subscribe_msg_popup_event", listed, at=moment(post)))
    post.pass_time(72 * 3600)
    asked = [owner.is_told("修好了嗎", klass="B") for _ in range(2)]
    await post.deliver()
    assert [post.way(each)[1] for each in asked] == ["subscription", "task"]


async def test_a_tap_that_was_pushed_opens_no_two_days(post: WeChatPost, wechat: Pusher) -> None:
    owner = await lin(post, wechat)
    post.pass_time(49 * 3600)
    owner.follower.clicks(post.now)
    await pushed(post, wechat, pushes.tapped("選單", "0:menu:menu", at=moment(post)))
    post.pass_time(120)
    late = owner.is_told()
    await post.deliver()
    assert post.way(late) == ("failed", "task", "window_closed")


async def test_whoever_unfollows_is_not_written_to(post: WeChatPost, wechat: Pusher) -> None:
    owner = await lin(post, wechat)
    owner.follower.following = False
    await pushed(post, wechat, event("unsubscribe", at=moment(post)))
    late = owner.is_told()
    await post.deliver()
    assert post.way(late) == ("failed", "task", "blocked")
    assert owner.words() == []
