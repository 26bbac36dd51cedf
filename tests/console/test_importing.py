"""A workbook of owners at the console: read, columns said anew, taken over by the clock, or handed back."""

from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from bot.clock import tick
from console.workbook import MEDIA_TYPE
from storage import Store
from storage.tables import Owner
from tests.console.books import book
from tests.console.seeding import CSRF_COOKIE, MORNING, Browser, Estate

GOOD = book(("5座", "1A", "<b>何太</b>", "61234567", "", ""))
BAD = book(("5座", "", "何太", "", "", ""), ("5座", "2A", "=1+1", "", "", ""))


@pytest.fixture
async def admin(browser: Browser) -> Browser:
    await browser.sign_in("admin")
    return browser


async def send(browser: Browser, data: bytes) -> str:
    files = {"workbook": ("業主.xlsx", data, MEDIA_TYPE)}
    token = {"csrftoken": browser.client.cookies.get(CSRF_COOKIE)}
    answer = await browser.client.post("/imports", data=token, files=files)
    assert answer.status_code == 303
    return answer.headers["location"]


async def test_a_workbook_is_taken_over_by_the_clock(
    admin: Browser, estate: Estate, sqlite_store: Store
) -> None:
    page = await send(admin, GOOD)
    assert "&lt;b&gt;何太&lt;/b&gt;" in (await admin.get(page)).text
    assert (await admin.post(f"{page}/run")).status_code == 303
    assert "<progress" in (await admin.get(page)).text
    tick(sqlite_store, MORNING)
    found = sqlite_store.read(lambda s: s.exec(select(Owner).where(Owner.phone == "+85261234567")).one())
    assert (found.name, found.centre_id) == ("<b>何太</b>", estate.ids["centre/A"])
    assert (await admin.post(f"{page}/run")).status_code == 409


async def test_bad_rows_come_back_as_a_workbook(admin: Browser) -> None:
    page = await send(admin, BAD)
    text = (await admin.get(page)).text
    assert "第 2 行" in text
    assert "「房號」是空的" in text
    assert (await admin.post(f"{page}/run")).status_code == 409
    sheet = openpyxl.load_workbook(BytesIO((await admin.get(f"{page}/faults.xlsx")).content)).active
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert [row[:2] for row in rows[1:]] == [[2, "「房號」是空的。"], [3, "「姓名」是公式，請改為數值。"]]


async def test_columns_said_anew_are_looked_through_anew(admin: Browser) -> None:
    page = await send(
        admin, book(("5座", "1A", "何太", "", "", ""), headers=("甲", "乙", "丙", "丁", "戊", "己"))
    )
    assert "請指定哪一欄是「樓棟」" in (await admin.get(page)).text
    assert (await admin.post(f"{page}/columns", building=0, room=0)).status_code == 409
    assert (await admin.post(f"{page}/columns", building=0, room=1, name=2)).status_code == 303
    assert "1 行中有 1 行可以匯入" in (await admin.get(page)).text
