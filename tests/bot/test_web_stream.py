import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.web_settings import WebChatSettings
from dialogs.speech import Spoken
from storage import Store
from storage.files import FileStore
from tests.bot.web_chat import SOON, Clock, on_a_port, say, site
from tests.conftest import sqlite_url

PATIENCE = 30  # seconds: a process that starts on a busy machine; the answers take milliseconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(store: Store, files: FileStore, clock: Clock) -> FastAPI:
    return site(store, files, clock, WebChatSettings(recheck=SOON, streams_each=2))


@asynccontextmanager
async def page(home: str) -> AsyncGenerator[httpx.AsyncClient]:
    whoever = {"Origin": home}
    async with httpx.AsyncClient(base_url=home, headers=whoever, trust_env=False, timeout=PATIENCE) as client:
        await client.get("/chat/a")
        yield client


async def told(client: httpx.AsyncClient, most: int, *, last: str = "") -> list[dict]:
    """The first events of a stream: their ids and what they bring."""
    found, number = [], 0
    headers = {"Last-Event-ID": last} if last else {}
    async with asyncio.timeout(PATIENCE), client.stream("GET", "/chat/a/events", headers=headers) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("id: "):
                number = int(line.removeprefix("id: "))
            if line.startswith("data: "):
                found.append({"event_id": number, **json.loads(line.removeprefix("data: "))})
            if len(found) == most:
                break
    return found


async def write(client: httpx.AsyncClient, text: str) -> None:
    await client.post("/chat/a/messages", json={"id": text, "text": text})


async def test_a_page_that_is_open_hears_what_is_said(app: FastAPI) -> None:
    with on_a_port(app) as home:
        async with page(home) as lin:
            waiting = asyncio.create_task(told(lin, 2))
            await write(lin, "hello")
            mine, answer = await waiting
    assert (mine["text"], answer["direction"]) == ("hello", "out")
    assert mine["event_id"] < answer["event_id"]


@pytest.mark.parametrize("signal", [True, False], ids=["this process", "another process"])
async def test_a_word_from_staff_arrives(app: FastAPI, store: Store, clock: Clock, signal: bool) -> None:
    with on_a_port(app) as home:
        async with page(home) as lin:
            await write(lin, "hello")
            before = await told(lin, 2)
            waiting = asyncio.create_task(told(lin, 3))
            say(store, Spoken("明天到", by="Chen"), at=clock.now, signal=signal)
            assert [line["id"] for line in before] == [line["id"] for line in (await waiting)[:2]]
            assert (await waiting)[2]["by"] == "Chen"


async def test_a_stream_goes_on_after_the_last_event(app: FastAPI, store: Store, clock: Clock) -> None:
    with on_a_port(app) as home:
        async with page(home) as lin:
            await write(lin, "hello")
            last = (await told(lin, 2))[-1]["event_id"]
            clock.move(minutes=5)
            say(store, Spoken("one"), at=clock.now)
            say(store, Spoken("two"), at=clock.now)
            assert [line["text"] for line in await told(lin, 2, last=str(last))] == ["one", "two"]


async def test_the_neighbour_hears_nothing(app: FastAPI) -> None:
    with on_a_port(app) as home:
        async with page(home) as lin, page(home) as neighbour:
            waiting = asyncio.create_task(told(neighbour, 1))
            await write(lin, "mine")
            await write(neighbour, "theirs")
            assert (await waiting)[0]["text"] == "theirs"


async def test_a_conversation_is_open_in_so_many_windows_and_no_more(app: FastAPI) -> None:
    with on_a_port(app) as home:
        async with page(home) as lin, events(lin), events(lin):
            assert (await lin.get("/chat/a/events")).status_code == 429


async def test_an_open_stream_does_not_hold_up_the_end(tmp_path: Path) -> None:
    sqlite_url(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        home = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = serve(listening.fileno(), tmp_path)
    async with page(home) as lin, events(lin):
        server.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(server.wait, PATIENCE)
    assert status in {0, -signal.SIGTERM}


def events(client: httpx.AsyncClient) -> AbstractAsyncContextManager[httpx.Response]:
    return client.stream("GET", "/chat/a/events")


def serve(handle: int, folder: Path) -> subprocess.Popen[bytes]:
    command = [
        "uvicorn",
        "--factory",
        "tests.bot.web_chat:served",
        "--log-level",
        "error",
        "--fd",
        str(handle),
    ]
    environment = {**os.environ, "WEB_CHAT_FOLDER": str(folder)}
    return subprocess.Popen([sys.executable, "-m", *command], pass_fds=[handle], env=environment)
