"""Those who may only reply bind nobody, record no revisit and finish no task."""

from typing import Any

import pytest
from sqlmodel import select

from desk import binding, revisits, tasks
from procedures.kinds import Outcome, RevisitForm
from procedures.refused import Refused, Why
from storage.tables import BindCode, Contact, Task
from tests.desk.cast import Chat, Town


def is_refused(town: Town, act: Any, which: int | None, **named: Any) -> None:
    events = len(town.what_happened(town.cases()[0].id))
    with pytest.raises(Refused) as refused:
        town.do(act, which, by=town.admin, **named)
    assert refused.value.text_id == Why.ROLE_MAY_NOT
    assert len(town.what_happened(town.cases()[0].id)) == events


def test_an_admin_gives_no_code(town: Town, lin: Chat) -> None:
    lin.files()
    is_refused(town, binding.give_code, town.ids["lin"], token="a-code-of-twelve")
    assert town.store.read(lambda session: session.exec(select(BindCode)).all()) == []


def test_an_admin_says_not_who_an_owner_is(town: Town) -> None:
    stranger = town.chat("new", bound=None)
    case = stranger.files()
    is_refused(town, binding.confirm_owner, case.id, owner_id=town.ids["lin"], unit_id=town.ids["12A"])
    assert town.case(case.id).owner_id is None
    assert town.rows(Contact, id=stranger.contact_id())[0].owner_id is None


def test_an_admin_records_no_revisit(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id or 0)
    revisit = town.revisits()[0]
    about = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "ok"}
    is_refused(town, revisits.record, revisit.id, **about)
    assert town.revisits()[0] == revisit


def test_an_admin_finishes_no_task(town: Town) -> None:
    town.chat("new", bound=None).files()
    is_refused(town, tasks.finish, town.rows(Task)[0].id, note="")
    assert town.open_tasks() == ["who_is_it"]
