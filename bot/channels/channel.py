"""What a chat channel must do, and what it may say when it could not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from desk.group_heard import InGroup
from desk.reaching import Correction, Parts
from dialogs.heard import Heard
from dialogs.speech import Spoken
from procedures.reaching import Way
from storage import Session


class Why(StrEnum):
    """Why a message could not be sent."""

    FLOOD = "flood"
    MOVED = "moved"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    GONE = "gone"
    REFUSED = "refused"
    LOCKED_OUT = "locked_out"
    NETWORK = "network"
    UNCERTAIN = "uncertain"
    LATE = "late"
    BUSY = "busy"
    OTHER_WAY = "other_way"
    NO_WAY = "no_way"


# the chat as a whole is lost; of other refusals the next message knows nothing
UNREACHABLE = frozenset({Why.BLOCKED, Why.DEACTIVATED, Why.GONE})


class SendFailed(Exception):
    """Why, whether for good, when to try again, and whether it may have arrived all the same.

    `correction` is what a platform's rules taught us: the message was not sent, and has to go another way.
    """

    def __init__(
        self,
        why: Why,
        words: str = "",
        *,
        permanent: bool = False,
        ambiguous: bool = False,
        retry_after: timedelta | None = None,
        new_address: str | None = None,
        correction: Correction | None = None,
    ) -> None:
        super().__init__(f"{why}: {words}" if words else str(why))
        self.why = why
        self.permanent = permanent
        self.ambiguous = ambiguous
        self.retry_after = retry_after
        self.new_address = new_address
        self.correction = correction


class FetchFailed(Exception):
    """A picture could not be fetched from the channel; `permanent` when it never can be."""

    def __init__(self, words: str, *, permanent: bool) -> None:
        super().__init__(words)
        self.permanent = permanent


@dataclass(frozen=True)
class Sent:
    """The channel's id of what was sent; `more` when the message has parts that are still to be sent."""

    external_id: str
    more: bool = False


class Channel(Protocol):
    """One account of a chat platform, outward."""

    @property
    def account(self) -> str: ...

    @property
    def parts(self) -> Parts | None:
        """How it cuts messages, where a platform counts them; None where there are no such rules."""
        ...

    async def send(
        self,
        address: str,
        spoken: Spoken,
        pictures: Sequence[Path],
        *,
        locale: str,
        repeat: bool,
        part: int,
        way: Way,
    ) -> Sent:
        """Send one part of a message, marked when it may be a repeat, by the means that were decided.

        Raises SendFailed and nothing else.
        """
        ...

    async def probe(self) -> None:
        """Ask whether the platform answers, without sending anything. Raises SendFailed."""
        ...

    async def fetch(self, source: str) -> bytes:
        """A picture that an owner sent. Raises FetchFailed."""
        ...


@dataclass(frozen=True)
class Reach:
    """An owner blocked us or let us in again."""

    account: str
    address: str
    reachable: bool


@dataclass(frozen=True)
class Unread:
    """Something a platform sent that could not be read; staff see it, and it is never asked for again."""

    account: str
    raw: bytes
    error: str


@dataclass(frozen=True)
class Receipt:
    """What became of a message that the platform had accepted; `status` in its own words ("success")."""

    account: str
    address: str
    external_id: str
    status: str


@dataclass(frozen=True)
class Consent:
    """An owner lets us send messages of a kind (a template), or no longer does."""

    account: str
    address: str
    template_id: str
    agreed: bool


Inbound = Heard | InGroup | Reach | Unread
News = Receipt | Consent
Then = Callable[[BaseException | None], None]


class Confirm(Protocol):
    def __call__(self, session: Session) -> None: ...


class Intake(Protocol):
    """Where a channel hands over what came in; durable when the call returns, whatever becomes of it.

    Raises `storage.Unavailable` when the database cannot take it now.
    """

    async def take(self, inbound: Inbound) -> None: ...

    async def take_all(self, inbound: Sequence[Inbound], confirm: Confirm) -> None:
        """All of them in one transaction with `confirm`, each in a savepoint of its own."""
        ...
