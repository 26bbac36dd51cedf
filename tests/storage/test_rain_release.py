"""A storm's question to many at once: in chunks, spread over time, never the same repair twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from procedures.kinds import CaseState, Category, Kind, RevisitState
from storage import Session, Store
from storage.rain_release import Chunk, ask_some, list_some, remind_some, take_back_some
from storage.rain_who import Ask, Cursor
from storage.rain_words import NUMBER, REVISIT
from storage.tables import Case, Centre, Contact, Conversation, Message, Outbox, Owner, Revisit, Storm, Task

NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
RAIN = NOW - timedelta(hours=12)
HOUR = timedelta(hours=1)
START: Cursor = (None, 0)
BODY = f'{{"text":"{NUMBER}","buttons":[{{"token":"0:storm.dry:{REVISIT}","label":"x"}}]}}'


@pytest.fixture
def leaks(store: Store) -> Store:
    """Seven repairs of seven owners on Telegram, two of them done at the same moment."""
    store.write(_seed)
    return store


def _seed(session: Session) -> None:
    phones = {"phone_service": "1", "phone_24h": "2", "phone_complaints": "3"}
    home = {"code": "a", "name": "A", "zone": "Asia/Shanghai", "holidays": "CN"}
    session.add(Centre(id=1, procedure="service_centre", **home, **phones))
    session.flush()
    session.add(Storm(id=1, centre_id=1, started_at=RAIN, ended_at=RAIN + HOUR, over_at=NOW, noticed_at=NOW))
    for nth in range(1, 8):
        session.add(Owner(id=nth, centre_id=1, name="林"))
        session.flush()
        address = {"account": "telegram:main", "address": str(nth), "locale": "zh-Hant"}
        session.add(Contact(id=nth, centre_id=1, owner_id=nth, **address))
        session.flush()
        session.add(Conversation(contact_id=nth, state="{}"))
        session.add(_repair(nth, done=RAIN - (1 + nth // 2) * HOUR))
    session.flush()


def _repair(nth: int, *, done: datetime) -> Case:
    return Case(
        id=nth,
        centre_id=1,
        number=f"2611-{nth:04}",
        kind=Kind.REPAIR,
        category=Category.WINDOW_LEAK,
        state=CaseState.CLOSED,
        contact_id=nth,
        owner_id=nth,
        story="漏",
        reply_by=done,
        reply_clause="A",
        warn_at=done,
        opened_at=done,
        resolved_at=done,
        awaits_rain=True,
    )


def ask(**changes: object) -> Ask:
    usual = {
        "centre_id": 1,
        "storm_id": 1,
        "started_at": RAIN,
        "clause": "B4.1.2.3-C",
        "templates": {(Category.WINDOW_LEAK, "zh-Hant"): BODY},
        "now": NOW,
        "leave_at": NOW,
        "spacing": 0.1,
        "busy_since": NOW - HOUR,
    }
    return Ask(**{**usual, **changes})  # ty: ignore[invalid-argument-type]  # its fields, as given


def asked(store: Store, *, most: int, after: Cursor = START) -> Chunk:
    return store.write(lambda session: ask_some(session, ask(), after=after, most=most))


def rows(store: Store, table: Any) -> list[Any]:
    return store.read(lambda session: list(session.exec(select(table).order_by(col(table.id)))))


def test_chunks_follow_one_another_and_ask_everybody_once(leaks: Store) -> None:
    after, sizes = START, []
    while (chunk := asked(leaks, most=3, after=after)).rows:
        after = (chunk.last_at, chunk.last_id)
        sizes.append((chunk.rows, chunk.said))
    assert sizes == [(3, 3), (3, 3), (1, 1)]
    assert sorted(row.case_id or 0 for row in rows(leaks, Revisit)) == list(range(1, 8))


def test_a_chunk_that_is_done_again_asks_nobody_twice(leaks: Store) -> None:
    assert asked(leaks, most=3).said == 3
    assert asked(leaks, most=3).said == 0
    assert asked(leaks, most=10).said == 4
    assert len(rows(leaks, Revisit)) == len(rows(leaks, Outbox)) == 7


def test_each_message_names_its_own_repair_and_revisit(leaks: Store) -> None:
    asked(leaks, most=10)
    bodies = {message.revisit_id: message.body for message in rows(leaks, Message)}
    for revisit in rows(leaks, Revisit):
        assert f"2611-{revisit.case_id:04}" in bodies[revisit.id]
        assert f"storm.dry:{revisit.id}" in bodies[revisit.id]


def test_messages_leave_one_after_the_other_and_once(leaks: Store) -> None:
    asked(leaks, most=10)
    leave = [(row.try_at - NOW).total_seconds() for row in rows(leaks, Outbox)]
    assert leave == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert {(row.klass, row.state) for row in rows(leaks, Outbox)} == {("B", "open")}


def test_a_transaction_that_fails_leaves_nothing(leaks: Store) -> None:
    def half(session: Session) -> None:
        ask_some(session, ask(), after=START, most=3)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        leaks.write(half)
    assert rows(leaks, Revisit) == rows(leaks, Outbox) == []
    assert asked(leaks, most=10).rows == 7


def test_another_chat_of_the_owner_is_asked_when_the_first_is_lost(leaks: Store) -> None:
    def lose(session: Session) -> None:
        session.get_one(Contact, 1).unreachable = "blocked"
        session.get_one(Contact, 2).unreachable = "blocked"
        session.add(Contact(id=9, centre_id=1, account="web:a", address="9", owner_id=1, locale="en"))

    leaks.write(lose)
    asked(leaks, most=10)
    states = {row.case_id: row.state for row in rows(leaks, Revisit)}
    assert (states[1], states[2]) == (RevisitState.ASKED, RevisitState.PHONE)
    assert [task.key for task in rows(leaks, Task)] == [f"revisit:{_revisit_of(leaks, 2)}"]
    assert 9 in [message.contact_id for message in rows(leaks, Message)]
    assert len(rows(leaks, Outbox)) == 5


def test_who_is_in_a_dialog_is_left_for_later(leaks: Store) -> None:
    def talks(session: Session) -> None:
        talk = session.get_one(Conversation, 3)
        talk.state, talk.heard_at = '{"run":{"id":1}}', NOW

    leaks.write(talks)
    first = asked(leaks, most=10)
    assert (first.said, first.some_were_busy) == (6, True)
    later = ask(busy_since=None)
    second = leaks.write(lambda session: ask_some(session, later, after=START, most=10))
    assert (second.said, second.some_were_busy) == (1, False)


def test_the_silent_are_reminded_and_then_listed_chunk_by_chunk(leaks: Store) -> None:
    asked(leaks, most=10)
    first = leaks.write(lambda session: remind_some(session, ask(), after=0, most=4))
    rest = leaks.write(lambda session: remind_some(session, ask(), after=first.last_id, most=4))
    assert (first.rows, rest.rows) == (4, 3)
    assert {row.state for row in rows(leaks, Revisit)} == {RevisitState.REMINDED}
    assert leaks.write(lambda session: list_some(session, 1, after=0, most=10, now=NOW)).rows == 7
    assert {(row.state, row.why) for row in rows(leaks, Revisit)} == {(RevisitState.PHONE, "silent")}
    assert len(rows(leaks, Task)) == 7


def test_what_is_taken_back_is_not_sent(leaks: Store) -> None:
    asked(leaks, most=10)
    assert leaks.write(lambda session: take_back_some(session, 1, most=4, why="none", now=NOW)).rows == 4
    assert leaks.write(lambda session: take_back_some(session, 1, most=4, why="none", now=NOW)).rows == 3
    assert {row.state for row in rows(leaks, Outbox)} == {"failed"}
    assert {row.state for row in rows(leaks, Revisit)} == {RevisitState.SKIPPED}


def _revisit_of(store: Store, case_id: int) -> int | None:
    return next(row.id for row in rows(store, Revisit) if row.case_id == case_id)
