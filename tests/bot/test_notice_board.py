"""The owners' notice board: what holds today, and nothing of any other (B4.2.6.1, B4.2.6.3)."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from storage import Session, Store
from storage.files import FileStore
from storage.tables import Attachment, Centre, Notice, NoticeFile, NoticeVersion, Staff
from tests.bot.web_chat import Clock, browser, site


@pytest.fixture
def app(sqlite_store: Store, files: FileStore) -> FastAPI:
    clock = Clock()
    app = site(sqlite_store, files, clock)
    today = clock().date()
    for number, state, until, means in (
        ("N1", "published", None, "board"),
        ("N2", "published", today - timedelta(days=2), "board"),
        ("N3", "draft", None, "board"),
        ("N4", "withdrawn", None, "board"),
        ("N5", "published", None, "chat"),
    ):
        sqlite_store.write(
            lambda session, row=(number, state, until, means): hang(session, files, clock, *row)
        )
    return app


def hang(
    session: Session, files: FileStore, clock: Clock, number: str, state: str, until: date | None, means: str
) -> None:
    centre = session.get_one(Centre, 1)
    writer = Staff(centre_id=1, login=number, name="陳", role="assistant", password_hash="-")
    stored = files.put(b"%PDF-1.7 " + number.encode())
    paper = Attachment(centre_id=1, state="stored", sha256=stored.sha256, media_type="application/pdf")
    session.add_all((writer, paper))
    session.flush()
    about: dict[str, Any] = {"centre_id": centre.id or 0, "drafted_by": writer.id or 0, "drafted_at": clock()}
    notice = Notice(**about, number=number, state=state, published_at=clock())
    session.add(notice)
    session.flush()
    words: dict[str, Any] = {
        "title": f"停水 {number} <b>",
        "body": "{{ 7*7 }}",
        "source": "水務集團",
        "audience": "centre",
    }
    version = NoticeVersion(
        **about,
        **words,
        notice_id=notice.id or 0,
        version=1,
        means=means,
        valid_until=until,
    )
    session.add(version)
    session.flush()
    session.add(NoticeFile(centre_id=1, version_id=version.id or 0, attachment_id=paper.id or 0, name="圖"))


async def test_the_board_shows_what_holds_with_its_source(app: FastAPI) -> None:
    async with browser(app) as lin:
        shown = (await lin.get("/notices/a")).text
        assert "停水 N1 &lt;b&gt;" in shown
        assert "水務集團" in shown
        assert [number for number in ("N2", "N3", "N4", "N5") if number in shown] == []
        assert 'href="/notices/a"' in (await lin.get("/")).text


@pytest.mark.parametrize(
    ("lang", "title"), [("zh-Hant", "物業管理公告"), ("zh-Hans", "物业管理公告"), ("en", "announcement")]
)
async def test_a_notice_has_its_page_in_each_language(app: FastAPI, lang: str, title: str) -> None:
    async with browser(app) as lin:
        shown = (await lin.get(f"/notices/a/N1?lang={lang}")).text
        assert title in shown
        assert "{{ 7*7 }}" in shown


async def test_a_file_is_reached_through_its_notice_alone(app: FastAPI) -> None:
    async with browser(app) as lin:
        found = await lin.get("/notices/a/N1/files/1")
        assert (found.status_code, found.headers["content-type"]) == (200, "application/pdf")
        assert found.headers["x-content-type-options"] == "nosniff"
        for path in ("a/N1/files/2", "a/N2/files/2", "b/N1/files/1", "a/N1/files/x", "a/N3", "b/N1", "z"):
            assert (await lin.get(f"/notices/{path}")).status_code == 404
