"""Reading updates: what owners do, what is not for us, and what nobody can read."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Reach
from bot.channels.telegram.updates import read
from desk.group_heard import InGroup
from dialogs.heard import Heard
from tests.fakes.telegram import updates
from tests.fakes.telegram.updates import oddities

LIN: dict[str, Any] = {"id": 1001, "is_bot": False, "first_name": "Lin", "language_code": "zh-hant"}
CHAT: dict[str, Any] = {"id": 1001, "type": "private", "first_name": "Lin"}
FILE = {"file_id": "F1", "file_unique_id": "U1", "file_size": 1000}
ME = {"id": 9, "is_bot": True, "first_name": "Huifang"}
COMMON: dict[str, Any] = {"account": "telegram:main", "address": "1001", "name": "Lin", "locale": "zh-hant"}
ODD = oddities(by=LIN, chat=CHAT, at=1)


def raw(update: dict[str, Any]) -> bytes:
    return json.dumps({"update_id": 70} | update).encode()


def message(content: dict[str, Any], chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    return updates.message(by=LIN, chat=chat, message_id=5, at=1, content=content)


def heard(update: dict[str, Any]) -> Heard | Reach | InGroup | None:
    return read(raw(update), "telegram:main")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (updates.words("漏水 👩‍👩‍👧 مرحبا <b>x</b>"), {"text": "漏水 👩‍👩‍👧 مرحبا <b>x</b>"}),
        (updates.words("/start AB12"), {"text": "/start AB12"}),
        (updates.words("長" * 4097), {"text": "長" * 4097}),
        (updates.words("a\0b"), {"text": "ab"}),
        (
            updates.photo(FILE, caption="here", album="77"),
            {"pictures": ("telegram:F1",), "album": "77", "text": "here"},
        ),
        (updates.forwarded(updates.words("look"), sender="X", at=1), {"text": "look"}),
        (updates.document(FILE, name="a.png", mime_type="image/png"), {"pictures": ("telegram:F1",)}),
        (updates.document(FILE, name="a.pdf", mime_type="application/pdf"), {"other": "document"}),
        (updates.voice(FILE), {"voices": ("telegram:F1",)}),
        (updates.sticker(FILE), {"other": "sticker"}),
        (updates.location(22.3, 114.2), {"other": "location"}),
        ({"hologram": {"depth": 3}}, {"other": "unknown"}),
        (updates.contact("+85291234567", name="Lin", user_id=1001), {"phone": "+85291234567"}),
        (updates.contact("+85291234567", name="Chen", user_id=1002), {"other": "contact"}),
        (updates.contact("+85291234567", name="Chen"), {"other": "contact"}),
        (
            updates.forwarded(updates.contact("+85291234567", name="Lin", user_id=1001), sender="X", at=1),
            {"other": "contact"},
        ),
    ],
)
def test_a_message_is_heard(content: dict[str, Any], found: dict[str, Any]) -> None:
    assert heard(message(content)) == Heard(**COMMON, external_id="m:5", **found)


def test_the_largest_size_of_a_photo_is_taken() -> None:
    sizes = [{"file_id": str(n), "width": n, "height": n} for n in (90, 1280, 320)]
    got = heard(message({"photo": sizes}))
    assert isinstance(got, Heard)
    assert got.pictures == ("telegram:1280",)


def test_a_zero_in_a_name_is_left_out() -> None:
    sender = LIN | {"first_name": "L\0in", "last_name": "Wu"}
    got = heard({"message": message(updates.words("hi"))["message"] | {"from": sender}})
    assert isinstance(got, Heard)
    assert got.name == "Lin Wu"


def test_a_press_carries_its_token() -> None:
    press = updates.press("q1", by=LIN, on=message({})["message"], data="3:what:door")
    assert heard(press) == Heard(**COMMON, external_id="cb:q1", token="3:what:door")


def test_an_edit_names_what_it_edits() -> None:
    edit = updates.edited(message(updates.words("a")), updates.words("b"), at=2)
    assert heard(edit) == Heard(**COMMON, external_id="e:70", edits="m:5", text="b")


@pytest.mark.parametrize(("status", "reachable"), [("kicked", False), ("member", True)])
def test_blocking_is_a_matter_of_reach(status: str, *, reachable: bool) -> None:
    change = updates.membership(by=LIN, chat=CHAT, bot=ME, at=1, old="member", new=status)
    assert heard(change) == Reach("telegram:main", "1001", reachable=reachable)


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"dream_shared": {"from": LIN}},
        message(updates.words("hi"), chat={"id": -5, "type": "group", "title": "G"}),
        message({"pinned_message": {}}),
        {"callback_query": {"id": "2", "from": LIN, "chat_instance": "1"}},
    ],
    ids=["nothing", "unknown kind", "group", "service", "game"],
)
def test_what_is_not_for_us_is_none(update: dict[str, Any]) -> None:
    assert heard(update) is None


@pytest.mark.parametrize("name", ODD)
def test_an_oddity_is_read_or_refused_in_one_way(name: str) -> None:
    try:
        got = heard(ODD[name])
    except msgspec.DecodeError:
        return
    assert got is None or isinstance(got, Heard)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_garbage_is_refused_in_one_way(body: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        read(b"\xff" + body, "telegram:main")
