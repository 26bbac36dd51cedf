import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlmodel import func, select

from bot.channels.web_settings import WebChatSettings
from dialogs.speech import Spoken
from storage import Session, Store
from storage.files import FileStore
from storage.tables import Attachment, Centre
from tests.bot.web_chat import Clock, browser, photo, say, site

Upload = tuple[str, tuple[str, bytes, str]]


@pytest.fixture
def app(store: Store, files: FileStore) -> FastAPI:
    return site(store, files, Clock(), WebChatSettings(pictures_a_day=12))


@pytest.fixture
def light_app(sqlite_store: Store, files: FileStore) -> FastAPI:
    return site(sqlite_store, files, Clock(), WebChatSettings(pictures_a_day=2))


def upload(data: bytes, name: str = "leak.jpg") -> Upload:
    return ("photo", (name, data, "image/jpeg"))


async def send(client: AsyncClient, key: str, *uploads: Upload) -> Response:
    headers = {"Accept-Language": "en"}
    return await client.post("/chat/a/photos", data={"id": key}, files=uploads, headers=headers)


async def pictures(client: AsyncClient) -> list[str]:
    lines = (await client.get("/chat/a/messages")).json()["lines"]
    return [address for line in lines for address in line["pictures"]]


async def test_lin_sends_an_album_and_sees_it(app: FastAPI) -> None:
    async with browser(app) as lin:
        answer = await send(lin, "k1", upload(photo()), upload(photo("navy")))
        assert answer.json() == {"taken": 2, "refused": []}
        addresses = await pictures(lin)
        shown = await lin.get(addresses[1])
    assert len(addresses) == 2
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["cache-control"] == "no-store"
    assert shown.content.startswith(b"\xff\xd8\xff")


async def test_somebody_elses_photo_is_a_404(app: FastAPI) -> None:
    async with browser(app) as lin, browser(app) as neighbour:
        await send(lin, "k1", upload(photo()))
        (address,) = await pictures(lin)
        assert (await neighbour.get(address)).status_code == 404
        await neighbour.post("/chat/a/messages", json={"id": "k1", "text": "hi"})
        assert (await neighbour.get(address)).status_code == 404
        assert (await lin.get(address.replace("/a/", "/b/"))).status_code == 404
        assert (await lin.get("/chat/a/pictures/999999")).status_code == 404


@pytest.mark.parametrize(("centre", "status"), [("a", 200), ("b", 404)])
async def test_a_photo_from_staff_is_shown_if_it_is_of_this_centre(
    light_app: FastAPI, sqlite_store: Store, files: FileStore, centre: str, status: int
) -> None:
    kept = files.put(photo())

    def keep(session: Session) -> int | None:
        of = session.exec(select(Centre.id).where(Centre.code == centre)).one()
        row = Attachment(centre_id=of or 0, state="stored", sha256=kept.sha256, media_type="image/jpeg")
        session.add(row)
        session.flush()
        return row.id

    async with browser(light_app) as lin:
        await lin.post("/chat/a/messages", json={"id": "k1", "text": "hi"})
        number = sqlite_store.write(keep) or 0
        say(sqlite_store, Spoken("修好了", pictures=(number,), by="Chen"), at=Clock().now)
        assert (await lin.get(f"/chat/a/pictures/{number}")).status_code == status


async def test_a_bad_picture_is_named_and_the_good_one_is_kept(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        answer = await send(lin, "k1", upload(b"no", "no\u202e.jpg"), upload(photo()))
        told = answer.json()
        assert len(await pictures(lin)) == 1
    assert (answer.status_code, told["taken"], told["refused"][0]["why"]) == (200, 1, "not_a_picture")
    assert told["refused"][0]["text"].startswith("“no[U+202E].jpg” is not a photo")


async def test_nothing_but_bad_pictures_is_refused(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        answer = await send(lin, "k1", upload(b""), upload(b"<svg/>", "x.svg"))
        assert answer.status_code == 422
        assert [refused["why"] for refused in answer.json()["refused"]] == ["empty", "not_a_picture"]
        assert await pictures(lin) == []


async def test_photos_sent_again_are_kept_once(light_app: FastAPI, sqlite_store: Store) -> None:
    async with browser(light_app) as lin:
        for _ in range(2):
            assert (await send(lin, "k1", upload(photo()))).status_code == 200
        assert len(await pictures(lin)) == 1
    kept = sqlite_store.read(lambda session: session.exec(select(func.count()).select_from(Attachment)).one())
    assert kept == 1


async def test_enough_pictures_for_a_day_is_said_kindly(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        await send(lin, "k1", upload(photo()), upload(photo("navy")))
        answer = await send(lin, "k2", upload(photo()))
    assert (answer.status_code, answer.json()["why"]) == (429, "enough_pictures")


async def test_more_than_nine_are_refused(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        answer = await send(lin, "k1", *[upload(photo())] * 10)
        assert answer.status_code == 400
        assert await pictures(lin) == []


async def test_too_much_is_refused_before_it_is_read(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        headers = {"Content-Length": str(10**9), "Content-Type": "multipart/form-data; boundary=x"}
        answer = await lin.post("/chat/a/photos", content=b"--x", headers=headers)
    assert answer.status_code == 413


async def test_a_form_that_is_none_is_refused(light_app: FastAPI) -> None:
    async with browser(light_app) as lin:
        for content_type in ("multipart/form-data", "multipart/form-data; boundary=x", "text/plain"):
            answer = await lin.post("/chat/a/photos", content=b"\0", headers={"Content-Type": content_type})
            assert answer.status_code == 400
