"""Core statements compiled once and run on the driver: the turn's way to the tables (ARCHITECTURE 1)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Float, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.session import Session

# by place, not by name: sqlite3 looks each name up again whenever a statement runs, which doubles an insert
_DIALECTS: dict[bool, Dialect] = {
    True: sqlite.dialect(paramstyle="qmark"),
    False: postgresql.dialect(paramstyle="format"),
}
Convert = Callable[[Any], Any]
Pick = Callable[[Mapping[str, Any]], tuple[Any, ...]]
Fill = Callable[[dict[str, Any]], tuple[Any, ...]]


class _Compiled:
    """The SQL text for one database, with what must be done to values on the way in and out."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        into = _converters({name: bind.type for name, bind in compiled.binds.items()}, dialect)
        order = compiled.positiontup or ()
        fixed = {
            name: into[name](bind.value) if name in into else bind.value
            for name, bind in compiled.binds.items()
            if not bind.required and name in order
        }
        given = {name: into[name] for name in dict.fromkeys(order) if name in into and name not in fixed}
        self.values = _filler(_picker(order), tuple(given.items()), fixed)
        """What is given by name, as the driver wants it; raises KeyError for one that is missing."""
        returned = getattr(statement, "exported_columns", ())
        self.out: list[tuple[int, Convert]] = [
            (place, convert)
            for place, column in enumerate(returned)
            if (convert := _out_of(column.type, dialect))
        ]

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        if not self.out:
            return tuple(row)
        values = list(row)
        for place, convert in self.out:
            values[place] = convert(values[place])
        return tuple(values)


def _picker(names: Sequence[str]) -> Pick:
    """Takes the values of these names, in this order."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda given: tuple(given[name] for name in names)


def _filler(pick: Pick, into: Sequence[tuple[str, Convert]], fixed: dict[str, Any]) -> Fill:
    """Converts what must be, adds what is always the same, and puts all in order."""
    if not into and not fixed:
        return pick

    def fill(given: dict[str, Any]) -> tuple[Any, ...]:
        for name, convert in into:
            given[name] = convert(given[name])
        return pick(given | fixed if fixed else given)

    return fill


def insert_once(table: type[SQLModel], *columns: str) -> "Prepared":
    """An INSERT that touches no row when a unique key is there already: the dedupe of RELIABILITY 1.3."""
    return Prepared(postgresql.insert(table).on_conflict_do_nothing(), *columns)


OFFSET = len("+00:00")


@lru_cache(maxsize=128)
def _moment(value: datetime | None) -> str | None:
    """SQLAlchemy's own text for a moment on SQLite; a turn writes the same few many times.

    Raises ValueError for a naive time.
    """
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a moment needs its timezone")
    return value.astimezone(UTC).isoformat(" ", "microseconds")[:-OFFSET]


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(kind, UTCDateTime) and dialect.name == "sqlite":
        return _moment
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(kind, Float):
        return None  # both drivers give it as it is, whatever the column says
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _converters(types: dict[str, Any], dialect: Dialect) -> dict[str, Convert]:
    found = {name: _into(kind, dialect) for name, kind in types.items()}
    return {name: convert for name, convert in found.items() if convert}


class _Ready(dict[bool, _Compiled]):
    """The statement for SQLite and for PostgreSQL, compiled when first used: a server uses one of them."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None) -> None:
        self._statement, self._columns = statement, columns

    def __missing__(self, is_sqlite: bool) -> _Compiled:
        self[is_sqlite] = compiled = _Compiled(self._statement, self._columns, _DIALECTS[is_sqlite])
        return compiled


class Prepared:
    """A statement compiled once per database; `columns` names the values of a plain INSERT."""

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        self._for = _Ready(statement, columns or None)

    def run(self, session: Session, **values: Any) -> int:
        """Execute; how many rows it touched."""
        ready = self._for[session.is_sqlite]
        return session.cursor.execute(ready.sql, ready.values(values)).rowcount

    def one(self, session: Session, **values: Any) -> tuple[Any, ...] | None:
        """Execute; the only row, or None."""
        ready = self._for[session.is_sqlite]
        rows = session.cursor.execute(ready.sql, ready.values(values)).fetchall()
        return ready.read(rows[0]) if rows else None

    def all(self, session: Session, **values: Any) -> list[tuple[Any, ...]]:
        """Execute; every row."""
        ready = self._for[session.is_sqlite]
        return [ready.read(row) for row in session.cursor.execute(ready.sql, ready.values(values)).fetchall()]


class NewRow:
    """An INSERT whose new id is wanted. SQLite tells it for nothing; RETURNING costs it a third more."""

    def __init__(self, table: type[SQLModel], *columns: str) -> None:
        key = inspect(table).primary_key[0]
        self._plain = _Ready(insert(table), columns)
        self._returning = _Ready(insert(table).returning(key), columns)

    def add(self, session: Session, **values: Any) -> int:
        """Execute; the new row's id."""
        if session.is_sqlite:
            ready = self._plain[True]
            return session.cursor.execute(ready.sql, ready.values(values)).lastrowid
        ready = self._returning[False]
        return session.cursor.execute(ready.sql, ready.values(values)).fetchone()[0]
