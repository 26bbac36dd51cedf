"""WeChat dead for ten minutes: nothing is lost, nothing is asked twice, no rule broken (RELIABILITY F6)."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from dialogs.speech import Button
from storage import Store
from tests.bot.wechat_post import REVISIT_TEMPLATE, WeChatOwner, WeChatPost, breaker_of, writing
from tests.fakes.wechat.fake import FakeWeChat

PROBE, SERVICE = "/cgi-bin/get_api_domain_ip", "/cgi-bin/message/custom/send"
DEAD_SECONDS, STEP = 600, 10
QUESTION = "修好了嗎"


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        yield fake


@pytest.fixture
async def post(store: Store, fake: FakeWeChat, tmp_path: Path) -> AsyncIterator[WeChatPost]:
    async with writing(store, fake, tmp_path) as post:
        yield post
    assert fake.world.books.broken == []


async def dead_minutes(post: WeChatPost, owners: list[WeChatOwner]) -> list[int]:
    """Staff write on, three times to each owner; the last is a question. What they wrote."""
    said = list[int]()
    for step in range(DEAD_SECONDS // STEP):
        if step in (3, 20):
            said += [owner.is_told(f"第{step}步") for owner in owners]
        if step == 40:
            buttons = (Button("1:solved:yes", "已經解決"),)
            said += [owner.is_told(QUESTION, klass="B", buttons=buttons) for owner in owners]
        await post.deliver(1, seconds=STEP)
    return said


async def back(post: WeChatPost) -> None:
    await post.deliver(2 * 60 // STEP, seconds=STEP)


def heard(owner: WeChatOwner, words: str) -> int:
    """How often."""
    return sum(words in each for each in owner.words())


def followers(post: WeChatPost, count: int) -> list[WeChatOwner]:
    owners = [post.owner(f"o{number}") for number in range(count)]
    for owner in owners:
        owner.writes()
    return owners


async def test_nobody_listens_for_ten_minutes_and_all_is_said_in_order(post: WeChatPost) -> None:
    owners = followers(post, 8)
    post.fake.goes_away()
    said = await dead_minutes(post, owners)
    post.fake.comes_back()
    await back(post)
    assert [owner.words()[:2] for owner in owners] == [["第3步", "第20步"]] * len(owners)
    assert [len(owner.words()) for owner in owners] == [3] * len(owners)
    assert {post.row(each).state for each in said} == {"sent"}


async def test_bad_gateways_are_probed_not_hammered(post: WeChatPost) -> None:
    owners = followers(post, 6)
    owners[0].is_told("早上好")
    await post.deliver(1)
    post.fake.world.calls.clear()
    rule = post.fake.answers(0, status=502)
    await dead_minutes(post, owners)
    asked = post.fake.world.paths()
    assert breaker_of(post).is_open
    assert 0 < asked.count(PROBE) <= DEAD_SECONDS // 15 + 1
    assert asked.count(SERVICE) <= len(owners)
    rule.times = 0
    await back(post)
    assert [heard(owner, QUESTION) for owner in owners] == [1] * len(owners)


async def test_what_was_carried_out_while_nothing_was_answered_is_not_asked_twice(post: WeChatPost) -> None:
    owners = followers(post, 6)
    for owner in owners:
        owner.is_told("電梯好了嗎", klass="B")
    rule = post.fake.answers(0, SERVICE, status=502)
    rule.carried_out = True
    said = await dead_minutes(post, owners)
    rule.times = 0
    await back(post)
    assert [heard(owner, "電梯好了嗎") for owner in owners] == [1] * len(owners)
    # repeated answers were counted, too: whose count was used up is asked by a person
    assert {heard(owner, QUESTION) for owner in owners} <= {0, 1}
    assert {post.row(each).state for each in said} <= {"sent", "unknown", "failed"}


async def test_whose_window_ended_meanwhile_is_told_another_way(post: WeChatPost) -> None:
    post.register(REVISIT_TEMPLATE)
    (lin,) = followers(post, 1)
    post.pass_time(48 * 3600 - DEAD_SECONDS / 2)
    post.fake.goes_away()
    first, second, asked = await dead_minutes(post, [lin])
    post.fake.comes_back()
    await back(post)
    assert lin.by() == ["template"]
    assert [post.way(each)[2] for each in (first, second, asked)] == ["window_closed"] * 3
    assert [post.row(each).state for each in (first, second, asked)] == ["failed", "failed", "accepted"]
