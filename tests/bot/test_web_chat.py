import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.engine import make_url

from bot.channels.web_settings import MOST_JSON, WebChatSettings
from dialogs.speech import Spoken
from storage import Store
from storage.files import FileStore
from storage.sqlite import SQLiteStore
from tests.bot.web_chat import HOME, Clock, browser, say, site
from tests.conftest import sqlite_url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(store: Store, files: FileStore, clock: Clock) -> FastAPI:
    return site(store, files, clock)


@pytest.fixture
def light_app(sqlite_store: Store, files: FileStore, clock: Clock) -> FastAPI:
    """For tests whose subject is not the database."""
    return site(sqlite_store, files, clock)


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    return Path(make_url(sqlite_url(tmp_path)).database or "")


async def write(client: httpx.AsyncClient, key: str, **said: str) -> httpx.Response:
    return await client.post("/chat/a/messages", json={"id": key, **said})


async def lines(client: httpx.AsyncClient, query: str = "", centre: str = "a") -> list[dict]:
    return (await client.get(f"/chat/{centre}/messages{query}")).json()["lines"]


async def test_lin_writes_and_reads_the_answer(app: FastAPI) -> None:
    async with browser(app) as lin:
        assert await lines(lin) == []
        assert (await write(lin, "k1", text="浴室漏水\n很急")).json() == {"taken": True}
        mine, answer = (await lines(lin))[:2]
    assert (mine["direction"], mine["text"], mine["key"]) == ("in", "浴室漏水\n很急", "k1")
    assert answer["direction"] == "out"
    assert answer["buttons"]


async def test_lin_goes_on_with_the_same_cookie(app: FastAPI) -> None:
    async with browser(app) as lin:
        await write(lin, "k1", text="浴室漏水")
        before = await lines(lin)
        key = dict(lin.cookies)
    async with browser(app) as again:
        again.cookies.clear()
        again.cookies.update(key)
        assert (await again.get("/chat/a")).cookies["huifang-chat"] == key["huifang-chat"]
        assert await lines(again) == before


async def test_a_message_sent_again_is_heard_once(app: FastAPI) -> None:
    async with browser(app) as lin:
        await write(lin, "k1", text="浴室漏水")
        before = await lines(lin)
        assert (await write(lin, "k1", text="浴室漏水")).status_code == 200
        assert await lines(lin) == before


async def test_somebody_else_reads_nothing_of_it(app: FastAPI) -> None:
    async with browser(app) as lin, browser(app) as neighbour:
        await write(lin, "k1", text="浴室漏水")
        assert await lines(neighbour) == []
        assert await lines(lin, centre="b") == []


async def test_only_what_came_after_is_told(app: FastAPI, store: Store, clock: Clock) -> None:
    async with browser(app) as lin:
        await write(lin, "k1", text="你好")
        last = (await lines(lin))[-1]["id"]
        clock.move(minutes=5)
        say(store, Spoken("師傅明天到", by="Chen"), at=clock.now)
        (new,) = await lines(lin, f"?after={last}")
        assert (new["text"], new["by"]) == ("師傅明天到", "Chen")


