"""WeChat pushes the same message several times at once: one turn each, and the same answer for all copies."""

import asyncio
from collections import Counter

from sqlmodel import select

from storage import Store
from storage.tables import InboundKey, Outbox
from tests.bot.wechat_chat import a_hook, following
from tests.dialogs.estate import NOW, found
from tests.fakes.wechat import pushes
from tests.fakes.wechat.pusher import Pusher

AT = int(NOW.timestamp())
PATH = "/hooks/wechat/main"
FOLLOWERS, COPIES = 12, 4


async def test_copies_at_once_are_one_turn_with_one_answer(store: Store) -> None:
    store.write(found)
    async with following(a_hook(store, lambda: NOW)) as wechat:
        who = [f"oLin{number}" for number in range(FOLLOWERS)]
        answers = await asyncio.gather(*(copies(wechat, each) for each in who))
    assert [len(set(each)) for each in answers] == [1] * FOLLOWERS
    assert len({each[0] for each in answers}) == FOLLOWERS
    assert b"success" not in {each[0] for each in answers}
    senders = store.read(lambda session: session.exec(select(InboundKey.sender)).all())
    assert Counter(senders) == dict.fromkeys(who, 1)
    assert len(store.read(lambda session: session.exec(select(Outbox.id)).all())) == FOLLOWERS


async def copies(wechat: Pusher, who: str) -> list[bytes]:
    """The answers to one message with the number that all followers' messages have."""
    query, body = wechat.account.push(pushes.words("廁所漏水", who=who, msg_id=5), AT)
    posts = (wechat.client.post(f"{PATH}?{query}", content=body, timeout=20) for _ in range(COPIES))
    got = await asyncio.gather(*posts)
    assert {answer.status_code for answer in got} == {200}
    return [answer.content for answer in got]
