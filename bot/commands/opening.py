"""How commands come to their settings and to the database."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

from bot.own_procedures import read_own
from bot.settings import CommonSettings, WrongSettings, read_part
from storage import Store, open_store
from storage.migrating import current, newest

S = TypeVar("S", bound=CommonSettings)


def now() -> datetime:
    return datetime.now(UTC)


def without_secret(part: type[S]) -> S:
    """Commands that sign nothing need no secret, and those of one channel nothing of the others."""
    settings = read_part(part, {"HUIFANG_SECRET": "-" * 32, **os.environ})
    read_own(settings)
    return settings


@contextmanager
def archive(settings: CommonSettings | None = None) -> Generator[Store]:
    """The database as this release has it, for as long as the block runs. Raises WrongSettings."""
    store = open_store((settings or without_secret(CommonSettings)).database_url)
    try:
        check_migrated(store)
        yield store
    finally:
        store.close()


def check_migrated(store: Store) -> None:
    """Raises WrongSettings."""
    if current(store) != newest():
        raise WrongSettings(f"the database is not at migration {newest()}: run `huifang migrate` first")
