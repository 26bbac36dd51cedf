"""What the console has to know of the world around it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from procedures.kinds import Role

IDLE = timedelta(minutes=30)
AT_MOST = timedelta(hours=12)


class SecondFactor(StrEnum):
    """Who has to prove twice who they are; whoever set up an authenticator always does."""

    ADMINS = "admins"
    EVERYBODY = "everybody"
    OPTIONAL = "optional"

    def is_asked_of(self, role: Role) -> bool:
        return self is SecondFactor.EVERYBODY or (self is SecondFactor.ADMINS and role is Role.ADMIN)


@dataclass(frozen=True)
class ConsoleSettings:
    """`secret` signs CSRF tokens and flash messages, and seals the secrets of authenticators.

    `https` says that browsers come by TLS.
    """

    secret: str
    files: Path
    https: bool = False
    idle: timedelta = IDLE
    at_most: timedelta = AT_MOST
    second_factor: SecondFactor = SecondFactor.ADMINS
