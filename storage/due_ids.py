"""What the clock looks for, compiled once: a tick at which nothing is due costs a look at an index each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, or_

from storage.prepared import Prepared
from storage.session import Session

NOW: Any = bindparam("now")


class DueIds:
    """A SELECT of one column of ids with the parameter `NOW`; at most so many of them."""

    def __init__(self, chosen: Select[Any]) -> None:
        self._ready = Prepared(chosen.limit(bindparam("most", type_=Integer)))

    def __call__(self, session: Session, now: datetime, most: int) -> Sequence[int]:
        session.flush()
        return [row[0] for row in self._ready.all(session, now=now, most=most)]


def one_of(column: Any, values: Sequence[str]) -> ColumnElement[bool]:
    """`IN`, with as many parameters as there are values: a statement compiled once knows no lists."""
    return or_(*(column == str(value) for value in values))
