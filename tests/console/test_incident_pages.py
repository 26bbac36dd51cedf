"""Incidents, open letters and improvement at the console."""

import pytest
from sqlmodel import select

from storage import Store
from storage.tables import Case, Incident, Letter, Proposal
from tests.console.seeding import Browser, Estate

PAGES = (
    *("/incidents", "/new-incident?category=bathroom_leak", "/incidents/{incident}"),
    *("/open-letters/{letter}", "/reviews/{review}", "/cases/{case}"),
    *("/improvement", "/improvement?tab=actions", "/improvement?tab=proposals"),
)


def where(estate: Estate, page: str) -> str:
    ids = {"letter": estate.ids["open_letter/A"], "review": estate.ids["review/A"]}
    return page.format(incident=estate.numbers["incident/A"], case=estate.numbers["A"], **ids)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
async def test_every_page_is_there_in_every_language(
    chen: Browser, estate: Estate, page: str, language: str
) -> None:
    chen.client.cookies.set("huifang_language", language)
    answer = await chen.get(where(estate, page))
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("page", PAGES)
async def test_no_page_names_the_other_centre(chen: Browser, estate: Estate, page: str) -> None:
    text = (await chen.get(where(estate, page))).text
    assert estate.numbers["incident/B"] not in text
    assert "林太B" not in text


async def test_words_are_shown_as_typed(chen: Browser, estate: Estate) -> None:
    text = (await chen.get(where(estate, "/incidents/{incident}"))).text
    assert "三座停水 &lt;b&gt;" in text


async def test_b4_1_2_1_an_incident_is_answered_for_the_ticked_cases(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    page = where(estate, "/incidents/{incident}")
    which = estate.ids["case/A"]
    answer = await chen.post(f"{page}/answer", words="明早恢復供水", nth=1, cases=which)
    assert answer.status_code == 303
    assert "明早恢復供水" in (await chen.get(page)).text
    assert sqlite_store.read(lambda session: session.get_one(Case, which)).promise_kept


async def test_a_foreign_case_is_not_gathered(chen: Browser, estate: Estate) -> None:
    page = where(estate, "/incidents/{incident}")
    assert (await chen.post(f"{page}/gather", cases=estate.ids["case/B"])).status_code == 404
    assert (await chen.post(f"{page}/gather", cases="x")).status_code == 404


async def test_cases_are_gathered_from_the_list(chen: Browser, estate: Estate, sqlite_store: Store) -> None:
    about = {"category": "bathroom_leak", "building": "3座", "title": "漏水"}
    taken = await chen.post("/new-incident", **about, cases=estate.ids["case/A"])
    assert taken.status_code == 409
    sqlite_store.write(
        lambda session: setattr(session.get_one(Case, estate.ids["case/A"]), "incident_id", None)
    )
    assert (await chen.post("/new-incident", **about, cases=estate.ids["case/A"])).status_code == 303
    newest = sqlite_store.read(lambda session: session.exec(select(Incident)).all()[-1])
    assert (newest.title, newest.number) == ("漏水", "I2611-0001")


async def test_b4_1_2_1_an_agreed_letter_is_sent_to_those_who_have_none(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    page = where(estate, "/open-letters/{letter}")
    assert "專人送達" in (await chen.get(page)).text
    done = await chen.post(f"/letter-copies/{estate.ids['copy/A']}/hand-over", words="投信箱")
    assert done.status_code == 303
    assert "待送達" not in (await chen.get(page)).text
    assert "關於供水" in (await chen.get(f"/owners/{estate.ids['owner/A']}/letters")).text
    assert (await chen.post(f"{page}/send")).status_code == 409


async def test_an_empty_letter_is_shown_again(chen: Browser, estate: Estate, sqlite_store: Store) -> None:
    page = where(estate, "/incidents/{incident}")
    answer = await chen.post(f"{page}/letter", title="供水 <i>", body=" ")
    assert answer.status_code == 422
    assert "供水 &lt;i&gt;" in answer.text
    assert len(sqlite_store.read(lambda session: session.exec(select(Letter)).all())) == 2


async def test_b6_a_proposal_is_filed_and_listed(chen: Browser, sqlite_store: Store) -> None:
    assert (await chen.post("/proposals", words="夜班要有人 <u>")).status_code == 303
    assert "夜班要有人 &lt;u&gt;" in (await chen.get("/improvement?tab=proposals")).text
    rows = sqlite_store.read(lambda session: session.exec(select(Proposal)).all())
    assert [row.clause for row in rows] == ["A4.4.3", "A4.4.3", "B6"]


async def test_a4_4_4_a_review_gets_its_measure(browser: Browser, estate: Estate) -> None:
    await browser.sign_in("ho")
    page = where(estate, "/reviews/{review}")
    fields = {"measure": "全棟檢修", "responsible": estate.ids["staff/ho"], "due_on": "2026-12-01"}
    assert (await browser.post(f"{page}/measure", **fields)).status_code == 303
    assert "全棟檢修" in (await browser.get(page)).text
    early = await browser.post(f"{page}/check", verdict="effective", words="好")
    assert early.status_code == 409
    assert "還看不出來" in early.text


async def test_a3_2_actions_are_set_from_the_case(browser: Browser, estate: Estate) -> None:
    await browser.sign_in("ho")
    page = where(estate, "/cases/{case}")
    fields = {"kind": "preventive", "what": "每月巡檢", "responsible": estate.ids["staff/ho"]}
    assert (await browser.post(f"{page}/action", **fields, due_on="2026-12-01")).status_code == 303
    assert (await browser.post(f"{page}/action", **fields, due_on="2026-11-01")).status_code == 409
    assert (await browser.post(f"{page}/action", **fields, due_on="31.12.")).status_code == 422
    assert "每月巡檢" in (await browser.get(page)).text
