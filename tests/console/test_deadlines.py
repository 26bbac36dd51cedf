"""Deadlines at the console: a new time, somebody higher, the note to quality, and why a time is due."""

from typing import Any

import pytest

from desk import cases
from desk.actor import Actor
from procedures.kinds import Category, Kind, Role
from storage import Session, Store
from storage.tables import Case, Postponement
from tests.console.seeding import MORNING, Browser, Clock, Estate


def case(store: Store, estate: Estate) -> Case:
    return store.read(lambda s: s.get_one(Case, estate.ids["case/A"]))


@pytest.fixture
def page(estate: Estate) -> str:
    return f"/cases/{estate.numbers['A']}"


async def test_a_new_time_is_given_in_the_centres_own_time(
    chen: Browser, page: str, estate: Estate, sqlite_store: Store
) -> None:
    await chen.post(page + "/postpone", until="2026-11-27T18:30", reason="<b>等配件</b>")
    assert case(sqlite_store, estate).close_by is not None
    new = sqlite_store.read(lambda s: s.get_one(Postponement, 1))
    assert new.until.isoformat() == "2026-11-27T10:30:00+00:00"
    assert "&lt;b&gt;等配件&lt;/b&gt;" in (await chen.get(page)).text


@pytest.mark.parametrize("until", ["", "soon", "2026-02-30T10:00", "9999-12-31T23:59", "1e10", "2026-11-27"])
async def test_what_is_no_time_is_said_beside_its_field(chen: Browser, page: str, until: str) -> None:
    answer = await chen.post(page + "/postpone", until=until, reason="等配件")
    assert answer.status_code == 422
    assert "請填寫日期和時間" in answer.text
    assert "等配件" in answer.text


async def test_a_time_that_is_past_is_refused_and_the_words_are_kept(chen: Browser, page: str) -> None:
    answer = await chen.post(page + "/postpone", until="2026-11-24T09:59", reason="等配件")
    assert answer.status_code == 409
    assert "這個時間已經過去" in answer.text
    assert "等配件" in answer.text


async def test_a_new_time_of_another_case_is_not_decided_here(
    chen: Browser, page: str, estate: Estate
) -> None:
    for number in (1, 2**40):
        answer = await chen.post(page + "/decide-postponing", postponement=number, decision="agree")
        assert answer.status_code == 404


async def test_calling_somebody_higher_is_shown_in_the_case_and_on_the_board(
    chen: Browser, page: str, estate: Estate, sqlite_store: Store
) -> None:
    await chen.post(page + "/escalate", reason="超出權限")
    assert case(sqlite_store, estate).level == Role.DEPARTMENT_HEAD
    assert "超出權限" in (await chen.get(page)).text
    assert "部門主管" in (await chen.get("/")).text


async def test_why_a_time_is_due_is_answered_with_clause_and_steps(chen: Browser, page: str) -> None:
    text = (await chen.get(page)).text
    assert "A4.2.3.1.1" in text
    assert "先致歉、安撫、解釋" in text
    assert "計入一天" in text
    assert "先致歉" in (await chen.get("/clauses")).text


async def test_a_broken_promise_is_in_its_months_list(chen: Browser, clock: Clock, estate: Estate) -> None:
    clock.later(hours=5)
    await chen.sign_in("chen")
    assert estate.numbers["A"] in (await chen.get("/promises?month=2026-11")).text
    for other in ("2026-10", "2026-12", "2026-13", "x"):
        there = estate.numbers["A"] in (await chen.get(f"/promises?month={other}")).text
        assert there == (other in ("2026-13", "x"))


async def test_a_company_case_is_returned_from_its_page(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    who = Actor(estate.ids["staff/chen"], estate.ids["centre/A"], Role.ASSISTANT, "陳助理")
    about: dict[str, Any] = {
        "kind": Kind.ENQUIRY,
        "category": Category.OTHER,
        "unit_id": estate.ids["unit/A"],
    }

    def opened(session: Session) -> str:
        new = cases.open_by_staff(
            session, **about, owner_id=None, story="x", source="company", by=who, now=MORNING
        )
        cases.take(session, new.id, by=who, now=MORNING)
        cases.resolve(session, new.id, cause="", measure="", words="好了", by=who, now=MORNING)
        return new.number

    number = sqlite_store.write(opened)
    assert "給品質部的說明" in (await chen.get(f"/cases/{number}")).text
    assert (await chen.post(f"/cases/{number}/return-case", words="已辦結")).status_code == 303
    assert "已回覆品質部" in (await chen.get(f"/cases/{number}")).text
