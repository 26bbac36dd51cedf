"""An admin may only reply: other acts are refused and not offered; a handler can take what is theirs."""

import pytest
from sqlmodel import SQLModel, select

from storage import Session, Store
from storage.tables import BindCode, Case, CaseEvent, Revisit, Task
from tests.console.seeding import Browser, Estate
from tests.console.test_authorisation import ROWS, things

OWNERS_WORD = {"form": "phone", "outcome": "solved", "words": "ok"}
CALLED = {"source": "phone", "place": "大堂", "matter": "repair:power", "story": "沒電"}
HELD_BACK = {
    "give_code": ("/owners", "/code"),
    "confirm-owner": ("/cases/{case}", "/confirm-owner"),
    "record_revisit": ("/cases/{case}", "/revisits/{revisit}"),
    "finish_task": ("/tasks", "/tasks/{task}/done"),
    "open_case": ("/tasks", "/new-case"),
}


@pytest.fixture
async def admin(browser: Browser) -> Browser:
    assert (await browser.sign_in("admin")).status_code == 303
    return browser


def all_rows(store: Store) -> list[str]:
    tables: tuple[type[SQLModel], ...] = (BindCode, Case, CaseEvent, Revisit, Task)
    return store.read(lambda s: [repr(row) for table in tables for row in s.exec(select(table))])


@pytest.mark.parametrize("name", HELD_BACK)
async def test_what_an_admin_may_not_do_changes_nothing(
    admin: Browser, estate: Estate, sqlite_store: Store, name: str
) -> None:
    own, before = things(estate, "A"), all_rows(sqlite_store)
    fields = {"record_revisit": OWNERS_WORD, "open_case": CALLED}.get(name, ROWS[name].fields)
    filled = {field: value.format(**own) for field, value in fields.items()}
    answer = await admin.post(ROWS[name].path.format(**own), **filled)
    assert answer.status_code == 409
    assert "管理員沒有權限" in answer.text
    assert all_rows(sqlite_store) == before


@pytest.mark.parametrize("name", HELD_BACK)
@pytest.mark.parametrize(("login", "offered"), [("chen", True), ("admin", False)])
async def test_only_those_who_may_are_offered_the_form(
    browser: Browser, estate: Estate, sqlite_store: Store, name: str, login: str, offered: bool
) -> None:
    await browser.sign_in(login)
    nobody_knows_who(sqlite_store, estate)
    page, form = (part.format(**things(estate, "A")) for part in HELD_BACK[name])
    text = (await browser.get(page)).text
    assert (f'{form}"' in text or f'{form}#code"' in text) is offered


async def test_who_is_given_a_case_can_take_it(chen: Browser, estate: Estate, sqlite_store: Store) -> None:
    page = f"/cases/{estate.numbers['A']}"
    await chen.post(page + "/assign", handler=estate.ids["staff/chen"])
    assert f'{page}/take"' in (await chen.get(page)).text
    await chen.post(page + "/take")
    assert f'{page}/take"' not in (await chen.get(page)).text


def nobody_knows_who(store: Store, estate: Estate) -> None:
    def unit(session: Session) -> None:
        session.get_one(Case, estate.ids["case/A"]).owner_id = None

    store.write(unit)
