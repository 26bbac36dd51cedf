"""What an owner types or taps in the web chat."""

import re

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web_guard import Turned, capped, check_origin
from bot.channels.web_room import WebChat, room
from bot.channels.web_settings import MOST_JSON, MOST_LETTERS
from bot.channels.web_text import storable
from dialogs.heard import Heard

KEY = re.compile(r"[A-Za-z0-9-]{1,64}")
MOST_TOKEN = 64  # bytes, as in the Bot API


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """Words or a tapped button, under the key that the page gave it: sent again, it is heard once."""

    id: str
    text: str = ""
    token: str = ""


READ_SAID = msgspec.json.Decoder(Said)


async def write(chat: WebChat, request: Request) -> Response:
    check_origin(request, chat.settings)
    here = await room(chat, request)
    said = _read(await capped(request, MOST_JSON).body())
    await here.hear(Heard(account="", address="", external_id=said.id, text=said.text, token=said.token))
    return JSONResponse({"taken": True})


def checked_key(key: object) -> str:
    """Raises Turned for a key that no page of ours made."""
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise Turned(400, "not_understood")
    return key


def _read(body: bytes) -> Said:
    try:
        said = READ_SAID.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Turned(400, "not_understood") from error
    checked_key(said.id)
    if len(said.text) > MOST_LETTERS:
        raise Turned(422, "too_long")
    said.text = storable(said.text).strip()
    if bool(said.text) == bool(said.token) or len(said.token.encode()) > MOST_TOKEN:
        raise Turned(400, "not_understood")
    return said
