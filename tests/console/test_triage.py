"""Triage and transfers at the console: forms, two at once, first words, dates of houses."""

from datetime import date

import pytest
from sqlmodel import select

from desk import cases, triage
from desk.actor import Actor
from procedures.kinds import Category, Kind, Role, Severity, Validity
from procedures.triage import Verdict
from storage import Session, Store
from storage.tables import Case, Task, Transfer, Unit
from tests.console.seeding import MORNING, SCRIPTS, Browser, Estate

DECIDED = {"validity": "valid", "severity": "major", "category": "noise", "reason": "屬實"}


@pytest.fixture
def complaint(sqlite_store: Store, estate: Estate) -> Case:
    """Of Lin's, by phone."""
    by = actor(estate, "chen")

    def unit(session: Session) -> int:
        opened = cases.open_by_staff(
            session,
            kind=Kind.COMPLAINT,
            category=Category.NOISE,
            unit_id=estate.ids["unit/A"],
            owner_id=estate.ids["owner/A"],
            story=SCRIPTS,
            source="phone",
            by=by,
            now=MORNING,
        )
        return opened.id

    number = sqlite_store.write(unit)
    return sqlite_store.read(lambda session: session.get_one(Case, number))


def actor(estate: Estate, login: str) -> Actor:
    return Actor(estate.ids[f"staff/{login}"], estate.ids["centre/A"], Role.ASSISTANT, login)


async def test_a4_2_3_the_board_shows_what_is_to_be_decided_and_the_page_decides(
    chen: Browser, complaint: Case, sqlite_store: Store
) -> None:
    assert 'id="lane-undecided"' in (await chen.get("/")).text
    assert complaint.number in (await chen.get("/")).text.split('id="lane-undecided"')[1]
    assert (await chen.post(f"/cases/{complaint.number}/triage", **DECIDED)).status_code == 303
    found = sqlite_store.read(lambda session: session.get_one(Case, complaint.id))
    assert (found.validity, found.severity) == ("valid", "major")
    text = (await chen.get(f"/cases/{complaint.number}")).text
    assert "<img src=x" not in text
    assert "屬實" in text


async def test_a_task_that_only_the_case_can_end_leads_there(
    chen: Browser, complaint: Case, sqlite_store: Store
) -> None:
    await chen.post(f"/cases/{complaint.number}/triage", **DECIDED)
    await chen.post(f"/cases/{complaint.number}/take")
    assert f"/cases/{complaint.number}#acts" in (await chen.get("/tasks")).text
    task = sqlite_store.read(
        lambda session: session.exec(select(Task).where(Task.kind == "first_contact")).one()
    )
    assert (await chen.post(f"/tasks/{task.id}/done", note="x")).status_code == 409


async def test_a4_2_3_2_an_invalid_one_without_explanation_comes_back_as_it_was_typed(
    chen: Browser, complaint: Case
) -> None:
    typed = {**DECIDED, "validity": "invalid", "reason": SCRIPTS, "helped": "已勸說"}
    answer = await chen.post(f"/cases/{complaint.number}/triage", **typed)
    assert answer.status_code == 409
    assert "要寫明給業主的解釋" in answer.text
    assert "已勸說" in answer.text
    assert "<img src=x" not in answer.text


async def test_whoever_decides_after_a_colleague_is_told(
    chen: Browser, complaint: Case, sqlite_store: Store, estate: Estate
) -> None:
    said = Verdict(Validity.VALID, Severity.ORDINARY, "屬實")
    wong, which = actor(estate, "wong"), complaint.id or 0
    sqlite_store.write(
        lambda s: triage.decide(s, which, said=said, category=Category.NOISE, by=wong, now=MORNING)
    )
    answer = await chen.post(f"/cases/{complaint.number}/triage", **DECIDED, seen=1)
    assert answer.status_code == 409
    assert "黃助理" in answer.text


async def test_a4_2_3_1_2_the_handlers_first_message_begins_with_an_apology(
    chen: Browser, complaint: Case
) -> None:
    page = f"/cases/{complaint.number}"
    await chen.post(f"{page}/triage", **DECIDED)
    await chen.post(f"{page}/take")
    assert "林太A您好，我是雍翠園A的陳助理" in (await chen.get(page)).text
    await chen.post(f"{page}/reply", words="您好，非常抱歉")
    assert "我是雍翠園A的陳助理" not in (await chen.get(page)).text.split('name="words"')[1][:200]


async def test_a4_2_3_2_a_transfer_is_proposed_sent_and_answered(
    chen: Browser, complaint: Case, sqlite_store: Store
) -> None:
    about = {"to": "contractor", "name": "宏達建築", "defect": SCRIPTS, "reason": "保修期內"}
    await chen.post(f"/cases/{complaint.number}/transfer", **about)
    row = sqlite_store.read(lambda session: session.get_one(Transfer, 3))
    assert "宏達建築" in (await chen.get("/transfers")).text
    note = (await chen.get(f"/transfers/{row.id}")).text
    assert "<img src=x" not in note
    assert "12A" not in note.split('class="letter-text"')[1].split("</pre>")[0]
    for act, fields in (("send", {}), ("answer", {"words": "下週修"})):
        assert (await chen.post(f"/transfers/{row.id}/{act}", **fields)).status_code == 303
    assert "下週修" in (await chen.get(f"/transfers/{row.id}")).text


async def test_an_admin_dates_a_building_and_a_day_to_come_is_refused(
    browser: Browser, estate: Estate, sqlite_store: Store
) -> None:
    await browser.sign_in("admin")
    day = {"building": "3座", "accepted_on": "2024-02-29", "handed_over_on": "2024-03-31"}
    assert (await browser.post("/buildings", **day)).status_code == 303
    unit = sqlite_store.read(lambda session: session.get_one(Unit, estate.ids["unit/A"]))
    assert unit.handed_over_on == date(2024, 3, 31)
    for wrong, status in (("2099-01-01", 409), ("2023-02-29", 422)):
        answer = await browser.post("/buildings", **{**day, "accepted_on": wrong})
        assert answer.status_code == status
    assert (await browser.post("/buildings", building="9座")).status_code == 404


async def test_a4_2_3_1_2_before_resolving_the_page_offers_to_log_the_call(
    chen: Browser, complaint: Case, sqlite_store: Store
) -> None:
    page, said = f"/cases/{complaint.number}", "已打電話向業主道歉，並問了想法。"
    await chen.post(f"{page}/triage", **DECIDED)
    await chen.post(f"{page}/take")
    assert said in (await chen.get(page)).text
    done = {"cause": "無", "cause_kind": "conduct", "measure": "已勸止", "words": "已處理"}
    refused = await chen.post(f"{page}/resolve", **done)
    assert refused.status_code == 409
    assert "處理完成前要先聯繫業主" in refused.text
    await chen.post(f"{page}/log-call", words=said)
    assert "還沒有聯繫過業主" not in (await chen.get(page)).text
    assert (await chen.post(f"{page}/resolve", **done)).status_code == 303
    assert sqlite_store.read(lambda session: session.get_one(Case, complaint.id)).state == "resolved"


async def test_a4_3_3_3_2_the_directors_visit_is_not_offered_to_others_to_give_up(
    chen: Browser, complaint: Case
) -> None:
    page = f"/cases/{complaint.number}"
    await chen.post(f"{page}/triage", **{**DECIDED, "severity": "major"})
    shown = (await chen.get(page)).text
    assert "重大投訴" in shown
    assert "沒聯繫上，或不做這次回訪" not in shown
