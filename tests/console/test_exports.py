"""Any list leaves as a workbook, in which nothing comes alive, and that it left is on record."""

from datetime import UTC, date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from sqlmodel import select

from console.sheets import SHEETS
from console.workbook import LONGEST, workbook
from storage import Store
from storage.tables import CaseEvent, Owner
from tests.console.seeding import Browser, Estate

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
LIVE = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a", "http://a.example", "123", "\t=1")


def test_text_stays_text_and_moments_are_the_centres() -> None:
    moment = datetime(2026, 3, 1, 2, tzinfo=UTC)
    row = (*LIVE, "a\x01b", "長" * (LONGEST + 9), date(2026, 3, 1), moment, 7, None)
    data = workbook("a/b[c]:*?'d", ["甲"] * len(row), [row], zone=HONG_KONG)
    cells = openpyxl.load_workbook(BytesIO(data)).active[2]
    assert [(one.value, one.data_type) for one in cells[: len(LIVE)]] == [(each, "s") for each in LIVE]
    assert [one.quotePrefix for one in cells[:8]] == [True] * 8
    assert len(cells[len(LIVE) + 1].value) == LONGEST
    assert [one.value for one in cells[-3:-1]] == [moment.replace(hour=10, tzinfo=None), 7]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
async def test_every_list_leaves_in_every_language(browser: Browser, name: str, language: str) -> None:
    await browser.sign_in("admin")
    browser.client.cookies.set("huifang_language", language)
    sheet = openpyxl.load_workbook(BytesIO((await browser.post(f"/exports/{name}")).content)).active
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert len(rows) > 1
    assert len(rows[0]) == len(SHEETS[name].headers)
    assert "B" not in "".join(str(cell) for row in rows[1:] for cell in row if "林太" in str(cell))


async def test_a_name_that_is_a_formula_leaves_as_words(
    browser: Browser, estate: Estate, sqlite_store: Store
) -> None:
    sqlite_store.write(lambda s: setattr(s.get_one(Owner, estate.ids["owner/A"]), "name", "=HYPERLINK(1)"))
    await browser.sign_in("admin")
    sheet = openpyxl.load_workbook(BytesIO((await browser.post("/exports/owners")).content)).active
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=HYPERLINK(1)", "s")
    wanted = select(CaseEvent).where(CaseEvent.what == "list_exported")
    done = sqlite_store.read(lambda s: s.exec(wanted).all())
    assert [(one.data, one.centre_id) for one in done] == [('{"list":"owners"}', estate.ids["centre/A"])]


async def test_no_list_is_missing(browser: Browser) -> None:
    await browser.sign_in("admin")
    assert (await browser.post("/exports/passwords")).status_code == 404
