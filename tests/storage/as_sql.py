"""A database's tables as the SQL that makes them, which `storage.creating` carries out."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from storage.creating import END

# Nothing may be there that the SQL would not tell of.
BESIDE = "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index')"
BESIDE_IN_POSTGRESQL = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('r', 'i', 'S')
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT conname FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype NOT IN ('p', 'u', 'f', 'n')
"""


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
    return "\n".join(line.rstrip() for line in statement.replace("\t", "    ").strip().splitlines())


def _of_sqlite(connection: Connection) -> Iterator[str]:
    said = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name"
    for (statement,) in connection.execute(text(said)):
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


def _count_by_itself(table: Table) -> None:
    """What a SERIAL key becomes is written as SERIAL again."""
    for column in table.primary_key:
        if "nextval" in str(getattr(column.server_default, "arg", "")):
            column.server_default = None


def _said(element: Any) -> str:
    return str(element.compile(dialect=postgresql.dialect()))
