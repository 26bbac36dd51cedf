"""The coverage page says what was counted, and shows both lists behind it."""

import pytest
from sqlmodel import func, select

from procedures.kinds import Outcome, RevisitForm, RevisitState, Role
from storage import Session, Store
from storage.tables import Revisit
from tests.console.seeding import MORNING, Browser, Estate

CALL = {"form": "phone", "outcome": "solved", "words": "都好了"}


def owed(store: Store, estate: Estate, **given: object) -> int:
    """One more revisit of centre A, of the owner without a case if none is named."""
    about = {
        "centre_id": estate.ids["centre/A"],
        "owner_id": estate.ids["owner/A"],
        "rule": "repair",
        "form": RevisitForm.PHONE,
        "by_whom": Role.ASSISTANT,
        "clause": "A4.3.3.2",
        "due_at": MORNING,
    }

    def unit(session: Session) -> int:
        row = Revisit.model_validate({**about, **given})
        session.add(row)
        session.flush()
        return row.id or 0

    return store.write(unit)


@pytest.fixture
def counted(sqlite_store: Store, estate: Estate) -> Estate:
    """Two repairs asked about, one left out, one of another month."""
    made = {"state": RevisitState.DONE, "done_at": MORNING, "done_form": "phone", "outcome": Outcome.SOLVED}
    owed(sqlite_store, estate, **made)
    owed(sqlite_store, estate, **made)
    owed(sqlite_store, estate, state=RevisitState.SKIPPED, why="業主 <b>出國", done_at=MORNING)
    owed(sqlite_store, estate, due_at=MORNING.replace(month=10))
    return estate


async def test_a4_3_3_2_the_page_shows_the_rate_the_target_and_the_numbers(
    chen: Browser, counted: Estate
) -> None:
    page = (await chen.get("/coverage?month=2026-11")).text
    assert "66.6" in page
    assert "目標 80 %" in page
    assert "3 次中完成 2 次" in page
    assert "未達標" in page


async def test_both_lists_are_one_click_away_and_add_up(chen: Browser, counted: Estate) -> None:
    missing = (await chen.get("/coverage/repairs?month=2026-11&which=missing")).text
    assert "業主 &lt;b&gt;出國" in missing
    assert missing.count("counted-") == 1
    made = (await chen.get("/coverage/repairs?month=2026-11&which=made")).text
    assert made.count("counted-done") == 2


async def test_a_month_or_list_that_is_none_is_the_usual_one(chen: Browser, counted: Estate) -> None:
    assert "2026-11" in (await chen.get("/coverage?month=2026-99")).text
    assert (await chen.get("/coverage/repairs?month=x&which=y")).status_code == 200


@pytest.mark.parametrize("line", ["nothing", "new_owners", "%00", "x" * 400])
async def test_a_line_that_the_procedure_has_not_is_not_there(
    chen: Browser, estate: Estate, line: str
) -> None:
    assert (await chen.get(f"/coverage/{line}")).status_code == 404


async def test_a_call_of_an_owner_without_a_case_is_written_down(
    chen: Browser, sqlite_store: Store, estate: Estate
) -> None:
    planned = {"form": "phone", "at": "2026-11-25T15:00", "unit": estate.ids["unit/A"], "why": "獨居老人"}
    assert (await chen.post(f"/owners/{estate.ids['owner/A']}/revisit", **planned)).status_code == 303
    assert "林太A" in (await chen.get("/revisits")).text
    newest = sqlite_store.read(lambda session: session.exec(select(func.max(Revisit.id))).one())
    refused = await chen.post(f"/revisits/{newest}", **{**CALL, "words": " "})
    assert refused.status_code == 409
    assert (await chen.post(f"/revisits/{newest}", **CALL)).headers["location"].endswith("/revisits")
    row = sqlite_store.read(lambda session: session.get_one(Revisit, newest))
    assert (row.state, row.done_by, row.words) == ("done", estate.ids["staff/chen"], "都好了")


async def test_a_time_that_has_passed_is_refused_with_what_was_typed(chen: Browser, estate: Estate) -> None:
    late = {"form": "phone", "at": "2026-11-01T15:00", "why": "獨居老人"}
    answer = await chen.post(f"/owners/{estate.ids['owner/A']}/revisit", **late)
    assert answer.status_code == 409
    assert "獨居老人" in answer.text
    assert "請選一個還沒過去的時間" in answer.text


async def test_an_attempt_needs_its_words_and_giving_up_a_head(chen: Browser, estate: Estate) -> None:
    path = f"/revisits/{estate.ids['revisit/A']}/drop"
    assert "請寫明原因" in (await chen.post(path, what="fail", why=" ")).text
    assert (await chen.post(path, what="skip", why="忙")).status_code == 409
    assert (await chen.post(path, what="lose", why="忙")).status_code == 422
    assert (await chen.post(path, what="fail", why="三次無人接聽")).status_code == 409
    assert (await chen.post(path, what="tried", why="無人接聽")).status_code == 303
