"""The search over everything of a centre: cases, owners, flats, and messages that are in no case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from storage.grams import Query
from storage.search_index import stands_as
from storage.session import Session

MOST_COUNTED = 1000
# Where the grams alone do not decide, so many entries are read before the rest is left out.
MOST_READ = 2000
STEP = 100

_SQLITE = """SELECT e.id, e.thing_id, e.words FROM search_gram JOIN search_entry e ON e.id = search_gram.rowid
WHERE search_gram MATCH :wanted AND search_gram.rowid < :before ORDER BY search_gram.rowid DESC LIMIT :most"""
# Found first, then sorted: else the planner may walk all entries from the newest on, hoping for a fit.
_POSTGRES = """WITH found AS MATERIALIZED (
SELECT id FROM search_entry WHERE grams @@ CAST(:wanted AS tsquery) AND id < :before)
SELECT e.id, e.thing_id, e.words FROM search_entry e
WHERE e.id IN (SELECT id FROM found ORDER BY id DESC LIMIT :most) ORDER BY e.id DESC"""
_SQLITE_COUNT = """SELECT count(*) FROM (
SELECT rowid FROM search_gram WHERE search_gram MATCH :wanted LIMIT :most) AS found"""
_POSTGRES_COUNT = """SELECT count(*) FROM (
SELECT 1 FROM search_entry WHERE grams @@ CAST(:wanted AS tsquery) LIMIT :most) AS found"""
NEWEST = 2**31


@dataclass(frozen=True)
class Hit:
    """A thing whose words fit; `entry_id` is what the next page goes on from."""

    entry_id: int
    thing_id: int
    words: str


@dataclass(frozen=True)
class Hits:
    """The newest first; whether there are more. `many` is None where counting would mean reading all."""

    found: Sequence[Hit]
    many: int | None
    more: bool


def hits(
    session: Session, query: Query, thing: str, centre_id: int, *, before: int = NEWEST, most: int
) -> Hits:
    """Things of one kind that have every run of the query, up to `most`, older than `before`."""
    if not query.runs:
        return Hits((), 0, more=False)
    wanted = _wanted(session, query, thing, centre_id)
    found: list[Hit] = []
    read, at = 0, before
    while len(found) <= most and read < MOST_READ:
        rows = _rows(session, wanted, at, most + 1 if query.is_exact else STEP)
        found.extend(Hit(*row) for row in rows if query.is_exact or query.fits(row[2]))
        if query.is_exact or len(rows) < STEP:
            break
        read, at = read + len(rows), rows[-1][0]
    many = _count(session, wanted) if query.is_exact and before == NEWEST else None
    return Hits(found[:most], many, more=len(found) > most)


def _rows(session: Session, wanted: str, before: int, most: int) -> Sequence[Any]:
    statement = text(_SQLITE if session.is_sqlite else _POSTGRES)
    given = {"wanted": wanted, "before": before, "most": most}
    return session.connection().execute(statement, given).all()


def _count(session: Session, wanted: str) -> int:
    statement = text(_SQLITE_COUNT if session.is_sqlite else _POSTGRES_COUNT)
    return session.connection().execute(statement, {"wanted": wanted, "most": MOST_COUNTED + 1}).scalar_one()


def _wanted(session: Session, query: Query, thing: str, centre_id: int) -> str:
    """The grams as the index has them; letters and digits only, so that nothing in them is syntax."""
    if session.is_sqlite:
        quoted = ((f'"{stands_as(thing, centre_id, gram.text)}"', gram.starts) for gram in query.grams)
        return " AND ".join(f"{gram}*" if starts else gram for gram, starts in quoted)
    quoted = ((f"'{stands_as(thing, centre_id, gram.text)}'", gram.starts) for gram in query.grams)
    return " & ".join(f"{gram}:*" if starts else gram for gram, starts in quoted)
