"""Several at once: staff on one case, copies of one message, messages of one owner."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from sqlmodel import select

from desk import cases
from dialogs.heard import READ_HEARD
from procedures.kinds import CaseState
from procedures.refused import Refused
from storage.tables import Contact, InboundKey, Message
from tests.desk.cast import Chat, Town


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Results or refusals, in the order of the acts."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Refused as refused:
            return refused.text_id

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_who_take_a_case_one_is_told_that_somebody_was_first(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    who = (town.chen, town.li)
    found = at_once(*(lambda by=by: town.do(cases.take, case_id, by=by) for by in who))
    assert sorted(found, key=str) == [None, cases.SOMEBODY_WAS_FIRST]
    winner = who[found.index(None)]
    assert town.case(case_id).handler_id == winner.staff_id
    assert town.what_happened(case_id).count("taken") == 1


def test_of_two_who_assign_a_case_one_is_told_that_somebody_was_first(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    named = {"department_id": None, "seen": CaseState.OPEN}
    found = at_once(
        lambda: town.do(cases.assign, case_id, handler_id=town.li.staff_id, by=town.chen, **named),
        lambda: town.do(cases.assign, case_id, handler_id=town.chen.staff_id, by=town.wang, **named),
    )
    assert sorted(found, key=str) == [None, cases.SOMEBODY_WAS_FIRST]
    assert town.what_happened(case_id).count("assigned") == 1


def test_of_two_who_resolve_a_case_one_is_refused(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    town.do(cases.take, case_id, by=town.li)
    done = {"cause": "a", "measure": "b", "words": "c"}
    found = at_once(*[lambda: town.do(cases.resolve, case_id, by=town.li, **done)] * 2)
    assert found.count(None) == 1
    assert len(town.revisits()) == 1


def test_one_message_delivered_five_times_is_one_turn(town: Town, lin: Chat) -> None:
    found = [lin.says("漏水", external_id="same") for _ in range(5)]
    assert found == [True, False, False, False, False]
    assert len(town.rows(Message, external_id="same")) == 1


def test_five_copies_at_once_are_one_turn(town: Town, lin: Chat) -> None:
    said = len(lin.all_said())
    found = at_once(*[lambda: lin.says("漏水", external_id="same")] * 5)
    assert sorted(found) == [False, False, False, False, True]
    assert len(lin.all_said()) == said + 1


def test_equal_ids_of_two_senders_are_two_turns(town: Town, lin: Chat) -> None:
    ho = town.chat("ho", bound="ho")
    assert lin.says("漏水", external_id="same")
    assert ho.says("漏水", external_id="same")
    keys = select(InboundKey.sender).where(InboundKey.external_id == "same")
    assert len(town.store.read(lambda session: session.exec(keys).all())) == 2


def test_a_first_contact_that_comes_five_times_at_once_is_one_contact(town: Town) -> None:
    new = town.chat("new", bound=None)
    at_once(*(lambda n=n: new.says(f"漏水 {n}") for n in range(5)))
    assert len(town.rows(Contact, address="new")) == 1
    assert len(town.rows(Message, contact_id=new.contact_id(), direction="in")) == 5


def test_two_messages_of_one_owner_at_once_never_interleave(town: Town, lin: Chat) -> None:
    lin.files()
    before = len(town.rows(Message))
    at_once(*(lambda n=n: lin.says(f"還有 {n}") for n in range(6)))
    lines = town.rows(Message)[before:]
    assert [line.direction for line in lines] == ["in", "out"] * 6
    heard = [READ_HEARD.decode(line.body).text for line in lines if line.direction == "in"]
    assert sorted(heard) == [f"還有 {n}" for n in range(6)]
    assert {line.case_id for line in lines} == {town.cases()[0].id}


def test_an_owner_who_writes_while_staff_answer_loses_nothing(town: Town, lin: Chat) -> None:
    case_id = lin.files().id
    acts = [lambda n=n: lin.says(f"還有 {n}") for n in range(4)]
    acts += [lambda n=n: town.do(cases.reply, case_id, words=f"好 {n}", by=town.chen) for n in range(4)]
    at_once(*acts)
    happened = town.what_happened(case_id)
    assert (happened.count("owner_wrote"), happened.count("replied")) == (4, 4)


@pytest.mark.parametrize("solved", [True, False])
def test_two_taps_on_one_revisit_count_once(town: Town, lin: Chat, solved: bool) -> None:
    town.resolve(lin.files().id)
    town.until("2026-11-24 09:00")
    option = "solved" if solved else "not"
    token = next(b.token for b in lin.last().buttons if b.token.endswith(f":{option}"))
    at_once(*[lambda: lin.hears(token=token)] * 2)
    assert len(town.cases()) == (1 if solved else 2)
    assert town.what_happened(1).count("revisit_done") == 1