async def test_a_lower_id_that_was_committed_late_is_still_told(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        await write(lin, "k1", text="你好")
        every = await lines(lin)
        assert await lines(lin, f"?after={every[-1]['id']}") == every


async def test_older_lines_come_on_request(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        await write(lin, "k1", text="你好")
        every = await lines(lin)
        assert await lines(lin, f"?before={every[-1]['id']}") == every[:-1]


async def test_the_database_does_not_know_the_cookie(light_app: FastAPI, tmp_path: Path) -> None:
    async with browser(light_app) as lin:
        await write(lin, "k1", text="你好")
        token = lin.cookies["huifang-chat"]
    with sqlite3.connect(tmp_path / "huifang.db") as known:
        known.execute("DROP TABLE search_gram")  # cannot be read back, and has no words of its own
        dump = "".join(known.iterdump())
    assert len(token) == 43
    assert "web:a" in dump
    assert token not in dump


@pytest.mark.parametrize(
    ("public_url", "name", "secure"),
    [("", "huifang-chat", False), ("https://desk.test", "__Host-huifang-chat", True)],
)
async def test_the_cookie_is_armoured(
    sqlite_store: Store, files: FileStore, public_url: str, name: str, secure: bool
) -> None:
    app = site(sqlite_store, files, Clock(), WebChatSettings(public_url=public_url))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME) as client:
        cookie = (await client.get("/chat/a")).headers["set-cookie"]
    assert cookie.startswith(f"{name}=")
    assert "HttpOnly; Max-Age=31536000; Path=/; SameSite=lax" in cookie
    assert ("Secure" in cookie) is secure


@pytest.mark.parametrize("origin", ["https://evil.test", "http://desk.test:81", "null", ""])
async def test_other_sites_may_not_write(light_app: FastAPI, origin: str) -> None:
    async with browser(light_app) as lin:
        del lin.headers["origin"]
        told = {"Origin": origin} if origin else {}
        for path in ("messages", "photos"):
            answer = await lin.post(f"/chat/a/{path}", json={"id": "k1", "text": "hi"}, headers=told)
            assert answer.status_code == 403
        assert await lines(lin) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 9000, 400),
        (b'{"id":"k1"}', 400),
        (b'{"id":"k1","text":"a","token":"b"}', 400),
        (b'{"id":"k1","text":"a","name":"b"}', 400),
        (b'{"id":"../k1","text":"a"}', 400),
        (b'{"id":"k1","text":"   "}', 400),
        (b'{"id":"k1","token":"' + b"x" * 65 + b'"}', 400),
        (b'{"id":"k1","text":"' + b"x" * 4001 + b'"}', 422),
        (b'{"id":"k1","text":"' + b"x" * MOST_JSON + b'"}', 413),
    ],
)
async def test_bad_input_gets_a_kind_answer(light_app: FastAPI, body: bytes, status: int) -> None:
    async with browser(light_app) as lin:
        answer = await lin.post("/chat/a/messages", content=body, headers={"Accept-Language": "en"})
        assert answer.status_code == status
        assert answer.json()["text"].isascii()
        assert await lines(lin) == []


async def test_a_long_body_is_cut_off_when_no_size_is_announced(light_app: FastAPI) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 8192

    async with browser(light_app) as lin:
        answer = await lin.post("/chat/a/messages", content=endless())
    assert answer.status_code == 413


async def test_four_thousand_letters_are_taken(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        assert (await write(lin, "k1", text="漏" * 4000)).status_code == 200


async def test_without_a_cookie_nobody_is_heard(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        lin.cookies.clear()
        for answer in (await write(lin, "k1", text="hi"), await lin.get("/chat/a/messages")):
            assert (answer.status_code, answer.json()["why"]) == (401, "no_session")


@pytest.mark.parametrize(
    "path", ["messages?after=x", "messages?after=-1", f"messages?before={'9' * 30}", "events?after=１"]
)
async def test_numbers_that_are_none_are_refused(light_app: FastAPI, path: str) -> None:
    async with browser(light_app) as lin:
        assert (await lin.get(f"/chat/a/{path}")).status_code == 400


@pytest.mark.parametrize("path", ["", "/messages", "/events", "/pictures/1"])
async def test_an_unknown_centre_is_a_kind_404(light_app: FastAPI, path: str) -> None:
    async with browser(light_app) as lin:
        answer = await lin.get(f"/chat/nowhere{path}", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert ("Page not found" if not path else "no such") in answer.text


async def test_what_acts_unseen_is_spelled_out(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        await write(lin, "k1", text="a\u202eb\x00c\u200bd \U0001f469\u200d\U0001f527 <b>")
        assert (await lines(lin))[0]["text"] == "a[U+202E]bc[U+200B]d \U0001f469\u200d\U0001f527 <b>"


@pytest.mark.parametrize("path", ["/", "/chat/a", "/chat/nowhere", "/chat/a/messages"])
async def test_every_answer_is_armoured(light_app: FastAPI, path: str) -> None:
    async with browser(light_app) as lin:
        headers = (await lin.get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'self'; object-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


async def test_a_busy_database_asks_to_be_told_again(database_file: Path, files: FileStore) -> None:
    hasty = SQLiteStore(database_file, busy=0.1)
    app, lock = site(hasty, files, Clock()), sqlite3.connect(database_file, isolation_level=None)
    async with browser(app) as lin:
        lock.execute("BEGIN IMMEDIATE")
        answer = await write(lin, "k1", text="hi")
        lock.close()
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert (await write(lin, "k1", text="hi")).status_code == 200
    hasty.close()
