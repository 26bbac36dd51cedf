"""Named places where a fault run may kill the process; armed only by the assembly, only in tests."""

from collections.abc import Callable

_armed: dict[str, Callable[[], None]] = {}


def arm(name: str, act: Callable[[], None]) -> None:
    """Run `act` whenever `hit(name)` is reached."""
    _armed[name] = act


def hit(name: str) -> None:
    """Do nothing, unless this place is armed."""
    if _armed and (act := _armed.get(name)):
        act()
