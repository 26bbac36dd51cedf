"""PostgreSQL: a small pool of threads, one transaction per unit (ARCHITECTURE 1)."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from psycopg import Error as PsycopgError
from psycopg import OperationalError as PsycopgOperationalError
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import failpoints
from storage.passing import is_passing
from storage.session import Session
from storage.store import Store, T, Unavailable, Unit


class PostgresStore(Store):
    """Durable before it answers: refuses a server with fsync or synchronous_commit switched off."""

    def __init__(self, url: str, *, threads: int = 8) -> None:
        engine = create_engine(url, pool_size=threads, max_overflow=8, pool_pre_ping=True)
        super().__init__(engine, readers=4)
        self._writers = ThreadPoolExecutor(threads, thread_name_prefix="write")
        with engine.connect() as connection:
            for setting in ("fsync", "synchronous_commit"):
                if connection.exec_driver_sql(f"SHOW {setting}").scalar() == "off":
                    raise Unavailable(f"PostgreSQL must run with {setting} on")

    def write(self, unit: Unit[T]) -> T:
        for last in (False, False, True):
            try:
                return self._transaction(unit)
            except (DBAPIError, PsycopgError) as fault:
                if is_passing(fault) and not last:
                    continue
                if isinstance(fault, OperationalError | PsycopgOperationalError):
                    raise Unavailable(str(fault)) from fault
                raise
        raise AssertionError("the last try returns or raises")

    def write_soon(self, unit: Unit[T]) -> asyncio.Future[T]:
        self.wanted_at = time.monotonic()
        return asyncio.get_running_loop().run_in_executor(self._writers, self.write, unit)

    def read(self, unit: Unit[T]) -> T:
        with self.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            raw = connection.connection.dbapi_connection
            with Session(connection, raw, "rollback_only") as session:
                return unit(session)

    def close(self) -> None:
        self._writers.shutdown()
        super().close()

    def _transaction(self, unit: Unit[T]) -> T:
        with self.engine.connect() as connection:
            with connection.begin():
                raw = connection.connection.dbapi_connection
                with Session(connection, raw, "rollback_only") as session:
                    result = unit(session)
                    session.commit()
                failpoints.hit("store.before_commit")
            failpoints.hit("store.after_commit")
        self.tell(session.signals)
        return result
