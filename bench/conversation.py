"""What a load script is: the updates of one conversation, by owner and step."""

from importlib import import_module
from typing import Protocol, cast


class Conversation(Protocol):
    """A module with STEPS and body; steps count on through the rounds: round = step // STEPS."""

    @property
    def STEPS(self) -> int: ...  # noqa: N802 - a module's constant

    def body(self, owner: int, step: int) -> bytes:
        """The JSON of the update an owner sends at a step; owners count from 0, no update_id comes twice."""
        ...


def script(name: str) -> Conversation:
    return cast("Conversation", import_module(name))
