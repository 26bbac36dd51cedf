"""What a load script is: the updates of one conversation, by owner and step."""

from importlib import import_module
from typing import Protocol, cast, runtime_checkable


class Conversation(Protocol):
    """A module with STEPS and body; steps count on through the rounds: round = step // STEPS."""

    @property
    def STEPS(self) -> int: ...  # noqa: N802 - a module's constant

    def body(self, owner: int, step: int) -> bytes:
        """The JSON of the update an owner sends at a step; owners count from 0, no update_id comes twice."""
        ...


@runtime_checkable
class Signed(Protocol):
    """A module whose updates are signed in their address."""

    @property
    def STEPS(self) -> int: ...  # noqa: N802 - a module's constant

    def post(self, owner: int, step: int) -> tuple[str, bytes]:
        """The query string and the body of what an owner sends at a step."""
        ...


def script(name: str) -> Conversation | Signed:
    return cast("Conversation | Signed", import_module(name))
