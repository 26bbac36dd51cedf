"""What a turn says goes out with the platform's own request, once, and stays for one that asks again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from desk import passive, telling
from desk.hearing import Held
from desk.passive import Said, Shaped, Taken
from dialogs.speech import Spoken
from storage import Session, Store, passive_replies, tidying, turns
from storage.tables import Conversation, Outbox, PassiveReply
from tests.desk.cast import Chat, Town, seed

ACCOUNT, WHO = "wechat:A", "lin"


@pytest.fixture
def town(store: Store) -> Town:
    return seed(store)


@pytest.fixture
def lin(town: Town) -> Chat:
    chat = town.chat(bound=None, account=ACCOUNT)
    chat.says("你好")
    return chat


def all_of_it(said: Sequence[Said], now: datetime) -> Shaped:
    return Shaped("|".join(each.spoken.text[:2] for each in said), (Taken(1, whole=True),) * len(said))


def first_half(said: Sequence[Said], now: datetime) -> Shaped:
    return Shaped(said[0].spoken.text[:1], (Taken(1, whole=False),))


def nothing_new(session: Session) -> Held:
    talk = turns.talk_of(session, ACCOUNT, WHO)
    assert talk
    return Held(talk, None, None)


def take(town: Town, key: str = "m:1", shape: Any = all_of_it) -> str | None:
    def unit(session: Session) -> str | None:
        held = nothing_new(session)
        return passive.take(session, ACCOUNT, WHO, held, key=key, shape=shape, now=town.now)

    return town.store.write(unit)


def waits(town: Town, lin: Chat, text: str) -> None:
    def unit(session: Session) -> None:
        to = telling.listener(session, lin.contact_id())
        telling.say_spoken(session, to, Spoken(text), now=town.now)

    town.store.write(unit)


def test_what_waits_is_taken_in_order_and_once(town: Town, lin: Chat) -> None:
    waits(town, lin, "電梯")
    assert take(town) == "您好|電梯"
    assert [(row.state, row.done_at) for row in town.rows(Outbox)] == [("sent", town.now)] * 2
    assert take(town, "m:2") is None


def test_the_reply_is_kept_under_its_key(town: Town, lin: Chat) -> None:
    body = take(town)
    kept = [
        town.store.read(lambda session, key=key: passive_replies.kept(session, ACCOUNT, WHO, key))
        for key in ("m:1", "m:2")
    ]
    assert kept == [body, None]
    assert [row.centre_id for row in town.rows(PassiveReply)] == [town.ids["A"]]


def test_what_is_half_said_goes_on_where_it_stopped(town: Town, lin: Chat) -> None:
    assert take(town, shape=first_half) == "您"
    (row,) = town.rows(Outbox)
    assert (row.state, row.parts_sent, row.done_at) == ("open", 1, None)
    assert take(town, "m:2") is None


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "sending"},
        {"ambiguous": True},
        {"state": "failed", "done_at": True},
        {"try_at": timedelta(hours=1)},
    ],
    ids=["under way", "doubtful", "given up", "for later"],
)
def test_what_is_not_to_be_sent_now_is_left_alone(town: Town, lin: Chat, changed: dict[str, Any]) -> None:
    def unit(session: Session) -> None:
        row = session.exec(select(Outbox)).one()
        for name, value in changed.items():
            moment = {True: town.now, timedelta(hours=1): town.now + timedelta(hours=1)}
            setattr(row, name, moment.get(value, value) if name.endswith("_at") else value)

    town.store.write(unit)
    assert take(town) is None


def test_somebody_else_s_messages_are_not_taken(town: Town, lin: Chat) -> None:
    town.chat("zhao", bound=None, account=ACCOUNT).says("你好")
    assert take(town) == "您好"
    assert [row.state for row in town.rows(Outbox)] == ["sent", "open"]


def test_replies_are_let_go_after_some_days(town: Town, lin: Chat) -> None:
    take(town)
    for seconds, left in ((0, 1), (1, 0)):
        before = town.now + timedelta(seconds=seconds)
        town.store.write(lambda session, before=before: tidying.forget_replies(session, before=before))
        assert len(town.rows(PassiveReply)) == left


def test_a_number_is_of_what_has_left_not_of_what_waits(town: Town, lin: Chat) -> None:
    take(town)
    lin.says("廁所漏水", lists=True)
    lin.says("2", lists=True)
    state = town.store.read(lambda session: session.exec(select(Conversation.state)).one())
    assert '"flow":"complaint"' in state
