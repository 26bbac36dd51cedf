"""Visits at the console: planned, arranged, recorded with photos, and on paper (B4.2.3, B5.1, A6.2)."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from httpx import Response
from PIL import Image
from sqlmodel import select, update

from procedures.kinds import CaseState
from procedures.life import CloseReason
from storage import Session, Store
from storage.tables import Attachment, Case, Message, Revisit
from tests.console.seeding import CSRF_COOKIE, Browser, Clock, Estate

RECORD = {"form": "on_site", "found": "solved", "visited_at": "2026-11-24T09:30", "words": "<b>乾了</b>"}


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(out, "JPEG")
    return out.getvalue()


def visit(store: Store, estate: Estate) -> Revisit:
    return store.read(lambda session: session.get_one(Revisit, estate.ids["visit/A"]))


async def record(browser: Browser, estate: Estate, *photos: bytes, **changes: str) -> Response:
    await browser.client.get("/plan")
    data: dict[str, Any] = {**RECORD, **changes, "csrftoken": browser.client.cookies[CSRF_COOKIE]}
    sent = [("photos", ("x.jpg", photo, "image/jpeg")) for photo in photos] or [("photos", ("", b""))]
    return await browser.client.post(f"/visits/{estate.ids['visit/A']}/record", data=data, files=sent)


async def test_b5_1_a_visit_is_recorded_with_photos(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    assert (await record(chen, estate, jpeg(), jpeg())).status_code == 303
    row = visit(sqlite_store, estate)
    assert (row.state, row.done_by, row.words) == ("done", estate.ids["staff/chen"], "<b>乾了</b>")
    mine = select(Attachment).where(Attachment.revisit_id == row.id, Attachment.case_id == row.case_id)
    taken = sqlite_store.read(lambda session: session.exec(mine).all())
    assert [(photo.width, photo.height) for photo in taken] == [(8, 6), (8, 6)]
    seen = await chen.get(f"/visits/{row.id}/photos/{taken[0].id}")
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")


async def test_a6_2_the_record_prints_who_when_and_what(chen: Browser, estate: Estate) -> None:
    await record(chen, estate)
    text = (await chen.get(f"/visits/{estate.ids['visit/A']}/sheet")).text
    for told in (
        "回訪記錄表",
        "陳助理",
        "2026-11-24 09:30",
        "&lt;b&gt;乾了&lt;/b&gt;",
        "未確認",
        "A4.3.3.3.1",
    ):
        assert told in text


async def test_a_picture_that_is_none_saves_nothing(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    answer = await record(chen, estate, b"no picture")
    assert answer.status_code == 422
    assert "請重新選擇照片" in answer.text
    assert "&lt;b&gt;乾了&lt;/b&gt;" in answer.text
    assert visit(sqlite_store, estate).state == "planned"


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [("visited_at", "2026-11-25T09:30", 409), ("visited_at", "yesterday", 422), ("found", "great", 422)],
)
async def test_a_record_that_cannot_be_true_is_refused(
    chen: Browser, estate: Estate, field: str, value: str, status: int
) -> None:
    answer = await record(chen, estate, **{field: value})
    assert answer.status_code == status
    assert "&lt;b&gt;乾了&lt;/b&gt;" in answer.text


async def test_somebody_of_another_role_cannot_record(
    browser: Browser, estate: Estate, sqlite_store: Store
) -> None:
    sqlite_store.write(lambda s: setattr(s.get_one(Revisit, estate.ids["visit/A"]), "by_whom", "director"))
    await browser.sign_in("ho")
    answer = await record(browser, estate)
    assert answer.status_code == 409
    assert "應由主任來做" in answer.text
    assert visit(sqlite_store, estate).state == "planned"


async def test_staff_fix_a_time_and_the_owner_is_told(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    fields = {"day": "2026-11-25", "since": "14:00", "until": "15:00", "back": "2026-11"}
    answer = await chen.post(f"/visits/{estate.ids['visit/A']}/book", **fields)
    assert answer.headers["location"] == "/plan?month=2026-11"
    said = select(Message).where(Message.contact_id == estate.ids["contact/A"])
    assert "跟您約好了" in sqlite_store.read(lambda session: session.exec(said).all())[-1].body
    plan = (await chen.get("/plan?month=2026-11&view=list")).text
    assert "14:00–15:00" in plan


@pytest.mark.parametrize("day", ["2026-11-23", "2026-02-30", ""])
async def test_a_time_that_is_none_is_refused(chen: Browser, estate: Estate, day: str) -> None:
    fields = {"day": day, "since": "14:00", "until": "15:00"}
    answer = await chen.post(f"/visits/{estate.ids['visit/A']}/book", **fields)
    assert answer.status_code in (409, 422)


async def test_b4_2_3_the_plan_shows_a_person_and_takes_a_visit_by_hand(
    chen: Browser, estate: Estate, clock: Clock
) -> None:
    fields = {"home": "3座 12A · 林太A", "form": "on_site", "by_whom": "assistant", "day": "2026-11-27"}
    answer = await chen.post("/plan", **fields, reason="久未拜訪")
    assert answer.status_code == 303
    path = answer.headers["location"]
    await chen.post(f"{path}/visitor", visitor=estate.ids["staff/wong"])
    theirs = (await chen.get(f"/plan?view=list&who={estate.ids['staff/wong']}")).text
    assert "久未拜訪" in theirs
    assert "A4.3.3.3.1" not in theirs
    assert clock().month == 11


@pytest.fixture
def expecting(estate: Estate, sqlite_store: Store) -> str:
    """Both centres' owners expect somebody on the afternoon of the 26th; the number of A's case."""

    def choose(session: Session) -> None:
        for code in "AB":
            case = session.get_one(Case, estate.ids[f"case/{code}"])
            case.visit_from = datetime(2026, 11, 26, 6, tzinfo=UTC)
            case.visit_until = case.visit_from + timedelta(hours=2)

    sqlite_store.write(choose)
    return estate.numbers["A"]


@pytest.mark.parametrize("view", ["calendar", "list"])
async def test_b4_2_3_a_visit_that_an_owner_chose_at_intake_is_in_the_plan(
    chen: Browser, estate: Estate, expecting: str, view: str
) -> None:
    await chen.post(f"/cases/{expecting}/assign", handler=estate.ids["staff/wong"])
    page = (await chen.get(f"/plan?month=2026-11&view={view}")).text
    assert "14:00–16:00" in page
    assert f'/cases/{expecting}"' in page
    assert estate.numbers["B"] not in page
    theirs = (await chen.get(f"/plan?month=2026-11&view=list&who={estate.ids['staff/wong']}")).text
    assert expecting in theirs
    assert expecting not in (await chen.get(f"/plan?month=2026-11&who={estate.ids['staff/chen']}")).text


async def test_a_visit_of_what_was_no_matter_is_not(
    chen: Browser, expecting: str, sqlite_store: Store
) -> None:
    closed = {"state": CaseState.CLOSED, "close_reason": CloseReason.FILED_BY_MISTAKE}
    sqlite_store.write(lambda session: session.exec(update(Case).values(**closed)))
    assert expecting not in (await chen.get("/plan?month=2026-11&view=calendar")).text


@pytest.mark.parametrize("query", ["month=2026-13", "month=x", "who=abc", "who=" + "9" * 30, "month=2027-02"])
async def test_an_odd_address_of_the_plan_is_answered(chen: Browser, query: str) -> None:
    assert (await chen.get(f"/plan?{query}")).status_code == 200
