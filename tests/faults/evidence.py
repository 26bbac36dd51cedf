"""What a run left behind, read without the product: journal, platform's log, database, files."""

import json
import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row
from sqlalchemy.engine import make_url

from tests.faults.journal import Json, read_lines

ACCOUNT = "telegram:main"
# the mark of a message that may have come before, in the bot's three languages
MARK = re.compile(r"\A(（重發）|（重发）|\(resent\))\n")


@dataclass(frozen=True)
class Arrival:
    """A message on an owner's screen: what it said without the mark, and whether it had one."""

    message_id: str
    words: str
    tokens: tuple[str, ...]
    is_marked: bool


@dataclass(frozen=True)
class Said:
    """A message that the database says was to be sent."""

    id: int
    contact_id: int
    words: str
    tokens: tuple[str, ...]
    external_id: str | None
    klass: str
    state: str
    is_ambiguous: bool
    tries: int


@dataclass(frozen=True)
class Evidence:
    url: str
    journal: Path
    log: Path
    files: Path

    def rows(self, sql: str) -> list[dict[str, Any]]:
        if self.url.startswith("sqlite"):
            with sqlite3.connect(f"file:{make_url(self.url).database}?mode=ro", uri=True) as connection:
                connection.row_factory = sqlite3.Row
                found = [dict(row) for row in connection.execute(sql)]
            connection.close()
            return found
        plain = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain) as postgres:
            return postgres.cursor(row_factory=dict_row).execute(sql.encode()).fetchall()

    @cached_property
    def acknowledged(self) -> list[Json]:
        return read_lines(self.journal)

    @cached_property
    def chats(self) -> dict[int, int]:
        """The contact of each chat."""
        found = self.rows(f"SELECT id, address FROM contact WHERE account = '{ACCOUNT}'")
        return {int(row["address"]): row["id"] for row in found}

    @cached_property
    def arrivals(self) -> dict[int, list[Arrival]]:
        """By contact, oldest first; of a chat that the database does not know, under 0."""
        found: dict[int, list[Arrival]] = defaultdict(list)
        for line in read_lines(self.log):
            if line["what"] == "arrival":
                message = line["message"]
                found[self.chats.get(message["chat"]["id"], 0)].append(_arrival(message))
        return found

    @cached_property
    def said(self) -> dict[int, list[Said]]:
        """By contact, in the order in which it was said."""
        rows = self.rows(
            "SELECT m.id, m.contact_id, m.body, m.external_id, o.klass, o.state, o.ambiguous, o.tries "
            "FROM message m JOIN outbox o ON o.message_id = m.id WHERE m.direction = 'out' ORDER BY m.id"
        )
        found: dict[int, list[Said]] = defaultdict(list)
        for row in rows:
            found[row["contact_id"]].append(_said(row))
        return found


def moment(value: Any) -> datetime:
    """SQLite keeps UTC as text without a zone."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _arrival(message: Json) -> Arrival:
    words = message.get("text") or message.get("caption") or ""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    tokens = tuple(button.get("callback_data", "") for row in rows for button in row)
    mark = MARK.match(words)
    return Arrival(str(message["message_id"]), words[mark.end() if mark else 0 :].strip(), tokens, bool(mark))


def _said(row: dict[str, Any]) -> Said:
    body = json.loads(row["body"])
    words = f"👤 {body['by']}\n{body['text']}" if body.get("by") else body["text"]
    tokens = tuple(button["token"] for button in body.get("buttons", ()))
    return Said(
        row["id"],
        row["contact_id"],
        words.strip(),
        tokens,
        row["external_id"],
        row["klass"],
        row["state"],
        bool(row["ambiguous"]),
        row["tries"],
    )
