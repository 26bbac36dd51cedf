"""A million repairs of one centre, a tenth of them leaks that wait for rain: built by the database itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, String, cast, insert, literal, select, text
from sqlmodel import SQLModel

from procedures.kinds import CaseState, Category, Kind
from storage import Session
from storage.rain_words import seconds_after
from storage.tables import Campaign, Case, Centre, Contact, Conversation, Owner, Staff, Storm

# a Wednesday in contact hours, 10:00 in Shanghai; the storm fell in the night before
NOW = datetime(2026, 11, 25, 2, tzinfo=UTC)
NEVER = NOW + timedelta(days=3650)
ONE_IN = 10
THOUSAND = 1000


def build(engine: Engine, repairs: int) -> None:
    SQLModel.metadata.create_all(engine)
    with engine.begin() as connection:
        _numbers(connection, repairs)
        _people(connection)
        _repairs(connection)
        _storm(connection)
        connection.execute(text("DROP TABLE n"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # a database that has run for a while knows its tables
        connection.execute(text("ANALYZE"))


def _numbers(connection: Connection, repairs: int) -> None:
    connection.execute(text("CREATE TABLE t (i INTEGER PRIMARY KEY)"))
    connection.execute(text("CREATE TABLE n (i INTEGER PRIMARY KEY)"))
    connection.execute(text("INSERT INTO t VALUES (:i)"), [{"i": i} for i in range(THOUSAND)])
    both = f"SELECT a.i * {THOUSAND} + b.i + 1 FROM t a, t b WHERE a.i * {THOUSAND} + b.i < {repairs}"
    connection.execute(text(f"INSERT INTO n {both}"))
    connection.execute(text("DROP TABLE t"))


def _fill(connection: Connection, table: type[SQLModel], where: str = "1 = 1", **values: Any) -> None:
    columns = [each if hasattr(each, "compile") else literal(each) for each in values.values()]
    rows = select(*columns).select_from(text("n")).where(text(where))
    connection.execute(insert(table).from_select(list(values), rows))


def _people(connection: Connection) -> None:
    """An owner with a Telegram chat for each leak."""
    phones = {"phone_service": "1", "phone_24h": "2", "phone_complaints": "3"}
    home = {"code": "bench", "name": "雲景花園", "zone": "Asia/Shanghai", "locale": "zh-Hant"}
    connection.execute(
        insert(Centre).values(id=1, **home, **phones, procedure="service_centre", holidays="CN")
    )
    person = {"login": "chen", "name": "Chen", "password_hash": "-", "role": "assistant", "locale": "zh-Hant"}
    connection.execute(insert(Staff).values(id=1, centre_id=1, **person))
    leaks, i = f"i % {ONE_IN} = 0", text("i")
    blank = {"address": "", "postcode": "", "contact_person": ""}
    _fill(connection, Owner, leaks, id=i, centre_id=1, name="林", **blank)
    address: Any = literal("r") + cast(text("i"), String)
    chat = {"account": "telegram:main", "address": address, "owner_id": i, "name": "林"}
    _fill(connection, Contact, leaks, id=i, centre_id=1, locale="zh-Hant", **chat)
    _fill(connection, Conversation, leaks, contact_id=i, state="{}", revision=1)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT setval('contact_id_seq', (SELECT max(id) FROM contact))"))


def _repairs(connection: Connection) -> None:
    done = NOW - timedelta(days=30)
    columns = Case.__table__.c  # ty: ignore[missing-attribute]  # SQLModel does not tell
    # the defaults that the model would fill in, for a row that the database writes itself
    usual = {
        name: column.default.arg
        for name, column in columns.items()
        if column.default is not None and not callable(column.default.arg)
    }
    common = {
        **usual,
        "id": text("i"),
        "centre_id": 1,
        "number": cast(text("i"), String),
        "kind": Kind.REPAIR,
        "state": CaseState.CLOSED,
        "story": "窗戶下雨就漏水, 已經修過一次",
        "reply_clause": "A4.2.3.1.1",
    }
    times = {"reply_by": done, "warn_at": done, "replied_at": done, "opened_at": done}
    moments: dict[str, Any] = {name: literal(at, columns[name].type) for name, at in times.items()}
    # each a second after the one before
    moments["resolved_at"] = seconds_after(literal(done, columns["resolved_at"].type), text("i"))
    leaks = {"category": Category.WINDOW_LEAK, "contact_id": text("i"), "owner_id": text("i")}
    is_leak = f"i % {ONE_IN} = 0"
    _fill(connection, Case, is_leak, **{**common, **moments, **leaks, "awaits_rain": True})
    _fill(connection, Case, f"NOT ({is_leak})", **{**common, **moments, "category": Category.DRAIN})
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT setval('case_id_seq', (SELECT max(id) FROM \"case\"))"))


def _storm(connection: Connection) -> None:
    hours = {"started_at": NOW - timedelta(hours=14), "ended_at": NOW - timedelta(hours=9)}
    figures = {"mm": 63.0, "peaks": "{}", "gaps": 0, "sources": "open_meteo", "reason": ""}
    over = {"over_at": NOW - timedelta(hours=3), "noticed_at": NOW - timedelta(hours=10)}
    connection.execute(insert(Storm).values(id=1, centre_id=1, **hours, **figures, **over))
    begun = {"phase": "asking", "next_at": NEVER, "begun_at": NOW, "cursor_id": 0, "passes": 0, "asked": 0}
    begun["some_were_busy"] = False
    connection.execute(insert(Campaign).values(id=1, centre_id=1, storm_id=1, **begun))


def bare(session: Session) -> None:
    """The rows that a release writes, by one INSERT ... SELECT a table in one transaction: the yardstick.

    Into the same tables with the same indexes and foreign keys, by the same connection as ours.
    """
    body = (
        '\'{"text":"您好，昨晚下了 63 毫米大雨，上次修的窗戶還漏嗎？（個案 2611-0001）","buttons":'
        '[{"token":"0:storm.dry:1","label":"不漏了"},{"token":"0:storm.leaks:1","label":"還漏"},'
        '{"token":"0:storm.unsure:1","label":"不確定，請來看看"}]}\''
    )
    at = "'2026-11-25 02:00:00.000000'"
    moment = at if session.is_sqlite else f"CAST({at} AS timestamptz)"
    false = "0" if session.is_sqlite else "false"
    for statement in (
        f"""INSERT INTO revisit (centre_id, case_id, owner_id, "key", rule, round, form, by_whom, clause,
        state, due_at, asked_at, storm_id, words, also, reason, tries) SELECT 1, id, owner_id,
        'storm:1:' || id, 'storm', 1, 'chat', 'assistant', 'A4.3.3.2', 'asked', {moment}, {moment}, 1,
        '', '', '', 0 FROM "case"
        WHERE centre_id = 1 AND awaits_rain""",
        f"""INSERT INTO message (centre_id, contact_id, case_id, direction, body, revisit_id, at)
        SELECT 1, c.contact_id, c.id, 'out', {body}, r.id, {moment} FROM revisit r
        JOIN "case" c ON c.id = r.case_id WHERE r.storm_id = 1""",
        f"""INSERT INTO outbox (centre_id, contact_id, message_id, account, klass, state, try_at, tries,
        lease_gen, ambiguous, parts_sent) SELECT 1, contact_id, id, 'telegram:main', 'B', 'open',
        {moment}, 0, 0, {false}, 0 FROM message WHERE revisit_id IS NOT NULL""",
    ):
        session.connection().exec_driver_sql(statement)
