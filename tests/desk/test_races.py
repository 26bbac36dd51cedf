"""The clock, the owner and staff at one revisit or promise, at the same moment."""

import contextlib
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from bot.clock import tick
from desk import binding, cases, revisits
from procedures.kinds import Outcome, RevisitForm
from procedures.life import CloseReason
from procedures.refused import Refused
from storage.tables import Contact
from tests.desk.cast import Chat, Town, at
from tests.desk.test_at_once import at_once


def test_four_clocks_at_once_ask_once(town: Town, lin: Chat) -> None:
    town.resolve(lin.files().id)
    said = len(lin.all_said())
    at_once(*[lambda: tick(town.store, at("2026-11-24 09:00"))] * 4)
    assert len(lin.all_said()) == said + 1
    assert town.what_happened(1).count("revisit_asked") == 1


def three_acts(town: Town, lin: Chat) -> list[Callable[[], Any]]:
    """The owner taps "not solved", a colleague writes down a call, and the clock of two days later ticks."""
    town.resolve(lin.files().id)
    town.until("2026-11-24 09:00")
    call = {"form": RevisitForm.PHONE, "outcome": Outcome.SOLVED, "words": "ok", "by": town.chen}
    return [
        lambda: lin.taps("not"),
        lambda: town.do(revisits.record, 1, **call),
        lambda: tick(town.store, at("2026-11-26 10:00")),
    ]


def is_chased(town: Town) -> bool:
    """A rework that was there before the clock ticked has waited two days: that alone is chased."""
    waits = any(case.promise_kept is False for case in town.cases())
    chased = {"promise_broken", "unassigned", "escalated_reply"} if waits else set()
    return set(town.open_tasks()) <= chased and ("promise_broken" in town.open_tasks()) == waits


def test_a_tap_while_somebody_phones_is_one_answer(town: Town, lin: Chat) -> None:
    at_once(*three_acts(town, lin))
    assert town.what_happened(1).count("revisit_done") == 1
    assert len(town.cases()) == (2 if town.revisits()[0].outcome == "not" else 1)
    assert is_chased(town)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "-".join(map(str, order)))
def test_only_a_rework_older_than_the_tick_is_chased(small_town: Town, order: tuple[int, ...]) -> None:
    """0 is the tap, 1 the call, 2 the tick."""
    acts = three_acts(small_town, small_town.chat())
    for act in order:
        with contextlib.suppress(Refused, StopIteration):  # too late: recorded, or no longer on screen
            acts[act]()
    tap_is_first = order.index(0) < order.index(1)
    assert len(small_town.cases()) == (2 if tap_is_first else 1)
    is_chased = tap_is_first and order.index(0) < order.index(2)
    assert ("promise_broken" in small_town.open_tasks()) is is_chased
    assert is_chased or small_town.open_tasks() == []


def test_a_reply_while_the_promise_is_counted_leaves_nothing_to_chase(town: Town, lin: Chat) -> None:
    case = lin.files()
    at_once(
        lambda: tick(town.store, at("2026-11-23 12:01")),
        lambda: town.do(cases.reply, case.id, words="您好", by=town.chen),
    )
    kept = town.case(case.id).promise_kept
    assert town.what_happened(case.id).count("promise_kept") == (1 if kept else 0)
    assert town.what_happened(case.id).count("promise_broken") == (0 if kept else 1)
    assert town.open_tasks() == []


@pytest.mark.parametrize("ends", ["close", "resolve"])
def test_words_while_a_case_ends_are_all_kept(town: Town, lin: Chat, ends: str) -> None:
    case = lin.files()
    town.do(cases.take, case.id, by=town.chen)
    done = {"cause": "a", "measure": "b", "words": "c"} if ends == "resolve" else {}
    named = done or {"reason": CloseReason.DUPLICATE, "words": "重複"}
    writes = [lambda n=n: lin.says(f"還有 {n}") for n in range(3)]
    found = at_once(lambda: town.do(getattr(cases, ends), case.id, by=town.chen, **named), *writes)
    assert found == [None, True, True, True]


def test_one_code_sent_by_two_at_once_binds_one(town: Town) -> None:
    both = [town.chat(name, bound=None) for name in ("a", "b")]
    town.do(binding.give_code, town.ids["lin"], by=town.chen, token="code-aaaa-bbbb")
    at_once(*(lambda chat=chat: chat.says("/start code-aaaa-bbbb") for chat in both))
    assert [contact.owner_id for contact in town.rows(Contact)].count(town.ids["lin"]) == 1
