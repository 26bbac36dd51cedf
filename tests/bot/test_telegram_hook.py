"""The webhook: the secret before the body, 200 only when it is kept, and no body that blocks a chat."""

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from bot.channels.channel import Inbound, Reach, Then, Unread
from bot.channels.telegram.hook import LARGEST_BODY, TelegramHook
from dialogs.heard import Heard
from storage.store import Unavailable
from tests.bot.doors import opened
from tests.bot.test_telegram_updates import CHAT, LIN, message, raw
from tests.fakes.telegram import updates
from tests.fakes.telegram.updates import oddities

SECRET = "s" * 32
NAME = "X-Telegram-Bot-Api-Secret-Token"
HEADERS = {NAME: SECRET}
ODD = oddities(by=LIN, chat=CHAT, at=1)
WORDS = raw(message(updates.words("漏水")))


class Desk:
    """Takes what comes; `away` times it cannot."""

    def __init__(self, away: int = 0) -> None:
        self.taken: list[Inbound] = []
        self.pressed: list[str] = []
        self.away = away
        self.hook = TelegramHook("main", SECRET, self.take, acknowledge=self.acknowledge)

    def take(self, inbound: Inbound, then: Then) -> None:
        if self.away:
            self.away -= 1
            then(Unavailable())
            return
        self.taken.append(inbound)
        then(None)

    def acknowledge(self, heard: Heard) -> None:
        self.pressed.append(heard.token)

    async def post(
        self,
        *chunks: bytes,
        headers: Mapping[str, str] = HEADERS,
        path: str = "/hooks/telegram/main",
        method: str = "POST",
        ends: bool = True,
    ) -> int:
        """The status; with `ends` False the client keeps the body's end to itself."""
        async with opened({"/hooks/telegram/main": self.hook}) as door:
            return await door.ask(*chunks, method=method, path=path, headers=headers, ends=ends)


async def test_words_are_taken_and_answered() -> None:
    desk = Desk()
    assert await desk.post(WORDS[:20], WORDS[20:]) == 200
    assert [each.text for each in desk.taken if isinstance(each, Heard)] == ["漏水"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {NAME: ""},
        {NAME: "wrong" * 8},
        {NAME: "\xff\xfe"},
        {NAME: SECRET, NAME.lower(): SECRET},
    ],
    ids=["absent", "empty", "wrong", "not ascii", "twice"],
)
async def test_without_its_secret_not_even_the_body_is_read(headers: dict[str, str]) -> None:
    desk = Desk()
    assert await desk.post(headers=headers, ends=False) == 401
    assert desk.taken == []


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"method": "GET"}, 405), ({"path": "/hooks/telegram/other"}, 404), ({"path": "/hooks/telegram/"}, 404)],
)
async def test_other_doors_are_closed(asked: dict[str, Any], status: int) -> None:
    assert await Desk().post(WORDS, **asked) == status


@pytest.mark.parametrize("chunks", [1, 9])
async def test_a_body_too_large_is_refused_before_it_ends(chunks: int) -> None:
    desk = Desk()
    body = [b" " * (LARGEST_BODY // chunks + 1)] * chunks
    assert await desk.post(*body, ends=chunks == 1) == 413
    assert desk.taken == []


async def test_a_database_away_asks_to_come_again() -> None:
    desk = Desk(away=1)
    assert await desk.post(WORDS) == 503
    assert await desk.post(WORDS) == 200
    assert len(desk.taken) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[" * 60_000,
        b'{"update_id":1,"message":' + b'{"a":' * 10_000,
        b"\xff\xfe",
        b'"\\ud83d"',
    ],
    ids=["empty", "broken", "null", "deep", "deep and known", "not utf-8", "half an emoji"],
)
async def test_what_cannot_be_read_is_kept_and_answered_200(body: bytes) -> None:
    desk = Desk()
    assert await desk.post(body) == 200
    (letter,) = desk.taken
    assert isinstance(letter, Unread)
    assert (letter.account, letter.raw) == ("telegram:main", body)


@pytest.mark.parametrize("name", ODD)
async def test_no_oddity_blocks_a_chat(name: str) -> None:
    desk = Desk()
    assert await desk.post(json.dumps({"update_id": 1} | ODD[name]).encode()) == 200
    assert len(desk.taken) + desk.hook.ignored == 1


async def test_a_press_stops_the_button_s_clock() -> None:
    desk = Desk()
    press = updates.press("q1", by=LIN, on=message({})["message"], data="3:what:door")
    assert await desk.post(raw(press)) == 200
    assert desk.pressed == ["3:what:door"]


async def test_a_block_is_handed_on() -> None:
    desk = Desk()
    change = updates.membership(by=LIN, chat=CHAT, bot=LIN, at=1, old="member", new="kicked")
    assert await desk.post(raw(change)) == 200
    assert desk.taken == [Reach("telegram:main", "1001", reachable=False)]


@pytest.mark.parametrize("secret", ["", "short", "s" * 31, "s" * 257, "漏" * 40, "s" * 31 + "\n"])
def test_a_weak_secret_refuses_to_start(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        TelegramHook("main", secret, lambda _, then: then(None))


def test_the_way_in_does_not_load_the_library_that_sends() -> None:
    modules = "bot.channels.telegram.hook, bot.channels.telegram.polling, bot.delivery, bot.fetching"
    code = f"import sys, {modules}; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
