"""The pages of reports: from the draft to the signed sheet, its lists and files, and who may read it."""

from io import BytesIO

import docx
import openpyxl
import pytest
from jinja2.exceptions import SecurityError

from console.papers import Line, Paper, as_document, as_workbook
from procedures.kinds import Role
from storage import Session, Store
from storage.tables import Centre, Report, Staff
from tests.console.seeding import HASH, SCRIPTS, Browser, Clock, Estate
from tests.console.test_exports import HONG_KONG, LIVE

PAPER = Paper(
    "雍翠園",
    "服務質量分析表",
    "2026-11",
    "A4.4.1",
    [("受理", [Line(text, "3", "=1+1", "+2", "80 %", 3) for text in LIVE])],
    [("說明", SCRIPTS), ("簽署人", "")],
)


def add(session: Session, estate: Estate, login: str, role: Role) -> None:
    centre_id = estate.ids["centre/A"]
    session.add(Staff(centre_id=centre_id, login=login, name=login, role=role, password_hash=HASH))


def works_by(session: Session, estate: Estate, kind: str) -> None:
    """Centre A is a management office, and its report one of another kind."""
    session.get_one(Centre, estate.ids["centre/A"]).procedure = "management_office"
    report = session.get_one(Report, estate.ids["report/A"])
    report.kind, report.period = kind, "2026-W47"


@pytest.fixture
def page(estate: Estate, clock: Clock) -> str:
    """Minutes after the case was opened."""
    clock.later(minutes=5)
    return f"/reports/{estate.ids['report/A']}"


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
async def test_a6_3_a_draft_shows_its_figures_and_each_opens_its_list(
    page: str, chen: Browser, estate: Estate, language: str
) -> None:
    chen.client.cookies.set("huifang_language", language)
    text = (await chen.get(page)).text
    assert f'href="{page}/behind/taken/repair"' in text
    assert "<img src=x" not in text
    assert not [
        one for one in ("taken.", "figure.", "section.", "report.quality", "None") if f">{one}" in text
    ]
    behind = await chen.get(f"{page}/behind/taken/repair")
    assert estate.numbers["A"] in behind.text
    assert (await chen.get(f"{page}/behind/taken/nothing")).status_code == 404


async def test_a4_4_1_from_the_draft_to_the_signed_version_and_its_correction(
    browser: Browser, estate: Estate, sqlite_store: Store, page: str
) -> None:
    sqlite_store.write(lambda session: add(session, estate, "wang", Role.DIRECTOR))
    await browser.sign_in("chen")
    assert (await browser.post(page + "/submit", words="本月平穩")).status_code == 303
    await browser.sign_in("wang")
    assert (await browser.post(page + "/sign", words="同意")).status_code == 303
    signed = (await browser.get(page)).text
    assert "本月平穩" in signed
    assert "同意" in signed
    new = (await browser.post(page + "/correct", words="漏計一件")).headers["location"]
    assert new != page
    assert estate.numbers["A"] in (await browser.get(f"{page}/behind/taken/repair")).text
    assert "漏計一件" in (await browser.get(new)).text
    assert (await browser.post(page + "/sign")).status_code == 409


async def test_b4_2_1_the_principal_reads_what_was_released_and_nothing_else(
    browser: Browser, estate: Estate, sqlite_store: Store, page: str
) -> None:
    def seed(session: Session) -> None:
        add(session, estate, "jia", Role.PRINCIPAL)
        add(session, estate, "wang", Role.DIRECTOR)
        works_by(session, estate, "principal")

    sqlite_store.write(seed)
    await browser.sign_in("jia")
    assert (await browser.get("/")).headers["location"].endswith("/reports")
    for closed in (page, page + "/docx", "/cases", f"/cases/{estate.numbers['A']}", "/owners", "/tasks"):
        assert (await browser.get(closed)).status_code == 404
    assert (await browser.post(page + "/submit")).status_code == 404
    await browser.sign_in("wang")
    assert (await browser.post(page + "/sign", words="可以")).status_code == 303
    await browser.sign_in("jia")
    assert page in (await browser.get("/reports")).text
    text = (await browser.get(page)).text
    assert "可以" in text
    assert "/behind/" not in text
    assert "/cases" not in text
    assert (await browser.get(page + "/behind/taken/repair")).status_code == 404
    assert (await browser.get(page + "/xlsx")).status_code == 200


async def test_b4_2_4_the_needs_are_a_page_of_their_own(
    chen: Browser, estate: Estate, sqlite_store: Store, page: str
) -> None:
    def seed(session: Session) -> None:
        works_by(session, estate, "needs")
        session.get_one(Report, estate.ids["report/A"]).period = "2026-11"

    sqlite_store.write(seed)
    text = (await chen.get(page)).text
    assert "業主需求匯總" in text
    assert "主任本月回訪" not in text


async def test_a4_4_1_its_files_say_the_same(chen: Browser, page: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO((await chen.get(page + "/xlsx")).content)).worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.rows]
    assert ["受理", "報修", 1, 0, "+1"] in [row[:5] for row in cells]
    document = docx.Document(BytesIO((await chen.get(page + "/docx")).content))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["報修", "1", "0", "+1", ""] in rows
    assert SCRIPTS in "".join(paragraph.text for paragraph in document.paragraphs)


def test_nothing_comes_alive_in_a_file() -> None:
    sheet = openpyxl.load_workbook(BytesIO(as_workbook(PAPER, HONG_KONG))).worksheets[0]
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n"}
    document = docx.Document(BytesIO(as_document(PAPER)))
    assert [row.cells[0].text for row in document.tables[0].rows][1:] == list(LIVE)


def test_a_template_with_code_in_it_is_refused() -> None:
    bad = docx.Document()
    bad.add_paragraph("{{ ''.__class__.__mro__ }}")
    file = BytesIO()
    bad.save(file)
    with pytest.raises(SecurityError):
        as_document(PAPER, file.getvalue())
