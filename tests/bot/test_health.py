"""A supervisor is told whether the server can work."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.health import health
from bot.heart import Heart
from storage import Store, open_store
from storage.migrating import migrate

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def migrated(tmp_path: Path) -> Store:
    url = f"sqlite:///{tmp_path / 'h.db'}"
    migrate(url)
    return open_store(url)


async def ask(store: Store, folder: Path, heart: Heart) -> tuple[int, list[str]]:
    app = Starlette(routes=health(store, folder, heart, lambda: NOW))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as client:
        assert (await client.get("/livez")).status_code == 200
        answer = await client.get("/readyz")
    store.close()
    return answer.status_code, answer.json()["faults"]


async def test_a_sound_server_is_ready(migrated: Store, tmp_path: Path) -> None:
    assert await ask(migrated, tmp_path, Heart()) == (200, [])


async def test_a_clock_that_stopped_is_told(migrated: Store, tmp_path: Path) -> None:
    heart = Heart()
    heart.beat_at = NOW - timedelta(minutes=1)
    assert await ask(migrated, tmp_path, heart) == (503, ["due work is not looked at"])


async def test_old_tables_are_told(sqlite_store: Store, tmp_path: Path) -> None:
    status, faults = await ask(sqlite_store, tmp_path, Heart())
    assert status == 503
    assert "migration None" in faults[0]
