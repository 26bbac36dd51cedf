"""The door to the database, on both of them."""

import asyncio
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlmodel import bindparam, col, insert, select

from storage import Session, Store
from storage.prepared import Prepared
from storage.tables import DeadLetter

NOW = datetime(2026, 11, 23, 3, 0, 0, 123456, tzinfo=UTC)
INSERT = Prepared(insert(DeadLetter).returning(col(DeadLetter.id)), "account", "raw", "error", "at")
SELECT = Prepared(
    select(DeadLetter.account, DeadLetter.at, DeadLetter.solved_at).where(
        col(DeadLetter.account) == bindparam("which")
    )
)


def letter(account: str = "a", at: datetime = NOW) -> DeadLetter:
    return DeadLetter(account=account, raw="", error="", at=at)


def count(session: Session) -> int:
    return len(session.exec(select(DeadLetter)).all())


def test_what_was_written_is_there(store: Store) -> None:
    store.write(lambda session: session.add(letter()))
    assert store.read(count) == 1


def test_a_unit_that_fails_leaves_nothing_and_harms_nobody_else(store: Store) -> None:
    def fails(session: Session) -> None:
        INSERT.one(session, account="bad", raw="", error="", at=NOW)
        session.add(letter("bad"))
        session.flush()
        raise LookupError

    async def together() -> list[object]:
        three = (lambda s: s.add(letter()), fails, lambda s: s.add(letter()))
        units = [store.write_soon(unit) for unit in three]
        return await asyncio.gather(*units, return_exceptions=True)

    results = asyncio.run(together())
    assert [type(result) for result in results] == [type(None), LookupError, type(None)]
    assert store.read(count) == 2


def test_prepared_statements_speak_utc_and_see_the_session_s_rows(store: Store) -> None:
    def unit(session: Session) -> tuple[object, ...] | None:
        INSERT.one(session, account="x", raw="", error="", at=NOW)
        assert count(session) == 1
        return SELECT.one(session, which="x")

    assert store.write(unit) == ("x", NOW, None)


@pytest.mark.parametrize("prepared", [True, False])
def test_a_naive_time_is_refused(store: Store, *, prepared: bool) -> None:
    naive = NOW.replace(tzinfo=None)

    def unit(session: Session) -> None:
        if prepared:
            INSERT.one(session, account="x", raw="", error="", at=naive)
        else:
            session.add(letter(at=naive))
            session.flush()

    with pytest.raises(Exception, match="timezone"):
        store.write(unit)


def test_a_reader_cannot_write(store: Store) -> None:
    def unit(session: Session) -> None:
        session.add(letter())
        session.flush()

    with pytest.raises(Exception, match=r"read-?only"):
        store.read(unit)


def test_listeners_hear_of_what_is_durable_only(store: Store) -> None:
    heard: list[str] = []
    store.listen(heard.extend)

    def unit(session: Session) -> None:
        session.signals.add("contact:1")
        raise LookupError

    with pytest.raises(LookupError):
        store.write(unit)
    store.write(lambda session: session.signals.add("contact:2"))
    assert heard == ["contact:2"]


def numbered(session: Session, n: int) -> int:
    INSERT.one(session, account=str(n), raw="", error="", at=NOW)
    return n


def test_many_writers_at_once_all_get_their_own_answer(store: Store) -> None:
    async def together() -> list[int]:
        units = (store.write_soon(partial(numbered, n=n)) for n in range(500))
        return await asyncio.gather(*units)

    assert asyncio.run(together()) == list(range(500))
    assert store.read(count) == 500
