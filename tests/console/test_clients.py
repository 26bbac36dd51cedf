"""A consultancy's console: the client's page and record, engagements, the quarterly report (C1 to C7)."""

import re
from io import BytesIO

import docx
import openpyxl
import pytest
from sqlmodel import delete, select, update

from console.client_reports import LINES
from console.languages import COOKIE
from procedures.kinds import Category, Kind, Role
from storage import Session, Store
from storage.tables import Case, Centre, ClientReport, Owner, Revisit, Staff, Tenancy
from tests.console.seeding import HASH, MORNING, SCRIPTS, Browser, Estate

RECORD = {
    "name": "江南置業",
    "phone": "2345 6789",
    "address": "皇后大道中 1 號",
    "postcode": "999077",
    "contact_person": "何經理",
}


@pytest.fixture
async def tan(browser: Browser, estate: Estate, sqlite_store: Store) -> Browser:
    """The records clerk of a centre that has become a consultancy."""

    def unit(session: Session) -> None:
        centre_id = estate.ids["centre/A"]
        session.get_one(Centre, centre_id).procedure = "consultancy"
        person = Staff(
            centre_id=centre_id, login="tan", name="譚", role=Role.RECORDS_CLERK, password_hash=HASH
        )
        session.add(person)

    sqlite_store.write(unit)
    assert (await browser.sign_in("tan")).status_code == 303
    return browser


async def test_c1_a_client_is_put_on_record_and_changed_on_their_page(
    tan: Browser, sqlite_store: Store
) -> None:
    there = (await tan.post("/new-client", **RECORD)).headers["location"]
    await tan.post(there, **{**RECORD, "postcode": "518000", "address": SCRIPTS})
    page = (await tan.get(there)).text
    assert "999077 → 518000" in page
    assert "譚" in page
    assert "<img src=x" not in page
    owner = sqlite_store.read(lambda session: session.get_one(Owner, int(there.rsplit("/", 1)[1])))
    assert (owner.name, owner.phone, owner.postcode) == ("江南置業", "+85223456789", "518000")


@pytest.mark.parametrize(
    ("wrong", "status"), [({"phone": "12"}, 409), ({"name": " "}, 422), ({"postcode": "??"}, 409)]
)
async def test_c1_what_is_wrong_stays_in_the_form(tan: Browser, wrong: dict[str, str], status: int) -> None:
    answer = await tan.post("/new-client", **{**RECORD, **wrong})
    assert answer.status_code == status
    assert "何經理" in answer.text


async def test_c1_an_assistant_sees_the_record_and_does_not_change_it(
    tan: Browser, browser: Browser, estate: Estate
) -> None:
    await browser.sign_in("chen")
    page = await browser.get(f"/owners/{estate.ids['owner/A']}")
    assert 'name="postcode"' not in page.text
    assert (await browser.post(f"/owners/{estate.ids['owner/A']}", **RECORD)).status_code == 409


async def test_c3_the_console_opens_engagements_and_offers_no_repair(
    tan: Browser, browser: Browser, sqlite_store: Store
) -> None:
    await tan.post("/new-client", **RECORD)
    await browser.sign_in("chen")
    page = (await browser.get("/new-case")).text
    assert "engagement:settlement" in page
    assert "repair:" not in page
    given = {"source": "phone", "matter": "engagement:settlement", "home": "江南置業", "story": "結算審核"}
    assert (await browser.post("/new-case", **given)).status_code == 303
    [case] = sqlite_store.read(
        lambda session: list(session.exec(select(Case).where(Case.kind == "engagement")))
    )
    assert case.unit_id is None
    given["matter"] = "repair:drain"
    assert (await browser.post("/new-case", **given)).status_code == 422


async def test_c4_c7_the_clients_page_lists_what_was_written(tan: Browser, estate: Estate) -> None:
    page = (await tan.get(f"/owners/{estate.ids['owner/A']}")).text
    assert estate.numbers["A"] in page
    assert 'id="file"' in page
    assert estate.numbers["B"] not in page


