"""aiogram has no SQLite storage of its own: the least one, durable by a commit per write."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

_TABLE = (
    "CREATE TABLE IF NOT EXISTS fsm "
    "(bot, chat, user, state, data, PRIMARY KEY (bot, chat, user)) WITHOUT ROWID"
)
_SET_STATE = (
    "INSERT INTO fsm (bot, chat, user, state) VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET state = excluded.state"
)
_SET_DATA = (
    "INSERT INTO fsm (bot, chat, user, data) VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET data = excluded.data"
)


class SqliteStorage(BaseStorage):
    """Called on the loop's own thread: a hop to another one costs more than these statements."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(_TABLE)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        value = state.state if isinstance(state, State) else state
        self._db.execute(_SET_STATE, (*_row(key), value))

    async def get_state(self, key: StorageKey) -> str | None:
        return self._get("state", key)

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._db.execute(_SET_DATA, (*_row(key), orjson.dumps(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        found = self._get("data", key)
        return orjson.loads(found) if found else {}

    def _get(self, column: str, key: StorageKey) -> Any:
        query = f"SELECT {column} FROM fsm WHERE bot = ? AND chat = ? AND user = ?"
        found = self._db.execute(query, _row(key)).fetchone()
        return found[0] if found else None

    async def close(self) -> None:
        self._db.close()


def _row(key: StorageKey) -> tuple[int, int, int]:
    return key.bot_id, key.chat_id, key.user_id
