"""Claims and marks of the outbox, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import col, select

from storage import Store, outbox, outbox_failures, pacing
from storage.outbox import MOST_TRIES
from storage.pacing import Limits
from storage.tables import Message
from tests.storage.outgoing import (
    ACCOUNT,
    LEASE,
    NOW,
    SECOND,
    add_contact,
    add_outgoing,
    claim,
    contact,
    row,
    tasks,
)

LATER = NOW + LEASE + SECOND


def test_a_claim_takes_only_the_oldest_of_each_contact(store: Store) -> None:
    lin, chen = add_contact(store, "1"), add_contact(store, "2")
    first, second = add_outgoing(store, lin, "1"), add_outgoing(store, lin, "2")
    other = add_outgoing(store, chen)
    assert [each.id for each in claim(store)] == [first, other]
    assert row(store, second).tries == 0


def test_the_next_goes_when_the_first_is_sent_and_the_chat_is_free(store: Store) -> None:
    lin = add_contact(store)
    add_outgoing(store, lin, "1")
    second = add_outgoing(store, lin, "2")
    (claimed,) = claim(store)
    assert store.write(lambda s: outbox.mark_sent(s, claimed, external_id="55", now=NOW))
    assert claim(store, NOW + SECOND / 2) == []
    assert [each.id for each in claim(store, NOW + SECOND)] == [second]
    assert store.read(lambda s: s.exec(select(Message.external_id).order_by(col(Message.id))).first()) == "55"


def test_what_is_claimed_is_nobody_else_s_until_the_lease_ends(store: Store) -> None:
    add_outgoing(store, add_contact(store))
    (first,) = claim(store)
    assert claim(store, NOW + LEASE - SECOND) == []
    (second,) = claim(store, LATER)
    assert (first.ambiguous, second.ambiguous) == (False, True)
    assert second.gen == first.gen + 1


def test_a_stale_mark_changes_nothing(store: Store) -> None:
    id_ = add_outgoing(store, add_contact(store))
    (stale,) = claim(store)
    (fresh,) = claim(store, LATER)
    assert not store.write(lambda s: outbox.mark_sent(s, stale, external_id="1", now=LATER))
    assert not store.write(lambda s: outbox.postpone(s, stale, until=LATER, error="x"))
    assert not store.write(lambda s: outbox_failures.fail(s, id_, stale.gen, "x", now=LATER))
    assert store.write(lambda s: outbox.mark_sent(s, fresh, external_id="2", now=LATER))
    assert row(store, id_).state == "sent"


def test_class_b_is_never_claimed_twice_but_flagged(store: Store) -> None:
    id_ = add_outgoing(store, add_contact(store), klass="B")
    claim(store)
    assert row(store, id_).state == "reserved"
    assert claim(store, LATER) == []
    assert row(store, id_).state == "unknown"
    assert tasks(store) == [("uncertain_send", str(id_))]


def test_a_message_that_kills_its_sender_ends_and_the_next_goes_on(store: Store) -> None:
    lin = add_contact(store)
    poison, next_ = add_outgoing(store, lin), add_outgoing(store, lin)
    now = NOW
    for _ in range(MOST_TRIES):
        assert [each.id for each in claim(store, now)] == [poison]
        now += LEASE + SECOND
    assert claim(store, now) == []
    assert (row(store, poison).state, tasks(store)) == ("failed", [("undelivered", str(poison))])
    assert [each.id for each in claim(store, now + SECOND)] == [next_]


def test_a_flood_gives_the_try_back_and_pauses_the_whole_bot(store: Store) -> None:
    id_ = add_outgoing(store, add_contact(store, "1"))
    (claimed,) = claim(store)
    until = NOW + timedelta(seconds=30)
    store.write(lambda s: outbox.postpone(s, claimed, until=until, error="flood", free=True))
    store.write(lambda s: pacing.pause(s, ACCOUNT, until=until))
    store.write(lambda s: pacing.pause(s, ACCOUNT, until=NOW))
    add_outgoing(store, add_contact(store, "2"))
    assert (row(store, id_).tries, claim(store, until - SECOND)) == (0, [])
    assert len(claim(store, until)) == 2


def test_a_bot_sends_no_more_than_its_limit_in_any_second(store: Store) -> None:
    for number in range(60):
        add_outgoing(store, add_contact(store, str(number)))
    tick = timedelta(milliseconds=20)
    times = [NOW + n * tick for n in range(100) for _ in claim(store, NOW + n * tick)]
    busiest = max(sum(at <= other < at + SECOND for other in times) for at in times)
    assert 25 <= busiest <= 30


@pytest.mark.parametrize(("address", "pause"), [("7", 1.0), ("-7", 60 / 18)], ids=["owner", "group"])
def test_each_chat_has_its_own_pace(store: Store, address: str, pause: float) -> None:
    chat = add_contact(store, address)
    add_outgoing(store, chat, "1")
    add_outgoing(store, chat, "2")
    (claimed,) = claim(store)
    store.write(lambda s: outbox.mark_sent(s, claimed, external_id="1", now=NOW))
    free = NOW + timedelta(seconds=pause)
    assert claim(store, free - SECOND / 10) == []
    assert len(claim(store, free + SECOND / 10)) == 1


def test_a_lost_chat_fails_all_that_waits_for_it_and_tells_staff_once(store: Store) -> None:
    lin = add_contact(store)
    ids = [add_outgoing(store, lin, str(n)) for n in range(3)]
    (claimed,) = claim(store)
    assert store.write(lambda s: outbox_failures.lose_contact(s, claimed.id, claimed.gen, "blocked", now=NOW))
    assert [row(store, id_).state for id_ in ids] == ["failed"] * 3
    assert contact(store, lin).unreachable == "blocked"
    assert tasks(store) == [("unreachable", str(lin))]


def test_a_moved_chat_keeps_its_messages_under_the_new_address(store: Store) -> None:
    group = add_contact(store, "-5")
    add_outgoing(store, group)
    store.write(lambda s: outbox_failures.move_contact(s, group, "-1005"))
    assert [each.address for each in claim(store)] == ["-1005"]


def test_a_chat_moved_to_one_that_is_known_hands_its_messages_over(store: Store) -> None:
    old, new = add_contact(store, "-5"), add_contact(store, "-1005")
    add_outgoing(store, old)
    store.write(lambda s: outbox_failures.move_contact(s, old, "-1005"))
    assert [each.contact_id for each in claim(store)] == [new]


def test_a_part_that_arrived_is_not_sent_again(store: Store) -> None:
    add_outgoing(store, add_contact(store))
    (claimed,) = claim(store)
    store.write(lambda s: outbox.mark_part(s, claimed, now=NOW))
    (rest,) = claim(store, NOW + SECOND)
    assert (rest.parts_sent, rest.tries, rest.ambiguous) == (1, 1, False)


def test_claimers_at_once_never_take_the_same(store: Store) -> None:
    ids = {add_outgoing(store, add_contact(store, str(number))) for number in range(40)}
    fast = Limits(between_sends=timedelta(microseconds=1), burst=1000)

    def take(_: int) -> list[int]:
        return [
            each.id
            for each in store.write(
                lambda s: outbox.claim_due(s, accounts=[ACCOUNT], now=NOW, lease=LEASE, most=3, limits=fast)
            )
        ]

    with ThreadPoolExecutor(4) as threads:
        taken = [id_ for batch in threads.map(take, range(20)) for id_ in batch]
    assert (len(taken), set(taken)) == (len(ids), ids)


def test_what_is_planned_for_later_does_not_hold_up_todays_answer(store: Store) -> None:
    contact = add_contact(store)
    add_outgoing(store, contact, "in an hour", klass="B", at=NOW + timedelta(hours=1))
    answer = add_outgoing(store, contact, "at once")
    assert [each.id for each in claim(store)] == [answer]