async def test_c2_the_quarters_report_is_handed_in_by_name(
    tan: Browser, estate: Estate, sqlite_store: Store
) -> None:
    which = estate.ids["client_report/A"]
    assert "2026-Q3" in (await tan.get("/client-reports")).text
    assert (await tan.post(f"/client-reports/{which}/hand-in", words="無異常")).status_code == 303
    page = (await tan.get(f"/client-reports/{which}")).text
    assert "無異常" in page
    assert "譚" in page.split("</article>")[0].split('class="card paper"')[1]
    sheet = openpyxl.load_workbook(BytesIO((await tan.get(f"/client-reports/{which}/xlsx")).content))
    assert "無異常" in [cell.value for row in sheet.worksheets[0].rows for cell in row]
    paper = docx.Document(BytesIO((await tan.get(f"/client-reports/{which}/docx")).content))
    assert len(paper.tables[0].rows) > len(LINES)
    report = sqlite_store.read(lambda session: session.get_one(ClientReport, which))
    assert (report.state, report.handed_in_at) == ("handed_in", MORNING)


async def test_the_menu_speaks_of_clients_only_where_there_are_some(
    chen: Browser, browser: Browser, tan: Browser
) -> None:
    await browser.sign_in("zhao")
    assert "/client-reports" not in (await browser.get("/")).text
    await browser.sign_in("tan")
    assert "/client-reports" in (await browser.get("/")).text


OF_AN_ESTATE = {
    "zh-Hant": ("房號", "車庫", "業主", "出水", "停電", "雨情", "樓棟", "房屋", "保修", "無人在家"),
    "zh-Hans": ("房号", "车库", "业主", "出水", "停电", "雨情", "楼栋", "房屋", "保修", "无人在家"),
    "en": ("flat", "owner", "garage", "water running", "Rain", "building", "warrant", "Nobody home"),
}
PAGES = (
    *("/", "/cases", "/new-case", "/revisits", "/tasks", "/coverage", "/plan", "/incidents", "/new-incident"),
    *("/improvement", "/owners", "/promises", "/reach", "/transfers", "/client-reports"),
    *("/cases/{case}", "/visits/{visit}", "/visits/{visit}/sheet", "/owners/{owner}"),
)


@pytest.mark.parametrize("locale", OF_AN_ESTATE)
async def test_c1_no_page_of_a_consultancy_speaks_of_flats_and_rain(
    tan: Browser, estate: Estate, sqlite_store: Store, locale: str
) -> None:
    sqlite_store.write(lambda session: as_of_a_client(session, estate))
    await tan.sign_in("chen")
    tan.client.cookies.set(COOKIE, locale)
    ids = {name: estate.ids[f"{name}/A"] for name in ("visit", "owner")}
    for page in PAGES:
        text = words_on((await tan.get(page.format(case=estate.numbers["A"], **ids))).text)
        found = [word for word in OF_AN_ESTATE[locale] if re.search(rf"\b{word}|[一-鿿]*{word}", text)]
        assert not found, (page, [text[max(text.find(word) - 40, 0) :][:90] for word in found])


def as_of_a_client(session: Session, estate: Estate) -> None:
    """The case of a flat becomes one of a client."""
    case = session.get_one(Case, estate.ids["case/A"])
    case.kind, case.category, case.unit_id = Kind.COMPLAINT, Category.TIMELINESS, None
    case.reply_clause = case.close_clause = "C6"
    session.exec(update(Revisit).values(clause="C5", unit_id=None))
    session.exec(delete(Tenancy))


def words_on(page: str) -> str:
    """What people read, without addresses and scripts."""
    return re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)


async def test_a_label_is_said_in_the_language_of_whoever_looks(tan: Browser) -> None:
    for language, word in (("zh-Hant", "郵政編碼"), ("en", "Postcode"), ("zh-Hans", "邮政编码")):
        tan.client.cookies.set(COOKIE, language)
        assert word in (await tan.get("/new-client")).text
