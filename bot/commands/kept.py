"""What a demo makes once for itself and keeps beside its data."""

import secrets
from collections.abc import Callable
from pathlib import Path

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def kept(path: Path, make: Callable[[], str]) -> str:
    """The value of before, or a new one, in a file that nobody else may read."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make(), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def spoken_password() -> str:
    """Easy to type, hard to guess."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def unspoken_secret() -> str:
    return secrets.token_urlsafe(48)
