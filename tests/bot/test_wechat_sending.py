"""Messages to WeChat's followers: by window, opt-in, template or a person, within WeChat's rules."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from desk import reach_results
from dialogs.speech import Button
from storage import Store
from storage.reaching import Registered
from tests.bot.wechat_post import (
    REVISIT_OPT_IN,
    REVISIT_TEMPLATE,
    WeChatOwner,
    WeChatPost,
    breaker_of,
    writing,
)
from tests.fakes.wechat.fake import FakeWeChat
from tests.storage.outgoing import contact, tasks

BUTTONS = (Button("1:kind:repair", "報修"), Button("1:kind:complaint", "投訴"))
CHOICE = "weixin://bizmsgmenu"


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        yield fake


@pytest.fixture
async def post(store: Store, fake: FakeWeChat, tmp_path: Path) -> AsyncIterator[WeChatPost]:
    async with writing(store, fake, tmp_path) as post:
        yield post
    assert fake.world.books.broken == []


@pytest.fixture
def lin(post: WeChatPost) -> WeChatOwner:
    return post.owner()


async def test_words_open_two_days_for_five_messages(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    sent = [lin.is_told(f"第{n}則") for n in range(6)]
    await post.deliver(8)
    assert lin.words() == [f"第{n}則" for n in range(5)]
    assert post.way(sent[4]) == ("sent", "service", "owner_wrote")
    assert post.way(sent[5]) == ("failed", "task", "count_used")
    assert ("undelivered", str(sent[5])) in tasks(post.store)


async def test_after_two_days_without_a_word_a_person_has_to_act(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    post.pass_time(48 * 3600)
    late = lin.is_told()
    await post.deliver()
    assert post.way(late) == ("failed", "task", "window_closed")
    assert lin.words() == []


async def test_a_tap_opens_a_minute_for_three_and_no_two_days(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.taps()
    await post.deliver(1, seconds=20)
    sent = [lin.is_told(f"{n}") for n in range(4)]
    await post.deliver(4, seconds=1)
    assert lin.words() == ["0", "1", "2"]
    assert post.way(sent[0]) == ("sent", "service", "owner_tapped")
    assert post.way(sent[3])[0] == "failed"


async def test_the_last_question_of_a_window_asks_for_words(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    for n in range(5):
        lin.is_told(f"第{n}問", buttons=BUTTONS)
    await post.deliver(6)
    assert [("這次請打字回覆" in words) for words in lin.words()] == [False] * 4 + [True]
    assert [CHOICE in words for words in lin.words()] == [True] * 4 + [False]


async def test_a_long_message_takes_no_more_than_is_left(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    for n in range(3):
        lin.is_told(f"第{n}則")
    long = lin.is_told("電梯在維修，請走樓梯。\n\n" * 300, buttons=BUTTONS)
    await post.deliver(8)
    assert post.way(long)[0] == "sent"
    assert len(lin.words()) == 5
    assert CHOICE in lin.words()[-1]
    assert all(len(words.encode()) <= 2048 for words in lin.words())


async def test_a_closed_window_is_passed_by_a_template_that_was_accepted(
    post: WeChatPost, lin: WeChatOwner
) -> None:
    post.register(REVISIT_TEMPLATE)
    asked = lin.is_told("您 12A 的水管修好了嗎？\n請點選。" * 3, klass="B", buttons=BUTTONS)
    await post.deliver(1)
    assert post.way(asked) == ("accepted", "template", "window_closed")
    post.tell_of_jobs()
    assert post.way(asked)[0] == "sent"
    assert lin.by() == ["template"]


async def test_a_template_that_its_owner_refuses_is_a_task(post: WeChatPost, lin: WeChatOwner) -> None:
    post.register(REVISIT_TEMPLATE)
    lin.follower.refuses_templates = True
    asked = lin.is_told(klass="B")
    await post.deliver(1)
    post.tell_of_jobs()
    assert post.way(asked) == ("failed", "template", "refused_by_owner")
    assert post.row(asked).error == "failed:user block"
    assert ("undelivered", str(asked)) in tasks(post.store)


async def test_what_became_of_a_template_may_be_told_before_we_have_marked_it(
    post: WeChatPost, lin: WeChatOwner
) -> None:
    post.register(REVISIT_TEMPLATE)
    lin.is_told(klass="B")
    next_id = str(post.fake.world.books.number + 1)
    post.do(reach_results.finished, "wechat:main", "oLin", next_id, "failed: system failed")
    await post.deliver(1)
    assert lin.by() == ["template"]
    assert post.row(1).state == "failed"


async def test_an_opt_in_is_used_once_and_before_a_template(post: WeChatPost, lin: WeChatOwner) -> None:
    post.register(REVISIT_OPT_IN, REVISIT_TEMPLATE)
    lin.allows("sub-revisit")
    asked = [lin.is_told(f"修好了嗎{n}", klass="B") for n in range(2)]
    await post.deliver(3)
    assert lin.by() == ["subscription", "template"]
    assert post.way(asked[0]) == ("sent", "subscription", "window_closed")


async def test_a_template_that_does_not_fit_is_told_to_staff_and_another_way_is_found(
    post: WeChatPost, lin: WeChatOwner
) -> None:
    post.register(REVISIT_TEMPLATE)
    post.fake.world.books.templates.clear()
    asked = lin.is_told(klass="B")
    await post.deliver()
    assert post.way(asked) == ("failed", "task", "window_closed")
    assert ("reach_form", "wechat:main:tpl-revisit") in tasks(post.store)
    later = lin.is_told(klass="B")
    await post.deliver()
    assert post.way(later)[0] == "failed"
    assert post.fake.world.paths().count("/cgi-bin/message/template/send") == 1


async def test_a_question_waits_for_the_morning_and_holds_up_no_answer(
    post: WeChatPost, lin: WeChatOwner
) -> None:
    post.pass_time(12 * 3600)
    lin.writes()
    asked = lin.is_told("修好了嗎", klass="B")
    answer = lin.is_told("收到")
    await post.deliver()
    assert lin.words() == ["收到"]
    assert post.way(asked) == ("open", "later", "quiet")
    assert post.row(asked).try_at.hour == 0
    assert post.way(answer)[0] == "sent"
    post.pass_time(10 * 3600)
    await post.deliver()
    assert lin.words() == ["收到", "修好了嗎"]


@pytest.mark.parametrize(("code", "why"), [(45015, "window_closed"), (45047, "count_used"), (48002, "muted")])
async def test_wechat_knows_better_than_our_books_and_is_asked_once(
    post: WeChatPost, lin: WeChatOwner, code: int, why: str
) -> None:
    lin.writes()
    post.fake.answers(code, "/cgi-bin/message/custom")
    sent = lin.is_told()
    await post.deliver()
    assert post.way(sent) == ("failed", "task", why)
    assert post.fake.world.paths().count("/cgi-bin/message/custom/send") == 1


async def test_an_opt_in_that_wechat_does_not_know_is_not_tried_again(
    post: WeChatPost, lin: WeChatOwner
) -> None:
    post.register(REVISIT_OPT_IN)
    for _ in range(2):
        lin.allows("sub-revisit")
    post.fake.answers(43101, "/cgi-bin/message/subscribe")
    asked = lin.is_told(klass="B")
    await post.deliver()
    assert post.way(asked)[:2] == ("failed", "task")
    assert post.fake.world.paths().count("/cgi-bin/message/subscribe/bizsend") == 1


async def test_whoever_left_is_not_written_to(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    lin.follower.following = False
    first, second = lin.is_told(), lin.is_told()
    await post.deliver()
    assert contact(post.store, lin.contact_id).unreachable == "blocked"
    third = lin.is_told()
    await post.deliver()
    assert post.row(first).state == post.row(second).state == "failed"
    assert post.way(third) == ("failed", "task", "blocked")
    assert post.fake.world.paths().count("/cgi-bin/message/custom/send") == 1


async def test_the_day_s_quota_is_waited_for(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    post.fake.answers(45009, "/cgi-bin/message/custom", times=1)
    sent = lin.is_told()
    await post.deliver(5, seconds=60)
    assert post.row(sent).state == "open"
    post.pass_time(14 * 3600)
    await post.deliver()
    assert lin.words() == ["你好"]


async def test_ten_dead_minutes_lose_nothing_and_take_no_count(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    post.fake.goes_away()
    sent = [lin.is_told(f"{n}") for n in range(5)]
    await post.deliver(30, seconds=20)
    assert breaker_of(post).is_open
    post.fake.comes_back()
    await post.deliver(12, seconds=16)
    assert lin.words() == [f"{n}" for n in range(5)]
    assert {post.row(each).state for each in sent} == {"sent"}


async def test_when_wechat_is_back_too_late_the_message_goes_another_way(
    post: WeChatPost, lin: WeChatOwner
) -> None:
    lin.taps()
    post.register(Registered("revisit", "template", "tpl", {"thing1": "text"}))
    post.fake.goes_away()
    asked = lin.is_told("修好了嗎", klass="B")
    await post.deliver(3, seconds=20)
    post.fake.comes_back()
    await post.deliver(4, seconds=20)
    assert lin.by() == ["template"]
    assert post.way(asked)[1:] == ("template", "window_closed")


async def test_a_doubtful_answer_is_repeated_with_a_mark_and_both_are_counted(
    post: WeChatPost, lin: WeChatOwner
) -> None:
    lin.writes()
    rule = post.fake.answers(0, "/cgi-bin/message/custom", times=1, status=502)
    rule.carried_out = True
    lin.is_told()
    await post.deliver(4, seconds=3)
    assert lin.words() == ["你好", "（重發）\n你好"]
    more = [lin.is_told(f"{n}") for n in range(4)]
    await post.deliver(6)
    assert [post.row(each).state for each in more] == ["sent", "sent", "sent", "failed"]


async def test_a_doubtful_question_is_never_repeated(post: WeChatPost, lin: WeChatOwner) -> None:
    lin.writes()
    rule = post.fake.answers(0, "/cgi-bin/message/custom", times=1, status=502)
    rule.carried_out = True
    asked = lin.is_told(klass="B")
    await post.deliver(4, seconds=5)
    assert post.row(asked).state == "unknown"
    assert lin.words() == ["你好"]
