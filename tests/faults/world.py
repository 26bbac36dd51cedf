"""A fresh centre on a fresh database, the fake platform, and the server's settings for it."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from desk.staff import add_staff
from procedures.kinds import Role
from storage import open_store
from storage.migrating import migrate
from storage.session import Session
from storage.tables import Centre
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.nasty import Nasty
from tests.faults.evidence import Evidence
from tests.faults.journal import Journal
from tests.faults.road import Road
from tests.faults.server import HUIFANG, Server

SECRET = "a-secret-of-the-fault-runs-0123456789abcdef"
LEASE_SECONDS = 3.0


@dataclass
class World:
    """All that a run needs; `folder` keeps its journal, the platform's log and the server's."""

    url: str
    folder: Path
    fake: FakeTelegram
    server: Server

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.url, self.folder / "journal.jsonl", self.folder / "platform.jsonl", self.files)

    def another(self, **settings: str) -> Server:
        """A second process on the same database, which works off what is due and heard nothing itself."""
        env = {**self.server.env, "HUIFANG_ROLE": "worker", **settings}
        return Server(env, self.folder / "another.log", self.server.command)

    @property
    def files(self) -> Path:
        return self.folder / "files"

    def road(self, dice: Random, *, thrice: float) -> Road:
        journal = Journal(self.folder / "journal.jsonl")
        return Road(f"{self.server.url}/hooks/telegram/main", SECRET, journal, dice, thrice=thrice)


@contextmanager
def world(
    url: str,
    folder: Path,
    *,
    nasty: Nasty | None = None,
    command: tuple[str, ...] = HUIFANG,
    role: str = "all",
) -> Generator[World]:
    """The server of it is not started yet, and killed at the end."""
    with FakeTelegram(log=folder / "platform.jsonl", nasty=nasty) as fake:
        env = {
            "HUIFANG_ENVIRONMENT": "test",
            "HUIFANG_SECRET": SECRET,
            "HUIFANG_DATABASE_URL": url,
            "HUIFANG_FILES": str(folder / "files"),
            "HUIFANG_ROLE": role,
            "HUIFANG_TICK_SECONDS": "1",
            "HUIFANG_LOG_LEVEL": "WARNING",
            "HUIFANG_LEASE_SECONDS": str(LEASE_SECONDS),
            "HUIFANG_TELEGRAM_TOKEN": fake.token,
            "HUIFANG_TELEGRAM_MODE": "webhook",
            "HUIFANG_TELEGRAM_SECRET": SECRET,
            "HUIFANG_TELEGRAM_API": fake.url,
        }
        made = World(url, folder, fake, Server(env, folder / "server.log", command))
        made.server.env = {**env, "HUIFANG_PUBLIC_URL": made.server.url}
        (folder / "journal.jsonl").touch()
        try:
            yield made
        finally:
            if not made.server.is_dead:
                made.server.kill()


def prepare(url: str) -> None:
    """Today's tables, and the centre of the runs with Chen in it."""
    migrate(url)
    store = open_store(url)
    store.write(_seed)
    store.close()


def _seed(session: Session) -> None:
    centre = Centre(
        code="yinzhou",
        name="雲景花園服務中心",
        zone="Asia/Shanghai",
        procedure="service_centre",
        holidays="CN",
        phone_service="0571-5550 1234",
        phone_24h="0571-5550 1200",
        phone_complaints="400-555-0199",
    )
    session.add(centre)
    session.flush()
    assert centre.id is not None
    add_staff(
        session,
        centre_id=centre.id,
        login="chen",
        name="陳思敏",
        role=Role.DIRECTOR,
        password="not-used-by-anybody-here",
        now=datetime.now(UTC),
    )
