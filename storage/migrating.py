"""Whether a database has today's tables, and bringing it there; alembic runs in a process of its own."""

import os
import subprocess
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from storage import open_store
from storage.creating import create
from storage.store import Store

URL = "HUIFANG_MIGRATE_URL"
HEAD = "head"


class MigrationFailed(Exception):
    """What alembic said."""


def newest() -> str:
    """The newest migration that comes with this release: the highest number of the folder."""
    names = (file.name for file in files("storage").joinpath("migrations", "versions").iterdir())
    return max(name.partition("_")[0] for name in names if name[:1].isdigit())


def current(store: Store) -> str | None:
    """The migration a database stands at; None for an empty one."""
    with store.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(url: str, *, to: str = HEAD) -> None:
    """Bring the database at `url` to today's tables, or to an earlier migration's. Raises MigrationFailed."""
    if to != HEAD or not _is_there_at_once(url):
        _climb(url, to)


def _is_there_at_once(url: str) -> bool:
    """Whether the database has today's tables by now: it had them, or was empty."""
    try:
        store = open_store(url)
    except DBAPIError as fault:
        raise MigrationFailed(str(fault.orig)) from None
    try:
        if current(store) is None:
            store.write(partial(create, at=newest()))
        return current(store) == newest()
    finally:
        store.close()


def _climb(url: str, to: str) -> None:
    """Step by step, by alembic."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603  a migration's number, named by our own code
        [sys.executable, "-m", "storage.migrations.upgrade", to],
        env={**os.environ, URL: url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise MigrationFailed(_said(done.stderr))


def _said(trace: str) -> str:
    """What went wrong, without the way it took through the libraries."""
    lines = trace.strip().splitlines()
    began = max((n for n, line in enumerate(lines) if line.startswith(("  ", "Traceback"))), default=-1)
    return "\n".join(lines[began + 1 :])
