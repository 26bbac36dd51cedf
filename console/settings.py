"""What the console has to know of the world around it."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

IDLE = timedelta(minutes=30)
AT_MOST = timedelta(hours=12)


@dataclass(frozen=True)
class ConsoleSettings:
    """`secret` signs CSRF tokens and flash messages; `https` says that browsers come by TLS.

    `public_url` is the address that owners type; empty: whatever the browser came by.
    """

    secret: str
    files: Path
    https: bool = False
    public_url: str = ""
    idle: timedelta = IDLE
    at_most: timedelta = AT_MOST
