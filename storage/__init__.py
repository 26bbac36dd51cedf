"""The database: opened here, reached through `Store.write` and `Store.read` alone."""

import importlib
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.missing import Missing
from storage.session import Session
from storage.sqlite import SQLiteStore
from storage.store import Store, Unavailable

__all__ = ["Missing", "Session", "Store", "Unavailable", "open_store"]


def open_store(url: str) -> Store:
    """The store at a SQLAlchemy URL: `sqlite:///var/huifang.db` or `postgresql://...`. Raises ValueError."""
    parts = make_url(url)
    match parts.get_backend_name():
        case "sqlite" if parts.database and parts.database != ":memory:":
            return SQLiteStore(Path(parts.database))
        case "postgresql":
            address = parts.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
            # its driver, 10 MB, is loaded only where it is used
            return importlib.import_module("storage.postgres").PostgresStore(address)
    raise ValueError(f"{parts.render_as_string()} names neither a SQLite file nor a PostgreSQL database")
