"""What broken writes and old talks left behind goes; what somebody still needs stays."""

import asyncio
import os
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from bot.tidying import Gone, Tidying
from storage import Session, Store
from storage.files import FileStore
from storage.tables import Attachment, BindCode, Centre, Owner, Pace

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def _kept(store: Store, files: FileStore, sha256: str) -> None:
    def unit(session: Session) -> None:
        centre = Centre(
            code="garden",
            name="garden",
            zone="Asia/Shanghai",
            procedure="service_centre",
            holidays="CN",
            phone_service="1",
            phone_24h="2",
            phone_complaints="3",
        )
        session.add(centre)
        session.flush()
        assert centre.id
        session.add(Attachment(centre_id=centre.id, state="stored", sha256=sha256))
        owner = Owner(centre_id=centre.id, name="Lin")
        session.add(owner)
        session.flush()
        assert owner.id
        for name, ends in (("old", NOW - 40 * DAY), ("fresh", NOW - DAY)):
            session.add(BindCode(code_hash=name, centre_id=centre.id, owner_id=owner.id, expires_at=ends))
        session.add(Pace(key="telegram:main 1", free_at=NOW - 2 * DAY))
        session.add(Pace(key="telegram:main 2", free_at=NOW))
        session.add(Pace(key="telegram:main", free_at=NOW - 2 * DAY, paused_until=NOW + DAY))

    store.write(unit)
    _age(files, sha256)


def _age(files: FileStore, sha256: str) -> None:
    then = (NOW - 3 * DAY).timestamp()
    os.utime(files.path(sha256), (then, then))


def test_what_nobody_needs_goes_and_the_rest_stays(store: Store, files: FileStore) -> None:
    kept, lost = files.put(b"a leak"), files.put(b"never in the database")
    _age(files, lost.sha256)
    young = files.put(b"its row is still to come")
    _kept(store, files, kept.sha256)
    tidying = Tidying(store, files, lambda: NOW)
    assert tidying.once() == Gone(files=1, paces=1, codes=1, replies=0, receipts=0)
    assert tidying.once() == Gone(files=0, paces=0, codes=0, replies=0, receipts=0)
    assert files.read(kept.sha256) == b"a leak"
    assert files.read(young.sha256)
    left = store.read(lambda session: set(session.exec(select(Pace.key)).all()))
    assert left == {"telegram:main", "telegram:main 2"}


async def test_it_ends_when_the_server_ends(sqlite_store: Store, files: FileStore) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(Tidying(sqlite_store, files, lambda: NOW).run(stop))
    await asyncio.sleep(0)
    assert not running.done()
    stop.set()
    await running
    assert running.done()
