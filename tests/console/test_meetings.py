"""The pages of owners' meetings: the plan, its approval, guests, attendance, minutes, actions (A4.1.4)."""

import pytest
from sqlmodel import col, select

from procedures.kinds import Role
from storage import Store
from storage.tables import Action, Meeting, MeetingGuest, MeetingPlan
from tests.console.seeding import Browser, Clock, Estate
from tests.console.test_reports import add

WANTED = {"begins_at": "2027-03-13T15:00", "place": "會所一樓", "content": "年度懇談會", "people": "主任"}


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
async def test_a4_1_4_the_pages_are_whole_in_every_language(
    chen: Browser, estate: Estate, language: str
) -> None:
    chen.client.cookies.set("huifang_language", language)
    for page in ("/meetings", f"/meetings/{estate.ids['meeting/A']}"):
        text = (await chen.get(page)).text
        assert "<img src=x" not in text
        assert not [each for each in ("plan_state.", "meeting_state.", "coming.") if f">{each}" in text]


async def test_a4_1_4_a_meeting_is_planned_and_the_plan_approved(
    browser: Browser, estate: Estate, sqlite_store: Store
) -> None:
    sqlite_store.write(lambda session: add(session, estate, "wang", Role.DIRECTOR))
    await browser.sign_in("chen")
    assert (await browser.post("/meetings", **WANTED)).status_code == 303
    assert (await browser.post("/meetings", **{**WANTED, "begins_at": "夏天"})).status_code == 422
    newest = select(MeetingPlan.id).order_by(col(MeetingPlan.id).desc())
    plan = sqlite_store.read(lambda session: session.exec(newest).first())
    assert (await browser.post(f"/meeting-plans/{plan}/submit")).status_code == 303
    assert (await browser.post(f"/meeting-plans/{plan}/decide", agreed="true")).status_code == 409
    await browser.sign_in("wang")
    assert f"/meeting-plans/{plan}/decide" in (await browser.get("/meetings")).text
    assert (await browser.post(f"/meeting-plans/{plan}/decide", agreed="true")).status_code == 303
    assert "審批通過" in (await browser.get("/meetings")).text


async def test_a4_1_4_attendance_minutes_and_an_action_are_put_on_record(
    browser: Browser, estate: Estate, sqlite_store: Store, clock: Clock
) -> None:
    clock.later(days=3, hours=1)
    await browser.sign_in("chen")
    page, guest = f"/meetings/{estate.ids['meeting/A']}", estate.ids["guest/A"]
    assert (await browser.post(page + "/held", guests=str(guest))).status_code == 422
    assert (await browser.post(page + "/held", guests=str(guest), minutes="增設充電樁")).status_code == 303
    action = {"kind": "preventive", "what": "查用電", "responsible": estate.ids["staff/ho"]}
    assert (await browser.post(page + "/action", due_on="2026-12-01", **action)).status_code == 303
    text = (await browser.get(page)).text
    assert "增設充電樁" in text
    assert "查用電" in text
    found = sqlite_store.read(lambda session: session.get_one(MeetingGuest, guest).attended)
    state = sqlite_store.read(lambda session: session.get_one(Meeting, estate.ids["meeting/A"]).state)
    number = sqlite_store.read(lambda session: session.exec(select(Action.meeting_id)).all()[-1])
    assert (found, state, number) == (True, "held", estate.ids["meeting/A"])
