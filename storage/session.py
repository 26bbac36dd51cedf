"""The session that a unit of work gets: SQLModel's, plus the bare connection and the signals to give."""

from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session as SQLModelSession


class Session(SQLModelSession):
    """What `store.write` and `store.read` hand to a function.

    `raw` is the driver's own connection, in the same transaction; `cursor` is its, for `Prepared` statements:
    each is done with its rows before the next, and making a cursor takes as long as a small statement.
    `signals` are topics ("contact:12", "centre:1") told to listeners once the work is durable.
    """

    def __init__(self, bind: Connection, raw: Any, mode: Any) -> None:
        super().__init__(bind=bind, join_transaction_mode=mode, expire_on_commit=False)
        self.raw = raw
        self.cursor = raw.cursor()
        self.is_sqlite = bind.dialect.name == "sqlite"
        self.signals: set[str] = set()
