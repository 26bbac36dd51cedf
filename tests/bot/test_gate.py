"""Hooks heard in a process of their own: nothing is lost or answered otherwise, whichever of the two ends."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from storage import open_store
from storage.tables import Message
from tests.fakes.wechat import pushes
from tests.fakes.wechat.pusher import Account, Pusher
from tests.faults.server import Server
from tests.faults.world import SECRET, prepare

ACCOUNT = Account()
PATIENCE = 10.0
HOOK = "/hooks/telegram/main"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


def says(number: int, text: str) -> dict[str, object]:
    lin = {"id": 7, "is_bot": False, "first_name": "Lin", "language_code": "en"}
    chat = {"id": 7, "type": "private", "first_name": "Lin"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 0, "from": lin, "chat": chat, "text": text},
    }


def heard(url: str) -> list[str]:
    """The external ids of what was kept, in order."""
    store = open_store(url)
    try:
        return store.read(
            lambda session: [
                row[0]
                for row in session.raw.execute(
                    f"SELECT external_id FROM {Message.__tablename__} WHERE direction = 'in' ORDER BY id"
                )
            ]
        )
    finally:
        store.close()


def gate_of(server: Server) -> int | None:
    """The gate's process, the server's only child."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return int(children[0]) if children else None


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/huifang.db"
    prepare(url)
    return url


@pytest.fixture
async def server(url: str, tmp_path: Path) -> AsyncGenerator[Server]:
    env = {
        "HUIFANG_ENVIRONMENT": "test",
        "HUIFANG_SECRET": SECRET,
        "HUIFANG_DATABASE_URL": url,
        "HUIFANG_FILES": f"{tmp_path}/files",
        "HUIFANG_ROLE": "web",
        "HUIFANG_PUBLIC_URL": "https://desk.example",
        "HUIFANG_TELEGRAM_TOKEN": "1:token",
        "HUIFANG_TELEGRAM_MODE": "webhook",
        "HUIFANG_TELEGRAM_SECRET": SECRET,
        "HUIFANG_WECHAT_APPID": ACCOUNT.appid,
        "HUIFANG_WECHAT_SECRET": "w",
        "HUIFANG_WECHAT_TOKEN": ACCOUNT.token,
        "HUIFANG_WECHAT_AES_KEY": ACCOUNT.aes,
    }
    server = Server(env, tmp_path / "server.log")
    await server.start()
    yield server
    await server.stop()


async def test_hooks_and_pages_come_in_at_one_address(server: Server, url: str) -> None:
    """On one connection, too, as from a reverse proxy."""
    async with httpx.AsyncClient(base_url=server.url) as client:
        statuses = [
            (await client.post(HOOK, json=says(1, "hello"), headers=HEADERS)).status_code,
            (await client.post(HOOK, json=says(1, "hello"))).status_code,
            (await client.get("/readyz")).status_code,
            (await client.post(HOOK, json=says(2, "again"), headers=HEADERS)).status_code,
            (await client.post(HOOK, content=b"x" * 70_000, headers=HEADERS)).status_code,
            (await client.get("/console/sign-in", follow_redirects=True)).status_code,
        ]
        follower = Pusher(client)
        shown = await follower.push(pushes.words("你好"), int(datetime.now(UTC).timestamp()))
    assert statuses == [200, 401, 200, 200, 413, 200]
    assert "雲景花園服務中心" in shown
    assert follower.deliveries == 1
    assert [each for each in heard(url) if each.startswith("m:")][:2] == ["m:1", "m:2"]


async def test_a_gate_that_falls_is_stood_in_for(server: Server, url: str) -> None:
    gate = gate_of(server)
    assert gate
    os.kill(gate, signal.SIGKILL)
    tries = 1
    while not await answered(server, says(3, "hello")):  # until the server has seen it
        tries += 1
        assert tries < 100
    assert heard(url) == ["m:3"]
    assert "heard here" in server.last_words()


async def test_a_gate_ends_with_its_server(server: Server, url: str) -> None:
    gate = gate_of(server)
    server.kill()
    await server.start()
    assert not server.is_dead, server.last_words()
    assert gate_of(server) != gate
    assert await answered(server, says(4, "hello"))
    assert heard(url) == ["m:4"]


async def test_the_end_of_a_server_leaves_no_turn_without_its_answer(server: Server, url: str) -> None:
    """What was answered is kept, what was not answered comes again."""
    turns = [asyncio.create_task(answered(server, says(number, "hello"))) for number in range(10, 60)]
    await asyncio.sleep(0.05)
    await server.stop()
    known = [number for number, turn in enumerate(turns, 10) if await turn]
    assert {f"m:{number}" for number in known} <= set(heard(url))


async def answered(server: Server, update: dict[str, object]) -> bool:
    try:
        async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
            return (await client.post(HOOK, json=update, headers=HEADERS)).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False
