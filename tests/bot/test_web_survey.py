"""A survey behind a link: three languages, nothing lost, nothing of others, no script (A4.1.5)."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, select

from bot.channels.web_settings import WebChatSettings
from bot.channels.web_survey import survey_pages
from procedures.surveying import token
from storage import Session, Store
from storage.files import FileStore
from storage.tables import Answer, Invitation, Owner, Question, Survey, Unit
from tests.bot.web_chat import HOME, Clock, browser, site

SEED = "s" * 43
LINK = f"/survey/{token(SEED, 1)}"
SCRIPT = "<script>alert(1)</script>"


def _add(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return row.id


def _seed(session: Session, clock: Clock) -> None:
    owner = _add(session, Owner(centre_id=1, name="Lin"))
    unit = _add(session, Unit(centre_id=1, building="3座", room="12A"))
    times: dict[str, Any] = {
        "drafted_at": clock.now,
        "started_at": clock.now,
        "ends_at": clock.now + timedelta(days=21),
    }
    survey = Survey(centre_id=1, half="2026-H2", clause="A4.1.5", state="running", seed=SEED, **times)
    which = _add(session, survey)
    own = {"words": '{"zh-Hant": "泳池", "zh-Hans": "泳池2", "en": "the pool"}'}
    for place, (key, kind, more) in enumerate(
        (
            ("pool", "rating", own),
            ("suggestion", "words", {"text_id": "survey.ask_suggestion"}),
        )
    ):
        _add(session, Question(survey_id=which, place=place, key=key, kind=kind, category="other", **more))
    _add(session, Invitation(centre_id=1, survey_id=which, key="unit:1", unit_id=unit, owner_id=owner))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(sqlite_store: Store, files: FileStore, clock: Clock) -> FastAPI:
    app = site(sqlite_store, files, clock)
    app.include_router(survey_pages(sqlite_store, clock, WebChatSettings()))
    sqlite_store.write(lambda session: _seed(session, clock))
    return app


def kept(store: Store) -> dict[str, str]:
    rows = store.read(lambda session: session.exec(select(Answer).order_by(col(Answer.id))).all())
    return {row.value: row.words for row in rows}


@pytest.mark.parametrize(("locale", "title"), [("zh-Hant", "泳池"), ("zh-Hans", "泳池2"), ("en", "the pool")])
async def test_a_companys_own_question_is_asked_in_the_owners_language(
    app: FastAPI, locale: str, title: str
) -> None:
    async with browser(app) as lin:
        shown = await lin.get(f"{LINK}?lang={locale}")
    assert (shown.status_code, f'<html lang="{locale}"' in shown.text, title in shown.text) == (
        200,
        True,
        True,
    )
    assert "<script" not in shown.text
    assert "style=" not in shown.text


async def test_what_is_written_is_kept_as_written_and_shown_harmless(
    app: FastAPI, sqlite_store: Store
) -> None:
    async with browser(app) as lin:
        saved = await lin.post(LINK, data={"w-suggestion": SCRIPT, "lang": "en"})
        again = await lin.get(saved.headers["location"])
    assert (saved.status_code, kept(sqlite_store)) == (303, {"words": SCRIPT})
    assert '<html lang="en"' in again.text
    assert SCRIPT not in again.text


async def test_what_cannot_be_taken_is_shown_again_as_it_was_filled_in(
    app: FastAPI, sqlite_store: Store
) -> None:
    async with browser(app) as lin:
        empty = await lin.post(LINK, data={"do": "send"})
        wrong = await lin.post(LINK, data={"do": "send", "q-pool": "9", "w-suggestion": "多種花"})
        long = await lin.post(LINK, data={"do": "send", "q-pool": "5", "w-suggestion": "長" * 2001})
    assert [answer.status_code for answer in (empty, wrong, long)] == [409, 409, 422]
    assert "多種花" in wrong.text
    assert "長" * 2001 in long.text
    assert kept(sqlite_store) == {}


async def test_it_is_sent_once_and_closes_in_time(app: FastAPI, clock: Clock) -> None:
    async with browser(app) as lin:
        assert "已經收到" in (await lin.post(LINK, data={"do": "send", "q-pool": "5"})).text
        second = await lin.post(LINK, data={"do": "send", "q-pool": "1"})
        assert (second.status_code, "每份邀請填一次" in second.text) == (200, True)
        assert "每份邀請填一次" in (await lin.get(LINK)).text
        clock.move(days=30)
        assert (await lin.get(LINK)).status_code == 200


@pytest.mark.parametrize(
    "path", ["/survey/x", f"/survey/{token('other', 1)}", "/results/a/2026-H2", "/results/a/x"]
)
async def test_whatever_is_not_there_is_a_kind_404(app: FastAPI, path: str) -> None:
    async with browser(app) as lin:
        assert (await lin.get(path)).status_code == 404


async def test_another_site_cannot_answer(app: FastAPI, sqlite_store: Store) -> None:
    async with browser(app) as lin:
        answer = await lin.post(LINK, data={"q-pool": "1"}, headers={"Origin": "https://evil.example"})
        big = await lin.post(LINK, data={"w-suggestion": "x" * 70_000}, headers={"Origin": HOME})
    assert (answer.status_code, big.status_code, kept(sqlite_store)) == (403, 413, {})
