"""An empty database gets today's tables at once, from a list of what all migrations together make.

The lists, `migrations/at_once/*.sql`, are written by tests/storage/test_migrating.py, which proves that they
make the same as the migrations, one by one.
"""

from importlib.resources import files

from sqlalchemy import inspect

from storage.session import Session

ONE_AT_A_TIME = 0x4875_6966  # a number of our own: whoever else makes tables now waits
END = ";\n\n"


def create(session: Session, *, at: str) -> None:
    """Make every table, as at migration `at`, unless somebody was first; all of them or none."""
    connection, run = session.connection(), session.cursor.execute
    if not session.is_sqlite:
        run(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
    if inspect(connection).get_table_names():
        return
    for statement in at_once(connection.dialect.name).split(END):
        run(statement)
    run(f"INSERT INTO alembic_version (version_num) VALUES ('{at}')")  # noqa: S608  our own file's number


def at_once(dialect: str) -> str:
    """The statements for "sqlite" or "postgresql"."""
    return files("storage").joinpath("migrations", "at_once", f"{dialect}.sql").read_text(encoding="utf-8")
