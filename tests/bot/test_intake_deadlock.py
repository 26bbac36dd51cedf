"""A batch of updates that meets somebody else's locks is carried out again; nobody's words are buried."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count
from threading import Event

import pytest

from bot.intake import Intake
from dialogs.heard import Heard
from storage import Session, Store
from storage.tables import DeadLetter, Message
from tests.desk.cast import seed

LOCK = "SELECT 1 FROM conversation WHERE contact_id = %s FOR UPDATE"
PATIENT = "SET LOCAL deadlock_timeout = '20s'"


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_batch_that_loses_a_deadlock_is_done_all_the_same(store: Store) -> None:
    town = seed(store)
    lin, ho = town.chat(), town.chat("ho", bound="ho")
    first, second = lin.contact_id(), ho.contact_id()
    batch_has_first, other_has_second, turns = Event(), Event(), count(1)

    def clock() -> datetime:
        if next(turns) == 2:  # the first message's locks are held by now
            batch_has_first.set()
            assert other_has_second.wait(10)
        return town.now

    def other(session: Session) -> None:
        session.raw.execute(PATIENT)
        session.raw.execute(LOCK, (second,))
        other_has_second.set()
        assert batch_has_first.wait(10)
        session.raw.execute(LOCK, (first,))

    intake = Intake(town.store, lambda _session, account: town.ids["A"], clock)
    batch = [Heard(account="web:A", address=who, external_id="9", text="漏水") for who in ("lin", "ho")]
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(town.store.write, other)
        await intake.take_all(batch, lambda session: session.flush())
        waits.result(20)
    assert town.rows(DeadLetter) == []
    assert len(town.rows(Message, external_id="9")) == 2
