"""Named places where a fault run may kill the process; armed only by the assembly, only in tests."""

from collections.abc import Callable
from itertools import count

PLACES = frozenset(
    {
        *("turn.before_first_statement", "turn.in_transaction", "turn.before_answer"),
        *("store.before_commit", "store.after_commit", "events.appended", "due.revisit_picked"),
        *("delivery.after_claim", "delivery.after_send", "delivery.in_mark"),
        *("attachment.before_rename", "attachment.after_rename"),
    }
)
_armed: dict[str, Callable[[], None]] = {}


def arm(where: str, act: Callable[[], None]) -> None:
    """Run `act` at the first hit of a place, or at the hit of that number: "delivery.after_send:3".

    Raises ValueError for a place that does not exist.
    """
    name, _, number = where.partition(":")
    if name not in PLACES:
        raise ValueError(f"there is no failpoint {name!r}")
    wanted, hits = int(number or 1), count(1)

    def reached() -> None:
        if next(hits) == wanted:
            act()

    _armed[name] = reached


def hit(name: str) -> None:
    """Do nothing, unless this place is armed."""
    if _armed and (act := _armed.get(name)):
        act()
