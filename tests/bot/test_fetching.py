"""Pictures from the fake Telegram: kept clean, refused politely, tried again while there is hope."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import select

from bot.channels.telegram.account import Account
from bot.channels.telegram.setup import connect
from bot.fetching import Fetching
from storage import Session, Store, tidying, wanted
from storage.files import FileStore
from storage.tables import Attachment, Contact, Message
from tests.fakes.telegram import TOKEN, FakeTelegram, faults
from tests.storage.outgoing import ACCOUNT, NOW, add_contact
from tests.storage.voices import a_voice


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return out.getvalue()


class Kit:
    """A store, a fetcher, and a clock that tests move."""

    def __init__(self, store: Store, fake: FakeTelegram, files: FileStore) -> None:
        self.store = store
        self.fake = fake
        self.files = files
        self.now = NOW
        self.told: list[tuple[int, str]] = []
        self.channel = connect(Account("main", TOKEN, api=fake.url))
        self.fetching = Fetching(
            store, {ACCOUNT: self.channel}, files, self, clock=lambda: self.now, random=lambda: 0.5
        )

    def kept(self, session: Session, attachment_id: int, *, now: datetime) -> None:
        """Nothing follows."""

    def refused(self, session: Session, attachment_id: int, reason: str, *, now: datetime) -> None:
        self.told.append((attachment_id, reason))

    def want(self, data: bytes) -> int:
        return self._want(self.fake.owner("Lin").sends_photo(data)["message"]["photo"][-1]["file_id"], None)

    def want_voice(self, data: bytes) -> int:
        return self._want(
            self.fake.owner("Lin").sends_voice(data)["message"]["voice"]["file_id"], wanted.VOICE
        )

    def _want(self, file_id: str, media_type: str | None) -> int:
        contact_id, source = add_contact(self.store, file_id), f"telegram:{file_id}"
        return self.store.write(lambda session: self._add(session, contact_id, source, media_type))

    def _add(self, session: Session, contact_id: int, source: str, media_type: str | None) -> int:
        common = {"centre_id": session.get_one(Contact, contact_id).centre_id, "contact_id": contact_id}
        message = Message.model_validate({**common, "direction": "in", "body": "{}", "at": NOW})
        session.add(message)
        session.flush()
        about: dict[str, Any] = {"message_id": message.id, "source": source, "state": "wanted", "try_at": NOW}
        about["media_type"] = media_type
        row = Attachment.model_validate({**common, **about})
        session.add(row)
        session.flush()
        session.signals.add("pictures")
        assert row.id
        return row.id

    def row(self, id_: int) -> Attachment:
        return self.store.read(lambda session: session.get_one(Attachment, id_))


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def kit(sqlite_store: Store, fake: FakeTelegram, files: FileStore) -> AsyncIterator[Kit]:
    kit = Kit(sqlite_store, fake, files)
    yield kit
    await kit.channel.close()


async def test_a_picture_is_kept_on_both_databases(
    store: Store, fake: FakeTelegram, files: FileStore
) -> None:
    kit = Kit(store, fake, files)
    id_ = kit.want(picture("PNG"))
    assert await kit.fetching.step()
    assert not await kit.fetching.step()
    row = kit.row(id_)
    assert (row.state, row.media_type, row.width, row.height) == ("stored", "image/jpeg", 40, 30)
    assert row.sha256
    assert len(files.read(row.sha256)) == row.size
    await kit.channel.close()


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "empty"), (b"%PDF-1.7", "not_a_picture"), (picture()[:300], "broken")],
    ids=["empty", "pdf", "cut off"],
)
async def test_a_bad_picture_is_refused_and_its_owner_told(kit: Kit, data: bytes, why: str) -> None:
    id_ = kit.want(data)
    await kit.fetching.step()
    assert (kit.row(id_).state, kit.row(id_).why) == ("refused", why)
    assert kit.told == [(id_, why)]


async def test_a_fetch_that_failed_is_tried_again_later(kit: Kit) -> None:
    id_ = kit.want(picture())
    kit.fake.fails(faults.bad_gateway(), method="getFile", times=2)
    await kit.fetching.step()
    assert not await kit.fetching.step()
    kit.now += timedelta(seconds=5)
    await kit.fetching.step()
    kit.now += timedelta(seconds=10)
    await kit.fetching.step()
    assert (kit.row(id_).state, kit.row(id_).tries) == ("stored", 3)


async def test_after_a_day_the_owner_is_asked_to_send_it_again(kit: Kit) -> None:
    id_ = kit.want(picture())
    kit.fake.fails(faults.bad_gateway(), times=None)
    kit.now += timedelta(hours=24, seconds=1)
    await kit.fetching.step()
    assert kit.told == [(id_, "expired")]


async def test_a_fetcher_that_died_leaves_its_picture_to_the_next(kit: Kit) -> None:
    id_ = kit.want(picture())
    lease = timedelta(minutes=3)

    def claim(session: Session) -> list[wanted.Wanted]:
        return wanted.claim_wanted(session, accounts=[ACCOUNT], now=kit.now, lease=lease, most=5)

    (stale,) = kit.store.write(claim)
    assert not await kit.fetching.step()
    kit.now += lease
    assert await kit.fetching.step()
    assert not kit.store.write(lambda session: wanted.refuse(session, stale, "x"))
    assert kit.row(id_).state == "stored"


async def test_it_runs_until_told_and_wakes_for_news(kit: Kit) -> None:
    stop, stored = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def listen(topics: object) -> None:
        if kit.store.read(lambda s: s.exec(select(Attachment.state)).first()) == "stored":
            loop.call_soon_threadsafe(stored.set)

    kit.store.listen(listen)
    running = asyncio.create_task(kit.fetching.run(stop))
    await asyncio.to_thread(kit.want, picture())
    assert await asyncio.wait_for(stored.wait(), 10)
    stop.set()
    await asyncio.wait_for(running, 5)
    assert running.done()


async def test_a_voice_is_kept_as_what_browsers_play(kit: Kit) -> None:
    id_ = kit.want_voice(a_voice("ogg"))
    await kit.fetching.step()
    row = kit.row(id_)
    assert (row.state, row.media_type) == ("stored", "audio/mpeg")
    assert row.sha256
    assert kit.files.read(row.sha256).startswith((b"ID3", b"\xff\xf3"))


async def test_the_voice_as_it_came_is_kept_beside_it(kit: Kit) -> None:
    spoken = a_voice("amr")
    id_ = kit.want_voice(spoken)
    await kit.fetching.step()
    row = kit.row(id_)
    assert row.original_sha256
    assert (row.original_type, kit.files.read(row.original_sha256)) == ("audio/amr", spoken)
    hashes = [row.sha256 or "", row.original_sha256]
    assert kit.store.read(lambda session: tidying.known_files(session, hashes)) == set(hashes)


async def test_a_voice_that_is_none_is_refused(kit: Kit) -> None:
    id_ = kit.want_voice(b"<html>")
    await kit.fetching.step()
    assert (kit.row(id_).state, kit.row(id_).why) == ("refused", "not_a_voice")
    assert kit.told == [(id_, "not_a_voice")]
