"""What comes in from WeChat opens the way out: pushes through the hook, messages to the fake API."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.channels.wechat.noting import note
from bot.channels.wechat.wording import words_wanted
from dialogs.speech import Button, Spoken
from procedures.reaching import WORDS_OPEN
from storage import Store
from storage.tables import Contact, Outbox, Window
from tests.bot.wechat_chat import a_hook, following
from tests.bot.wechat_post import REVISIT_OPT_IN, REVISIT_TEMPLATE, WeChatOwner, WeChatPost, writing
from tests.dialogs.estate import NOW, found
from tests.fakes.wechat import pushes
from tests.fakes.wechat.fake import FakeWeChat
from tests.fakes.wechat.pusher import Pusher
from tests.fakes.wechat.pushes import LIN, event, tapped


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


async def shown(post: WeChatPost, wechat: Pusher, xml: str) -> str:
    return await wechat.push(xml, moment(post))


async def test_a_conversation_of_taps_asks_to_type_before_its_messages_run_out(
    post: WeChatPost, wechat: Pusher
) -> None:
    owner = await lin(post, wechat, "廁所漏水啊")
    within = await shown(post, wechat, tapped("就這樣送出", "1:what:file", at=moment(post)))
    assert "weixin://bizmsgmenu" in within
    assert "请打字回复" not in within
    post.now += WORDS_OPEN
    asked = await shown(post, wechat, tapped("返回", "1:~back:", at=moment(post)))
    assert "weixin://" not in asked
    assert asked.endswith("谢谢。")
    assert "这次请打字回复" in asked
    typed = await shown(post, wechat, pushes.words("1", at=moment(post)))
    assert "还在出水" in typed
    assert "请打字回复" not in typed
    owner.follower.writes(post.now)
    owner.is_told("師傅明早到")
    await post.deliver()
    assert owner.words() == ["師傅明早到"]


async def test_few_messages_left_are_enough_to_ask(post: WeChatPost, wechat: Pusher) -> None:
    owner = await lin(post, wechat, "廁所漏水啊")
    for number in range(4):
        owner.is_told(f"請稍候 {number}")
    await post.deliver(6)
    asked = await shown(post, wechat, tapped("就這樣送出", "1:what:file", at=moment(post)))
    assert "这次请打字回复" in asked


@pytest.mark.parametrize(
    ("buttons", "ask", "wanted"),
    [
        (("1:kind:repair",), "", "reaching.type_a_sentence"),
        (("0:resume:1", "0:drop:1"), "", "reaching.type_a_sentence"),
        (("0:visit:1",), "", "reaching.type_a_word"),
        (("1:story:skip",), "words", None),
        (("1:pictures:done",), "photos", None),
        (("0:menu:repair", "0:menu:cases"), "", None),
        ((), "", None),
    ],
    ids=str,
)
def test_only_what_a_tap_would_answer_asks_for_words(
    buttons: tuple[str, ...], ask: str, wanted: str | None
) -> None:
    spoken = Spoken("在嗎", tuple(Button(token, "好") for token in buttons), ask)
    assert words_wanted(spoken) == wanted
