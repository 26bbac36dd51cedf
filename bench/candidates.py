"""Who takes part in bench/turns. A new one is one line of CANDIDATES."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

SECRET = "bench-secret-bench-secret-bench-secret"
YARDSTICK = "aiogram, memory, tuned"


@dataclass(frozen=True)
class Candidate:
    """A server under load. In `command` and `env`, {port}, {data}, {redis} and {secret} are filled in.

    `ready` is the path asked until it answers 200; `filed` one that answers how many conversations came to
    their end, which is compared with the load's own count.
    """

    name: str
    command: tuple[str, ...]
    script: str = "bench.scripts.peer"
    path: str = "/hook"
    ready: str = "/filed"
    filed: str | None = "/filed"
    env: Mapping[str, str] = field(default_factory=dict)
    needs: str | None = None

    @property
    def is_possible(self) -> bool:
        return self.needs is None or shutil.which(self.needs) is not None


def _aiogram(*more: str) -> tuple[str, ...]:
    base = (sys.executable, "-m", "bench.peers.aiogram_app", "--port", "{port}", "--secret", "{secret}")
    return (*base, "--data", "{data}", "--redis", "{redis}", *more)


PTB = (sys.executable, "-m", "bench.peers.ptb_app", "--port", "{port}", "--secret", "{secret}")

OURS = "huifang, SQLite synchronous=FULL"
_OURS = (sys.executable, "-m", "bench.ours", "--port", "{port}", "--data", "{data}", "--secret", "{secret}")

CANDIDATES: tuple[Candidate, ...] = (
    Candidate(OURS, _OURS, script="bench.scripts.ours", path="/hooks/telegram/main", ready="/readyz"),
    Candidate(YARDSTICK, _aiogram("--direct")),
    Candidate("aiogram, memory, its own webhook handler", _aiogram()),
    Candidate("aiogram, SQLite", _aiogram("--direct", "--storage", "sqlite")),
    Candidate("aiogram, Redis", _aiogram("--direct", "--storage", "redis"), needs="redis-server"),
    Candidate("python-telegram-bot, memory", PTB),
)
