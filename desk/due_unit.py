"""A unit of due work: which rows, what to do with one, how to put off one that fails (STYLE 15)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.letters import keep_failure
from storage import Session

MOST = 20


@dataclass(frozen=True)
class Unit:
    """One kind of due work: which rows, what to do with one, how to put off one that fails (STYLE 15)."""

    name: str
    find: Callable[[Session, datetime, int], Sequence[int]]
    do: Callable[[Session, int, datetime], None]
    put_off: Callable[[Session, int, datetime], int]
    """Push a row into the future; its centre's id."""
    hold: Callable[[Session, Sequence[int]], None] = lambda _session, _rows: None
    """Lock what goes before the rows themselves."""
    gives_way: bool = False
    """Long work in small steps: each waits until owners' turns leave room for it."""

    def __call__(self, session: Session, now: datetime) -> int:
        """Do a few; how many there were. One that fails takes the others with it: then `one` by one."""
        found = self.find(session, now, MOST)
        if found:
            self.hold(session, found)
        for row in found:
            self.do(session, row, now)
        return len(found)

    def those_due(self, session: Session, now: datetime) -> Sequence[int]:
        return self.find(session, now, MOST)

    def one(self, session: Session, row: int, now: datetime) -> None:
        self.hold(session, [row])
        self.do(session, row, now)

    def fail(self, session: Session, row: int, error: str, now: datetime) -> None:
        """Put a row off so that it blocks no other, and show it to staff once."""
        centre_id = self.put_off(session, row, now)
        keep_failure(session, centre_id=centre_id, what=f"{self.name} {row}", error=error, now=now)
