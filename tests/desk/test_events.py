"""Everything that happens leaves its row, and the rows hang together."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from desk import cases
from procedures.life import CloseReason
from storage import Session
from storage.events import broken_at
from storage.tables import CaseEvent
from tests.desk.cast import Chat, Town


def sound(town: Town) -> int | None:
    return town.store.read(lambda session: broken_at(session, town.ids["A"]))


@pytest.fixture
def told(town: Town, lin: Chat) -> Town:
    """A story with everybody in it."""
    case = lin.files()
    town.do(cases.assign, case.id, handler_id=town.li.staff_id, department_id=None, by=town.chen)
    town.do(cases.take, case.id, by=town.li)
    town.do(cases.reply, case.id, words="您好", by=town.li)
    lin.says("好的")
    done = {"cause": "老化", "measure": "更換", "words": "修好了"}
    town.do(cases.resolve, case.id, by=town.li, **done)
    town.until("2026-11-24 09:00")
    lin.taps("not")
    return town


def test_every_act_leaves_its_row_with_actor_and_clause(told: Town) -> None:
    li, chen = str(told.li), str(told.chen)
    rows = [(row.what, row.actor) for row in told.rows(CaseEvent, case_id=told.cases()[0].id)]
    assert rows == [
        ("opened", "owner"),
        ("assigned", chen),
        ("taken", li),
        ("replied", li),
        ("promise_kept", li),
        ("owner_wrote", "owner"),
        ("resolved", li),
        ("closed_in_time", li),
        ("revisit_planned", li),
        ("revisit_asked", "bot"),
        ("revisit_done", "owner"),
        ("rework_opened", "owner"),
        ("closed", "owner"),
    ]
    assert all(row.clause for row in told.rows(CaseEvent))
    assert sound(told) is None


def test_closing_leaves_its_row_too(town: Town, lin: Chat) -> None:
    case = lin.files()
    town.do(cases.close, case.id, reason=CloseReason.DUPLICATE, words="與業主核實", by=town.chen)
    closed = town.rows(CaseEvent, case_id=case.id)[-1]
    assert (closed.what, closed.actor, closed.clause) == ("closed", str(town.chen), "A4.2.3")


def edit(session: Session) -> None:
    session.connection().execute(text("UPDATE case_event SET actor = 'staff:9' WHERE id = 3"))


def delete(session: Session) -> None:
    session.connection().execute(text("DELETE FROM case_event WHERE id = 3"))


def swap(session: Session) -> None:
    for old, new in ((3, -1), (4, 3), (-1, 4)):
        session.connection().execute(text(f"UPDATE case_event SET id = {new} WHERE id = {old}"))


def cut(session: Session) -> None:
    session.connection().execute(text("DELETE FROM case_event WHERE id >= 10"))


@pytest.mark.parametrize(
    ("tamper", "found"),
    [(edit, 3), (delete, 4), (swap, 3), (cut, 0)],
    ids=lambda x: getattr(x, "__name__", x),
)
def test_tampering_is_found(told: Town, tamper: Callable[[Session], None], found: int) -> None:
    told.store.write(tamper)
    assert sound(told) == found
