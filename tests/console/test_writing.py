"""Forms: their tokens, their faults, two people at once, and what happens in the case."""

from io import BytesIO

import pytest
from httpx import ASGITransport, AsyncClient, Response
from PIL import Image
from sqlmodel import select

from console.settings import ConsoleSettings
from storage import Session, Store, unfiled
from storage.cases import NewTask
from storage.tables import Attachment, Case, Contact, Message, Staff, Task
from tests.console.seeding import CSRF_COOKIE, MORNING, PASSWORD, SCRIPTS, Browser, Clock, Estate
from tests.console.serving import console


def case(store: Store, estate: Estate) -> Case:
    return store.read(lambda s: s.get_one(Case, estate.ids["case/A"]))


def page_of(estate: Estate) -> str:
    return f"/cases/{estate.numbers['A']}"


async def test_a_form_without_its_token_changes_nothing(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    for token in (None, "", "forged"):
        data = {} if token is None else {"csrftoken": token}
        answer = await chen.client.post(page_of(estate) + "/take", data=data)
        assert answer.status_code == 403
    assert case(sqlite_store, estate).state == "open"


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
async def test_another_sites_page_cannot_act(
    chen: Browser, estate: Estate, sqlite_store: Store, headers: dict[str, str]
) -> None:
    data = {"csrftoken": chen.client.cookies[CSRF_COOKIE]}
    answer = await chen.client.post(page_of(estate) + "/take", data=data, headers=headers)
    assert answer.status_code == 403
    assert case(sqlite_store, estate).state == "open"


async def test_a_body_larger_than_any_form_is_not_read(chen: Browser, estate: Estate) -> None:
    assert (await chen.post(page_of(estate) + "/log-call", words="x" * 70_000)).status_code == 413


async def test_staff_take_reply_and_resolve(chen: Browser, estate: Estate, sqlite_store: Store) -> None:
    assert (await chen.post(page_of(estate) + "/take")).status_code == 303
    assert (await chen.post(page_of(estate) + "/reply", words="馬上來")).status_code == 303
    done = {"cause": "喉管老化", "measure": "換喉", "words": "已換好"}
    assert (await chen.post(page_of(estate) + "/resolve", **done)).status_code == 303
    found = case(sqlite_store, estate)
    assert (found.state, found.measure, found.promise_kept) == ("resolved", "換喉", True)
    text = (await chen.get(page_of(estate))).text
    assert "馬上來" in text
    assert "安排回訪" in text


async def test_a_reply_reaches_the_owner(chen: Browser, estate: Estate, sqlite_store: Store) -> None:
    await chen.post(page_of(estate) + "/reply", words="<b>馬上來</b>")
    said = select(Message).where(Message.by_staff_id == estate.ids["staff/chen"])
    found = sqlite_store.read(lambda s: s.exec(said).one())
    assert "<b>馬上來</b>" in found.body
    assert found.contact_id == estate.ids["contact/A"]


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


async def reply_with(chen: Browser, estate: Estate, *photos: bytes) -> Response:
    await chen.get("/")
    data = {"words": "修好了，請看", "csrftoken": chen.client.cookies[CSRF_COOKIE]}
    sent = [("photos", ("done.png", photo, "image/png")) for photo in photos]
    return await chen.client.post(page_of(estate) + "/reply", data=data, files=sent)


async def test_a_reply_takes_pictures_small_enough_for_every_channel(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    assert (await reply_with(chen, estate, png(5000, 50), png(8, 6))).status_code == 303
    mine = select(Attachment).where(Attachment.source == f"staff:{estate.ids['staff/chen']}")
    kept = sqlite_store.read(lambda s: s.exec(mine).all())
    assert [(one.width, one.height, one.media_type) for one in kept] == [
        (2560, 25, "image/jpeg"),
        (8, 6, "image/jpeg"),
    ]
    page = (await chen.get(page_of(estate))).text
    address = f"{page_of(estate)}/photos/{kept[0].id}"
    assert address in page.partition('id="lines"')[2]
    assert address not in page.partition('id="lines"')[0]
    assert (await chen.get(address)).headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("photos", "why"),
    [([b"GIF89a"], "只收 20 MB 以內"), ([b"x"] * 10, "最多 9 張")],
    ids=["no picture", "ten"],
)
async def test_pictures_that_cannot_be_sent_hold_up_the_reply_and_lose_no_word(
    chen: Browser, estate: Estate, sqlite_store: Store, photos: list[bytes], why: str
) -> None:
    answer = await reply_with(chen, estate, *photos)
    assert answer.status_code == 422
    assert why in answer.text
    assert "修好了，請看" in answer.text
    said = select(Message).where(Message.by_staff_id == estate.ids["staff/chen"])
    assert sqlite_store.read(lambda s: s.exec(said).all()) == []


async def test_a_refusal_is_told_and_nothing_typed_is_lost(chen: Browser, estate: Estate) -> None:
    answer = await chen.post(page_of(estate) + "/resolve", cause="喉管", measure="", words="已換好新喉")
    assert answer.status_code == 409
    assert "請先派單或接手" in answer.text
    assert "已換好新喉" in answer.text


async def test_a_fault_is_marked_and_nothing_typed_is_lost(chen: Browser, estate: Estate) -> None:
    filled = {"source": "phone", "home": "9座 99Z", "matter": "repair:drain", "story": "水退得慢"}
    answer = await chen.post("/new-case", **filled)
    assert answer.status_code == 422
    assert "請從清單中選擇。" in answer.text
    assert "水退得慢" in answer.text


@pytest.mark.parametrize("field", ["centre_id", "state", "by", "id"])
async def test_fields_that_no_form_has_are_refused(
    chen: Browser, estate: Estate, sqlite_store: Store, field: str
) -> None:
    answer = await chen.post(page_of(estate) + "/take", **{field: "2"})
    assert answer.status_code == 422
    assert case(sqlite_store, estate).state == "open"


async def test_the_second_of_two_is_told(
    chen: Browser,
    estate: Estate,
    sqlite_store: Store,
    settings: ConsoleSettings,
    clock: Clock,
) -> None:
    transport = ASGITransport(console(sqlite_store, settings, clock))
    async with AsyncClient(transport=transport, base_url="http://desk.example") as client:
        wong = Browser(client)
        await wong.sign_in("wong")
        assert (await wong.post(page_of(estate) + "/take", seen=1)).status_code == 303
    answer = await chen.post(page_of(estate) + "/take", seen=1)
    assert answer.status_code == 409
    assert "黃助理剛剛已經操作" in answer.text
    assert case(sqlite_store, estate).handler_id == estate.ids["staff/wong"]


async def test_a_call_becomes_a_case(chen: Browser, estate: Estate, sqlite_store: Store) -> None:
    filled = {"source": "phone", "home": "3座 12A · 林太A", "matter": "complaint:noise", "story": "太吵"}
    answer = await chen.post("/new-case", **filled)
    number = answer.headers["location"].removeprefix("/cases/")
    found = sqlite_store.read(lambda s: s.exec(select(Case).where(Case.number == number)).one())
    assert (found.kind, found.source, found.owner_id) == ("complaint", "phone", estate.ids["owner/A"])


async def test_a_call_about_another_place_keeps_its_haste_and_its_wish(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    filled = {
        "source": "phone",
        "place": "地下車庫",
        "matter": "repair:power",
        "story": "沒電",
        "urgent": "true",
    }
    answer = await chen.post("/new-case", **filled, wished_by="2099-01-01T12:00")
    number = answer.headers["location"].removeprefix("/cases/")
    found = sqlite_store.read(lambda s: s.exec(select(Case).where(Case.number == number)).one())
    assert (found.place, found.urgent, found.unit_id) == ("地下車庫", True, None)
    assert found.wished_by
    assert found.wished_by.isoformat() == "2099-01-01T04:00:00+00:00"


@pytest.mark.parametrize(
    "wrong",
    [{"place": "", "home": ""}, {"wished_by": "2020-01-01T12:00"}, {"wished_by": "soon"}, {"home": "x"}],
)
async def test_a_call_needs_a_place_and_a_time_to_come(chen: Browser, wrong: dict[str, str]) -> None:
    filled = {"source": "phone", "place": "大堂", "matter": "repair:power", "story": "沒電", **wrong}
    assert (await chen.post("/new-case", **filled)).status_code == 422


async def test_words_that_nobody_filed_are_filed_from_their_task(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    task = sqlite_store.write(lambda s: unfiled_words(s, estate))
    assert "樓道燈壞了" in (await chen.get("/tasks")).text
    page = (await chen.get(f"/new-case?task={task}")).text
    assert "樓道燈壞了" in page
    assert '"repair:power" selected' in page
    filled = {"source": "chat", "task": str(task), "matter": "repair:power", "story": "樓道燈壞了"}
    assert (await chen.post("/new-case", **filled)).status_code == 303
    assert sqlite_store.read(lambda s: s.get_one(Task, task)).done_at
    assert (await chen.post("/new-case", **filled)).status_code == 404


def unfiled_words(session: Session, estate: Estate) -> int:
    contact = session.get_one(Contact, estate.ids["contact/A"])
    unfiled.tell_staff(session, contact, "樓道燈壞了", clause="A4.2.2", now=MORNING)
    return session.exec(select(Task.id).where(Task.kind == unfiled.KIND)).one() or 0


async def test_an_alarm_shows_its_words_and_is_filed_or_ends_with_a_record(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    task = sqlite_store.write(lambda s: alarm(s, estate))
    page = (await chen.get("/tasks")).text
    assert "2座電梯有人被困" in page
    assert f"/new-case?task={task}" in page
    assert '"repair:lift" selected' in (await chen.get(f"/new-case?task={task}")).text
    refused = await chen.post(f"/tasks/{task}/done", note="")
    assert (refused.status_code, "A4.2.1" in refused.text) == (409, True)
    assert (await chen.post(f"/tasks/{task}/done", note="電梯公司已到場，人已救出")).status_code == 303


def alarm(session: Session, estate: Estate) -> int:
    contact = estate.ids["contact/A"]
    centre = session.get_one(Contact, contact).centre_id
    new = NewTask(centre, unfiled.ALARM, "message:1", due_at=MORNING, contact_id=contact, clause="A4.2.1")
    unfiled.alarm(session, new, "2座電梯有人被困")
    return session.exec(select(Task.id).where(Task.kind == unfiled.ALARM)).one() or 0


@pytest.mark.parametrize("matter", ["repair:fees", "repair:", "x:y", ":", "repair:drain:x"])
async def test_kind_and_category_must_fit(chen: Browser, matter: str) -> None:
    filled = {"source": "phone", "home": "3座 12A · 林太A", "matter": matter, "story": "太吵"}
    assert (await chen.post("/new-case", **filled)).status_code == 422


async def test_a_revisit_made_by_phone_is_written_down(
    chen: Browser, estate: Estate, sqlite_store: Store
) -> None:
    sqlite_store.write(lambda s: setattr(s.get_one(Case, estate.ids["case/A"]), "state", "resolved"))
    filled = {"form": "phone", "outcome": "not", "words": "還在漏", "speed": "4", "manner": ""}
    answer = await chen.post(f"/revisits/{estate.ids['revisit/A']}", **filled)
    assert answer.status_code == 303
    reworks = select(Case).where(Case.parent_id == estate.ids["case/A"])
    assert sqlite_store.read(lambda s: s.exec(reworks).one()).relation == "rework"
    assert "返修" in (await chen.get(page_of(estate))).text


async def test_only_forms_that_a_person_makes_are_written_down(chen: Browser, estate: Estate) -> None:
    filled = {"form": "chat", "outcome": "solved", "words": "好"}
    answer = await chen.post(f"/revisits/{estate.ids['revisit/A']}", **filled)
    assert answer.status_code == 422


async def test_a_task_is_done_once(chen: Browser, estate: Estate, sqlite_store: Store) -> None:
    path = f"/tasks/{estate.ids['task/A']}/done"
    assert (await chen.post(path, note="打過電話")).status_code == 303
    assert (await chen.post(path, note="再打一次")).status_code == 409
    assert sqlite_store.read(lambda s: s.get_one(Task, estate.ids["task/A"])).note == "打過電話"


async def test_an_admin_adds_somebody_who_can_sign_in(browser: Browser, sqlite_store: Store) -> None:
    await browser.sign_in("admin")
    filled = {"login": "New", "name": "新同事", "role": "assistant", "password": PASSWORD}
    assert (await browser.post("/staff", **filled)).status_code == 303
    added = sqlite_store.read(lambda s: s.exec(select(Staff).where(Staff.login == "new")).one())
    assert added.password_hash.startswith("$argon2id$")
    await browser.post("/sign-out")
    assert (await browser.sign_in("new")).status_code == 303


async def test_a_code_is_shown_once(chen: Browser, estate: Estate) -> None:
    answer = await chen.post(f"/owners/{estate.ids['owner/A']}/code")
    code = answer.text.split('<span class="code" id="code"><b>')[1].split("<")[0]
    assert len(code) == 12
    assert code not in (await chen.get("/owners")).text


@pytest.mark.parametrize("page", ["case", "/", "/tasks", "/cases"])
async def test_what_owners_write_is_shown_as_typed(chen: Browser, estate: Estate, page: str) -> None:
    text = (await chen.get(page_of(estate) if page == "case" else page)).text
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt; **bold** {{ 7*7 }} [a](javascript:alert(1))" in text
    assert "onerror" in SCRIPTS


async def test_what_staff_search_for_is_shown_as_typed(chen: Browser) -> None:
    assert "<script>alert" not in (await chen.get('/cases?q="><script>alert(1)</script>')).text
