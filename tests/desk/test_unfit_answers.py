"""Answers that another release stored in a shape the flow of today does not know: a polite new start."""

from collections.abc import Callable
from typing import Any

import pytest

from dialogs.state import from_json, to_json
from storage.tables import Conversation
from tests.desk.cast import Chat, Town

KEYS = ("unit", "category", "story", "pictures", "visit", "place", "result", "speed", "confirm")
Answers = dict[str, Any]
SHAPES: dict[str, Callable[[Answers], Answers]] = {
    "an option that is no more": lambda old: {**old, "category": "no-such"},
    "photos as text": lambda old: {**old, "pictures": "x"},
    "lists": lambda _: {key: [] for key in KEYS},
    "nothing": lambda _: dict.fromkeys(KEYS),
    "text everywhere": lambda _: dict.fromkeys(KEYS, "x"),
}


def spoil(town: Town, lin: Chat, shape: str) -> str:
    """The state now on record."""
    stored = town.store.read(lambda session: session.get_one(Conversation, lin.contact(session).id).state)
    state = from_json(stored)
    assert state.run
    state.run.answers = SHAPES[shape](state.run.answers)
    lin.state_is(to_json(state))
    return to_json(state)


@pytest.mark.parametrize("flow", ["repair", "complaint", "enquiry", "suggestion", "beginning", "revisit"])
@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_is_said_or_shown_is_answered(small_town: Town, flow: str, shape: str) -> None:
    lin = small_town.chat()
    begin(small_town, lin, flow)
    for hears in (lin.sends_photo, lambda: lin.says("漏水了"), lambda: tap_any(lin), lin.sends_photo):
        spoil(small_town, lin, shape)
        said = len(lin.all_said())
        hears()
        assert len(lin.all_said()) > said
        begin(small_town, lin, flow)


def begin(town: Town, lin: Chat, flow: str) -> None:
    if flow == "revisit" and not town.revisits():
        town.resolve(lin.files().id)
        town.until("2026-11-24 09:00")
    elif flow == "beginning":
        lin.says("取消")
        lin.says("廁所的水管漏水")
    else:
        lin.hears(token="0:menu:repair" if flow == "revisit" else f"0:menu:{flow}")


def tap_any(lin: Chat) -> None:
    lin.hears(token=[said for said in lin.all_said() if said.buttons][-1].buttons[0].token)


def test_what_did_not_fit_is_kept_once_and_the_words_are_a_beginning(town: Town, lin: Chat) -> None:
    lin.hears(token="0:menu:repair")
    stored = spoil(town, lin, "photos as text")
    lin.sends_photo()
    assert [letter.raw for letter in town.letters()] == [stored]
    assert "抱歉" in lin.last().text
    lin.says("廁所的水管漏水")
    lin.taps("file")
    assert len(town.letters()) == 1
