"""What can be set about the web chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogs.heard import Heard

Take = Callable[[Heard], Awaitable[None]]
Clock = Callable[[], datetime]

MOST_LETTERS = 4_000
MOST_JSON = 64 * 1024
MOST_PICTURES = 9
MOST_UPLOAD = MOST_PICTURES * 20 * 1024 * 1024 + MOST_JSON


@dataclass(frozen=True)
class WebChatSettings:
    """`public_url` is the address that owners type, "https://desk.example"; empty: whatever they came by."""

    public_url: str = ""
    pictures_a_day: int = 60
    streams_each: int = 6
    recheck: timedelta = timedelta(seconds=3)
    ping_seconds: int = 15

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")
