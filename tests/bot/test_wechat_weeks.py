"""Weeks of what owners may do, against WeChat's own books: no send breaks a rule, each has its end."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk import reach_results
from desk.reach import reach
from dialogs.speech import Button
from storage import Store
from storage.reaching import Registered
from tests.bot.wechat_post import ACCOUNT, REVISIT_OPT_IN, REVISIT_TEMPLATE, WeChatOwner, writing
from tests.fakes.wechat.api import Rule
from tests.fakes.wechat.books import Counting
from tests.fakes.wechat.fake import FakeWeChat

WEEK = timedelta(days=7).total_seconds()
BUTTONS = (Button("1:kind:repair", "報修"),)
ACTS = (
    *("writes", "taps", "leaves", "follows", "mutes", "allows", "takes back"),
    *("answer", "answer", "question", "prompt", "prompt", "long"),
    *("busy", "gateway", "doubt", "token"),
)
PAUSES = (0, 0, 0, 0, 1, 20, 50, 70, 3600, 40_000, 172_790, 172_900, WEEK)
LIVES = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PAUSES)), max_size=25)
openids = (f"o{number}" for number in count(1))


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        yield fake


@pytest.mark.parametrize("counting", Counting)
@pytest.mark.parametrize("forms", [(), (REVISIT_OPT_IN, REVISIT_TEMPLATE)], ids=["no forms", "forms"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIVES)
@example(life=[("writes", 0), *[("answer", 0)] * 7])
@example(life=[("taps", 0), *[("question", 1)] * 5])
@example(life=[("writes", 172_790), ("taps", 0), ("answer", 20), ("answer", 0), ("prompt", 70), ("long", 0)])
@example(life=[("allows", 0), ("prompt", 0), ("prompt", 0), ("takes back", 0), ("prompt", 0)])
@example(life=[("writes", 0), ("doubt", 0), *[("answer", 0)] * 6])
def test_no_send_breaks_a_rule_and_every_message_ends_with_a_reason(
    sqlite_store: Store,
    fake: FakeWeChat,
    tmp_path: Path,
    counting: Counting,
    forms: tuple[Registered, ...],
    life: list[tuple[str, float]],
) -> None:
    fake.world.books.counting = counting
    asyncio.run(_live(sqlite_store, fake, tmp_path, forms, life))


async def _live(
    store: Store, fake: FakeWeChat, folder: Path, forms: tuple[Registered, ...], life: list[tuple[str, float]]
) -> None:
    fake.world.rules.clear()
    begun = fake.world.clock()
    async with writing(store, fake, folder) as post:
        # one life after the other, in one world
        post.now = max(post.now, begun)
        post.register(*forms)
        owner, said = post.owner(next(openids)), list[int]()
        for act, pause in life:
            _do(owner, act, said)
            await post.deliver(2, seconds=1)
            post.tell_of_jobs()
            post.pass_time(pause)
        fake.world.rules.clear()
        for _ in range(3 * len(said) + 3):
            await post.deliver(1, seconds=7 * 3600)
            post.tell_of_jobs()
        ends = [post.row(each) for each in said]
    assert fake.world.books.broken == []
    assert all(end.state in ("sent", "failed", "unknown") and end.means and end.why for end in ends), ends
    assert all(owner.words().count(f"prompt {each}") <= 1 for each in said)


def _do(owner: WeChatOwner, act: str, said: list[int]) -> None:
    """What an owner does, what the desk says, or what ails the platform."""
    rules = owner.post.fake.world.rules
    if act in FAULTS:
        rules.append(FAULTS[act]())
    elif act in SAID:
        text, more = SAID[act]
        said.append(owner.is_told(f"{text} {len(said) + 1}", **more))
    else:
        _by_owner(owner, act)


SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "answer": ("已收到", {}),
    "question": ("是哪一類", {"buttons": BUTTONS}),
    "prompt": ("prompt", {"klass": "B", "buttons": BUTTONS}),
    "long": ("電梯在維修。\n\n" * 400, {}),
}
FAULTS: dict[str, Callable[[], Rule]] = {
    "busy": lambda: Rule(-1, "/cgi-bin/message", times=2),
    "gateway": lambda: Rule(0, "/cgi-bin/message", 1, 502),
    "doubt": lambda: Rule(0, "/cgi-bin/message", 1, 502, carried_out=True),
    "token": lambda: Rule(40001, "/cgi-bin/message", times=1),
}


def _by_owner(owner: WeChatOwner, act: str) -> None:
    post, who = owner.post, owner.follower
    match act:
        case "writes" if who.following:
            owner.writes()
            post.do(reach, ACCOUNT, who.openid, reachable=True)
        case "taps" if who.following:
            owner.taps()
        case "leaves":
            who.following = False
            post.do(reach, ACCOUNT, who.openid, reachable=False)
        case "follows":
            who.following, who.muted = True, False
            owner.taps()
            post.do(reach, ACCOUNT, who.openid, reachable=True)
        case "mutes":
            who.muted = True
        case "allows":
            owner.allows("sub-revisit")
        case "takes back":
            who.allowed.clear()
            post.do(reach_results.opted_in, owner.contact_id, "sub-revisit", accepted=False)
