"""The delivery loop against the fake Telegram over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import select

from storage import Session, Store, outbox
from storage.files import FileStore
from storage.tables import Attachment, Contact, Message
from tests.bot.delivering import Post, posting
from tests.fakes.telegram import FakeTelegram, Fault, Owner, faults
from tests.storage.outgoing import NOW, claim, contact, row, tasks


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake
    assert fake.schema_faults == []


@pytest.fixture
async def post(sqlite_store: Store, fake: FakeTelegram, tmp_path: Path) -> AsyncIterator[Post]:
    async with posting(sqlite_store, fake, tmp_path) as post:
        yield post


@pytest.fixture
def lin(fake: FakeTelegram) -> Owner:
    return fake.owner("Lin")


def texts(owner: Owner) -> list[str]:
    return [arrival.text for arrival in owner.received]


async def test_what_waits_arrives_in_order_on_both_databases(
    store: Store, fake: FakeTelegram, lin: Owner, tmp_path: Path
) -> None:
    async with posting(store, fake, tmp_path) as post:
        to = post.contact(lin)
        ids = [post.say(to, text) for text in ("1", "2", "3")]
        await post.deliver(4)
    assert texts(lin) == ["1", "2", "3"]
    assert {row(store, id_).state for id_ in ids} == {"sent"}
    sent = store.read(lambda session: session.exec(select(Message.external_id)).all())
    assert sent == [str(arrival.message_id) for arrival in lin.received]


@pytest.mark.parametrize(
    ("fault", "arrivals"),
    [
        (faults.cut(accepts=True), ["hello", "（重發）\nhello"]),
        (faults.cut(accepts=False), ["（重發）\nhello"]),
        (faults.bad_gateway(), ["（重發）\nhello"]),
        (faults.server_error(), ["（重發）\nhello"]),
        (faults.not_json(), ["hello", "（重發）\nhello"]),
        (faults.too_many(1), ["hello"]),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else "",
)
async def test_class_a_arrives_and_only_what_was_in_doubt_is_marked(
    post: Post, lin: Owner, fault: Fault, arrivals: list[str]
) -> None:
    id_ = post.say(post.contact(lin))
    post.fake.fails(fault)
    await post.deliver(3)
    assert texts(lin) == arrivals
    assert row(post.store, id_).state == "sent"


@pytest.mark.parametrize(
    "fault", [faults.cut(), faults.bad_gateway(), faults.not_json()], ids=lambda f: f.name
)
async def test_class_b_in_doubt_goes_to_staff_and_never_again(post: Post, lin: Owner, fault: Fault) -> None:
    id_ = post.say(post.contact(lin), klass="B")
    post.fake.fails(fault)
    await post.deliver(5, 30)
    assert len(post.fake.called("sendMessage")) == 1
    assert row(post.store, id_).state == "unknown"
    assert tasks(post.store) == [("uncertain_send", str(id_))]


async def test_class_b_that_was_surely_not_sent_is_sent_later(post: Post, lin: Owner) -> None:
    id_ = post.say(post.contact(lin), klass="B")
    post.fake.fails(faults.too_many(3))
    await post.deliver(3)
    assert (texts(lin), row(post.store, id_).state) == (["hello"], "sent")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (faults.blocked(), "blocked"),
        (faults.deactivated(), "deactivated"),
        (faults.chat_not_found(), "gone"),
        (faults.kicked(), "gone"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else value,
)
async def test_a_lost_owner_is_marked_once_and_never_tried_again(
    post: Post, lin: Owner, fault: Fault, why: str
) -> None:
    to = post.contact(lin)
    ids = [post.say(to, text) for text in "12"]
    post.fake.fails(fault)
    await post.deliver(5, 90)
    assert len(post.fake.calls) == 1
    assert [row(post.store, id_).state for id_ in ids] == ["failed", "failed"]
    assert contact(post.store, to).unreachable == why
    assert tasks(post.store) == [("unreachable", str(to))]


async def test_an_owner_who_is_back_is_reachable_again(post: Post, lin: Owner) -> None:
    to = post.contact(lin)
    lin.blocks()
    post.say(to)
    await post.deliver(1)
    lin.unblocks()
    post.say(to, "again")
    await post.deliver(1)
    assert (texts(lin), contact(post.store, to).unreachable) == (["again"], None)


async def test_a_message_refused_for_itself_fails_alone(post: Post, lin: Owner) -> None:
    to = post.contact(lin)
    bad, good = post.say(to, "\n"), post.say(to, "good")
    await post.deliver(3)
    assert (row(post.store, bad).state, row(post.store, good).state) == ("failed", "sent")
    assert tasks(post.store) == [("undelivered", str(bad))]
    assert contact(post.store, to).unreachable is None


async def test_a_group_that_moved_is_followed(post: Post) -> None:
    group = post.fake.group("Staff")
    to = post.contact(group)
    post.say(to)
    new = group.becomes_supergroup()
    await post.deliver(3, 5)
    assert [arrival.text for arrival in post.fake.sent_to(new)] == ["hello"]
    assert contact(post.store, to).address == str(new)
    assert len(post.fake.called("sendMessage")) == 2


async def test_a_flood_pauses_the_whole_bot_and_costs_no_try(post: Post, lin: Owner) -> None:
    first = post.say(post.contact(lin))
    post.fake.fails(faults.too_many(30))
    await post.deliver(1)
    post.say(post.contact(post.fake.owner("Chen")))
    await post.deliver(13)
    assert (len(post.fake.calls), row(post.store, first).tries) == (1, 0)
    await post.deliver(3)
    assert len(post.fake.calls) == 3
    assert post.fake.bot.early_calls == []


async def test_a_refused_token_stops_the_bot_and_loses_nothing(post: Post, lin: Owner) -> None:
    post.say(post.contact(lin))
    post.fake.fails(faults.unauthorized())
    await post.deliver(10, 20)
    assert len(post.fake.calls) == 1
    await post.deliver(10, 20)
    assert texts(lin) == ["hello"]


async def test_a_sender_that_died_leaves_a_message_for_the_next_which_marks_it(
    post: Post, lin: Owner
) -> None:
    post.say(post.contact(lin))
    claim(post.store)
    await post.deliver(1, 59)
    assert texts(lin) == []
    post.pass_time(2)
    await post.deliver(1)
    assert texts(lin) == ["（重發）\nhello"]


async def test_a_mark_that_comes_too_late_changes_nothing(post: Post, lin: Owner) -> None:
    id_ = post.say(post.contact(lin))
    (stale,) = claim(post.store)
    post.pass_time(61)
    await post.deliver(1)
    assert not post.store.write(
        lambda session: outbox.mark_sent(session, stale, external_id="x", now=post.now)
    )
    assert row(post.store, id_).lease_gen == stale.gen + 1


async def test_a_sender_that_was_frozen_too_long_sends_nothing(post: Post, lin: Owner) -> None:
    id_ = post.say(post.contact(lin), klass="B")
    moments = iter([NOW, *[NOW + timedelta(seconds=31)] * 9])
    post.delivery.clock = lambda: next(moments)
    await post.delivery.step()
    assert post.fake.called("sendMessage") == []
    assert (row(post.store, id_).state, row(post.store, id_).tries) == ("open", 0)


async def test_parts_that_arrived_are_not_repeated(post: Post, lin: Owner) -> None:
    post.say(post.contact(lin), "a" * 4000 + "\n\n" + "b" * 4000)
    post.fake.fails(faults.bad_gateway(), when=lambda call: "b" in call.params["text"])
    await post.deliver(4)
    assert texts(lin) == ["a" * 4000, "（重發）\n" + "b" * 4000]


async def test_a_dead_telegram_is_asked_for_by_probes_not_by_messages(post: Post) -> None:
    owners = [post.fake.owner(str(number)) for number in range(8)]
    ids = [post.say(post.contact(owner)) for owner in owners]
    post.fake.fails(faults.bad_gateway(), times=None)
    await post.deliver(10, 60)
    assert 5 <= len(post.fake.called("sendMessage")) <= 10
    post.fake.heals()
    await post.deliver(10, 60)
    assert all(owner.received for owner in owners)
    assert {row(post.store, id_).state for id_ in ids} == {"sent"}


async def test_staff_s_pictures_go_along(post: Post, lin: Owner, tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG")
    stored = FileStore(tmp_path / "files").put(out.getvalue())
    to = post.contact(lin)

    def keep(session: Session) -> int:
        centre_id = session.get_one(Contact, to).centre_id
        kept = Attachment(centre_id=centre_id, state="stored", sha256=stored.sha256)
        session.add(kept)
        session.flush()
        assert kept.id
        return kept.id

    post.say(to, "done", pictures=(post.store.write(keep), 999))
    await post.deliver(1)
    assert (lin.last().text, "photo" in lin.last().message) == ("done", True)


async def test_the_loop_wakes_for_news_and_finishes_what_it_began(post: Post, lin: Owner) -> None:
    stop = asyncio.Event()
    loop = asyncio.create_task(post.delivery.run(stop))
    to = post.contact(lin)
    post.fake.fails(faults.late(0.5))
    post.say(to)
    await asyncio.to_thread(post.fake.wait_for, lambda: lin.received)
    stop.set()
    await loop
    assert post.delivery.counts["sent"] == 1


async def test_cancelled_the_loop_ends_at_once(post: Post, lin: Owner) -> None:
    loop = asyncio.create_task(post.delivery.run(asyncio.Event()))
    post.fake.fails(faults.hang(5))
    id_ = post.say(post.contact(lin))
    await asyncio.to_thread(post.fake.wait_for, lambda: post.fake.calls)
    loop.cancel()
    await asyncio.wait([loop], timeout=1)
    assert loop.cancelled()
    assert (row(post.store, id_).state, row(post.store, id_).try_at > NOW) == ("sending", True)
