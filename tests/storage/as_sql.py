"""A database's tables as the SQL that makes them, which `storage.creating` carries out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from storage.creating import END

# Nothing may be there that the SQL would not tell of.
BESIDE = "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index', 'trigger')"
BESIDE_IN_POSTGRESQL = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('r', 'i', 'S')
    UNION ALL SELECT conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype NOT IN ('p', 'u', 'f', 'n')
"""
# A virtual table makes its shadows itself; triggers come when their tables are there.
IN_SQLITE = """
    SELECT sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
    ORDER BY type = 'trigger', type DESC, name
"""
FUNCTIONS = """
    SELECT pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace ORDER BY proname
"""
TRIGGERS = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"


KEYS = ("    FOREIGN KEY", "    UNIQUE", "    CONSTRAINT")


def as_sql(url: str) -> str:
    parts = make_url(url)
    is_sqlite = parts.get_backend_name() == "sqlite"
    engine = create_engine(parts if is_sqlite else parts.set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        found = _of_sqlite(connection) if is_sqlite else _of_postgresql(connection)
        statements = [_tidy(each) for each in found]
        assert not connection.execute(text(BESIDE if is_sqlite else BESIDE_IN_POSTGRESQL)).all()
    engine.dispose()
    return END.join(statements) + "\n"


def lines_of(sql: str) -> list[list[str]]:
    """By statement, without the order within it: alembic copies a SQLite table's keys in any order."""
    return [sorted(line.strip().rstrip(",") for line in each.splitlines()) for each in sql.split(END)]


def _tidy(statement: str) -> str:
    """A table's keys in an order of their own, wherever they were copied."""
    lines = [line.rstrip() for line in statement.replace("\t", "    ").strip().splitlines()]
    if not statement.startswith("CREATE TABLE"):
        return "\n".join(lines)
    keys = sorted(line.rstrip(",") for line in lines if line.startswith(KEYS))
    others = [line for line in lines if not line.startswith(KEYS)]
    joined = ",\n".join([others[-2].rstrip(","), *keys]) if keys else others[-2]
    return "\n".join([*others[:-2], joined, others[-1]])


def _of_sqlite(connection: Connection) -> Iterator[str]:
    for (statement,) in connection.execute(text(IN_SQLITE)):
        yield statement


def _of_postgresql(connection: Connection) -> Iterator[str]:
    found = MetaData()
    found.reflect(connection)
    tables = [found.tables[name] for name in sorted(found.tables)]
    for table in tables:
        _count_by_itself(table)
        yield _said(CreateTable(table, include_foreign_key_constraints=[]))
    for table in tables:
        yield from sorted(_said(CreateIndex(index)) for index in table.indexes)
        yield from sorted(_said(AddConstraint(key)) for key in table.foreign_key_constraints)
    for said in FUNCTIONS, TRIGGERS:
        yield from (row[0] for row in connection.execute(text(said)))


def _count_by_itself(table: Table) -> None:
    """What a SERIAL key becomes is written as SERIAL again."""
    for column in table.primary_key:
        if "nextval" in str(getattr(column.server_default, "arg", "")):
            column.server_default = None


def _said(element: Any) -> str:
    return str(element.compile(dialect=postgresql.dialect()))
