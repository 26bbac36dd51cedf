"""What a platform must do for staff groups, and what it may say when it could not."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from desk.group_posting import Job

TopicMade = Callable[[str], Awaitable[None]]
"""Called with a topic's id before anything is said there."""


@dataclass(frozen=True)
class Said:
    """The platform's id of the message, and of the topic it stands in; `code` lets us change it once."""

    external_id: str = ""
    thread: str = ""
    code: str = ""


class TopicGone(Exception):
    """The topic was deleted or closed."""


class MessageGone(Exception):
    """The message that was to be changed is not there, or may be changed no more."""


class NoTopics(Exception):
    """The bot may not make topics in this group."""


class Speaker(Protocol):
    """One account of a platform, toward staff groups."""

    @property
    def account(self) -> str: ...

    async def say(self, job: Job, made: TopicMade) -> Said:
        """Carry out a job. Raises SendFailed, TopicGone, MessageGone, NoTopics and nothing else."""
        ...

    async def probe(self) -> None:
        """Ask whether the platform answers, without saying anything. Raises SendFailed."""
        ...
