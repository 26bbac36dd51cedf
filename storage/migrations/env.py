"""How alembic reaches the database; the address comes from the environment, never from a file."""

import os

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from storage import tables

assert tables.Case  # imported for its tables
url = make_url(os.environ["HUIFANG_MIGRATE_URL"])
if url.get_backend_name() == "postgresql":
    url = url.set(drivername="postgresql+psycopg")
engine = create_engine(url)
if url.get_backend_name() == "sqlite":

    @event.listens_for(engine, "connect")
    def _durable(dbapi: object, _: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            dbapi.execute(f"PRAGMA {pragma}")  # ty: ignore[missing-attribute]


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=url.get_backend_name() == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
