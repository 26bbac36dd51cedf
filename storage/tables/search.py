"""What the search finds things by: the index, what has to be looked at again, and how far that went."""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import BigInteger, Field, UniqueConstraint

from storage.tables.table import Table


class SearchEntry(Table, table=True):
    """The words that a thing is found by. `thing`: "c" case, "o" owner, "u" unit, "m" message of no case.

    Newer things have higher ids. `grams` is PostgreSQL's index; SQLite's is the table `search_gram`.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("thing", "thing_id"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    thing: str = Field(max_length=1)
    thing_id: int
    words: str
    grams: str | None = Field(
        default=None, sa_column=Column(TSVECTOR().with_variant(Text(), "sqlite"), nullable=True)
    )


class SearchDue(Table, table=True):
    """A thing whose words may have changed; triggers and the clock put it here, the clock takes it away."""

    __tablename__ = "search_due"
    __table_args__ = (UniqueConstraint("thing", "thing_id"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    thing: str = Field(max_length=1)
    thing_id: int
    look_at: datetime | None = None
    """Not before; open for at once."""


class SearchMark(Table, table=True):
    """The last id that was looked at: of a centre's events, by the centre's id; under 0, of all messages."""

    __tablename__ = "search_mark"

    centre_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    upto: int = Field(sa_type=BigInteger)
