"""A centre as the first release left it in a database: one of everything that later migrations touch."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine
from sqlalchemy.engine import make_url

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CENTRE = {
    "code": "garden",
    "name": "雲景花園服務中心",
    "zone": "Asia/Shanghai",
    "procedure": "service_centre",
    "holidays": "CN",
    "locale": "zh-Hant",
    "phone_service": "0571-5550 1234",
    "phone_24h": "0571-5550 1200",
    "phone_complaints": "400-555-0199",
}
CASE = {
    "centre_id": 1,
    "kind": "repair",
    "category": "window_leak",
    "severity": "ordinary",
    "urgent": False,
    "source": "chat",
    "contact_id": 1,
    "owner_id": 1,
    "unit_id": 1,
    "place": "",
    "story": "窗邊滲水",
    "details": "{}",
    "reply_by": NINE,
    "reply_clause": "A4.2.3.1.1",
    "reply_steps": "[]",
    "warn_at": NINE,
    "cause": "",
    "measure": "",
    "opened_at": NINE,
}
ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("centre", CENTRE),
    ("unit", {"centre_id": 1, "building": "3座", "room": "12A"}),
    ("owner", {"centre_id": 1, "name": "林淑芬", "phone": "+8613800010001"}),
    ("contact", {"centre_id": 1, "account": "web:garden", "address": "a", "name": "林", "locale": "zh-Hant"}),
    ("case", {**CASE, "number": "2611-0001", "state": "open"}),
    ("case", {**CASE, "number": "2611-0002", "state": "resolved", "resolved_at": NINE}),
    (
        "revisit",
        {
            "centre_id": 1,
            "case_id": 2,
            "round": 1,
            "form": "chat",
            "by_whom": "assistant",
            "clause": "A4.3.3.2",
            "state": "planned",
            "due_at": NINE,
            "next_at": NINE,
            "words": "",
        },
    ),
    (
        "case_event",
        {
            "centre_id": 1,
            "case_id": 1,
            "at": NINE,
            "actor": "owner",
            "what": "opened",
            "data": "{}",
            "hash": "0" * 64,
        },
    ),
    (
        "task",
        {
            "centre_id": 1,
            "kind": "promise_warning",
            "key": "case:1",
            "case_id": 1,
            "due_at": NINE,
            "data": "{}",
            "note": "",
        },
    ),
)


# What 0008 knew of a new time that an owner was told of in the chat, and of one that was answered.
NEW_TIME = {
    "centre_id": 1,
    "case_id": 1,
    "state": "told",
    "until": NINE,
    "reason": "等配件",
    "clause": "A4.2.3.1.4",
    "asked_by": 1,
    "asked_at": NINE,
    "note": "",
    "told_at": NINE,
    "told_how": "chat",
}
STAFF = {"centre_id": 1, "login": "li", "name": "李", "role": "department_head", "password_hash": "-"}
NEW_TIMES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("staff", {**STAFF, "locale": "zh-Hant"}),
    ("postponement", NEW_TIME),
    ("postponement", {**NEW_TIME, "state": "accepted", "answered_at": NINE}),
)


def leave_rows(url: str, rows: tuple[tuple[str, dict[str, Any]], ...] = ROWS) -> None:
    """Write them by the tables as they are, not as today's code speaks of them."""
    engine = _engine(url)
    with engine.begin() as connection:
        known = _tables(connection)
        for name, row in rows:
            connection.execute(known.tables[name].insert(), row)
    engine.dispose()


def rows_of(url: str, name: str) -> list[dict[str, Any]]:
    engine = _engine(url)
    with engine.begin() as connection:
        table = _tables(connection).tables[name]
        found = [dict(row) for row in connection.execute(table.select().order_by(table.c.id)).mappings()]
    engine.dispose()
    return found


def _engine(url: str) -> Engine:
    parts = make_url(url)
    is_postgres = parts.get_backend_name() == "postgresql"
    return create_engine(parts.set(drivername="postgresql+psycopg") if is_postgres else parts)


def _tables(connection: Connection) -> MetaData:
    known = MetaData()
    known.reflect(connection)
    return known
