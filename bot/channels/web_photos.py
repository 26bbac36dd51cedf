"""Photos in the web chat: in, checked and cleaned; and out again to who may see them."""

from dataclasses import dataclass
from datetime import timedelta

from anyio import to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response

from bot.channels.web_guard import Turned, capped, check_origin
from bot.channels.web_lines import STORED
from bot.channels.web_room import Room, WebChat, room
from bot.channels.web_settings import MOST_PICTURES, MOST_UPLOAD
from bot.channels.web_text import visible
from bot.channels.web_writing import checked_key
from dialogs.heard import Heard
from locales.web import words
from storage import Missing, transcripts
from storage.files import NoSpace
from storage.pictures import MOST_BYTES, BadPicture, Reason, clean

DAY = timedelta(days=1)
MOST_NAME = 60


@dataclass(frozen=True)
class Refusal:
    """A picture that was not taken, told in the owner's language."""

    name: str
    why: str
    text: str


async def send(chat: WebChat, request: Request) -> Response:
    """Good pictures are one message; each bad one is named with its reason. 422 when none was good."""
    check_origin(request, chat.settings)
    here = await room(chat, request)
    contact = await here.greeted()
    await _check_quota(here, contact)
    form = await _form(request)
    try:
        key = checked_key(form.get("id"))
        if await here.was_heard(key):
            return JSONResponse({"taken": 0, "refused": []})
        return await _take(here, contact, key, _uploads(form))
    finally:
        await form.close()


async def show(chat: WebChat, request: Request) -> Response:
    here = await room(chat, request)
    contact, number = await here.contact(), request.path_params["number"]
    if contact is None:
        raise Turned(404, "no_picture")
    try:
        kept = await chat.store.read_soon(lambda session: transcripts.picture_of(session, contact, number))
    except Missing as missing:
        raise Turned(404, "no_picture") from missing
    assert kept.sha256 is not None
    return FileResponse(chat.files.path(kept.sha256), media_type=kept.media_type)


async def _take(here: Room, contact: int, key: str, uploads: list[UploadFile]) -> Response:
    names, refused = [], []
    for upload in uploads:
        try:
            names.append(STORED + str(await _keep(here, contact, upload)))
        except BadPicture as bad:
            refused.append(_refusal(upload, bad.reason, here.locale))
    if names:
        await here.hear(Heard(account="", address="", external_id=key, pictures=tuple(names)))
    told = {"taken": len(names), "refused": [vars(refusal) for refusal in refused]}
    return JSONResponse(told, status_code=200 if names else 422)


async def _keep(here: Room, contact: int, upload: UploadFile) -> int:
    """Clean one picture, file it, then write its row; its id. Raises BadPicture, Turned."""
    chat = here.chat
    if (upload.size or 0) > MOST_BYTES:
        raise BadPicture(Reason.TOO_LARGE)
    async with chat.cleaners:  # before reading: so many in memory, and no more
        picture = await to_thread.run_sync(clean, await upload.read())
    try:
        stored = await to_thread.run_sync(chat.files.put, picture.data)
    except NoSpace as full:
        raise Turned(507, "no_space") from full
    return await chat.store.write_soon(
        lambda session: transcripts.keep_picture(session, contact, stored.sha256, picture)
    )


async def _form(request: Request) -> FormData:
    try:
        return await capped(request, MOST_UPLOAD).form(max_files=MOST_PICTURES, max_fields=1)
    except (HTTPException, MultiPartException, ClientDisconnect) as error:
        raise Turned(400, "not_understood") from error


def _uploads(form: FormData) -> list[UploadFile]:
    uploads = [part for part in form.getlist("photo") if isinstance(part, UploadFile)]
    if not uploads:
        raise Turned(400, "not_understood")
    return uploads


async def _check_quota(here: Room, contact: int) -> None:
    since = here.chat.clock() - DAY
    sent = await here.chat.store.read_soon(
        lambda session: transcripts.pictures_heard(session, contact, since=since)
    )
    if sent >= here.chat.settings.pictures_a_day:
        raise Turned(429, "enough_pictures")


def _refusal(upload: UploadFile, why: Reason, locale: str) -> Refusal:
    name = visible(upload.filename or "")[-MOST_NAME:]
    return Refusal(name, why, words(locale)[f"picture_{why}"].replace("{name}", name))
