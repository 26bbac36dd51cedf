"""The owners' web chat: a page, what it sends, and what it is told."""

from collections.abc import Awaitable, Callable
from functools import partial

from anyio import CapacityLimiter
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels import web_front, web_photos, web_reading, web_writing
from bot.channels.web_bell import Bell
from bot.channels.web_guard import Turned, armour
from bot.channels.web_language import language
from bot.channels.web_looks import static
from bot.channels.web_room import WebChat
from bot.channels.web_settings import Clock, Take, WebChatSettings
from locales.web import words
from storage import Store, Unavailable
from storage.files import FileStore

Endpoint = Callable[[WebChat, Request], Awaitable[Response]]
PICTURES_AT_ONCE = 2
AGAIN_IN_SECONDS = "5"


def web_chat(
    store: Store, files: FileStore, take: Take, clock: Clock, settings: WebChatSettings
) -> APIRouter:
    """Everything under `/chat`; `take` hears an owner in one durable turn, or raises Unavailable."""
    chat = WebChat(store, files, take, clock, settings, Bell(), CapacityLimiter(PICTURES_AT_ONCE))
    store.listen(chat.bell.ring)
    routes = [
        _route(chat, "GET", "/chat/static/{version}/{name}", "web_static", _static),
        _route(chat, "GET", "/chat/{centre}", "web_chat", web_front.front),
        _route(chat, "GET", "/chat/{centre}/messages", "web_transcript", web_reading.transcript),
        _route(chat, "POST", "/chat/{centre}/messages", "web_write", web_writing.write),
        _route(chat, "GET", "/chat/{centre}/events", "web_events", web_reading.events),
        _route(chat, "POST", "/chat/{centre}/photos", "web_send_photos", web_photos.send),
        _route(chat, "GET", "/chat/{centre}/pictures/{number:int}", "web_picture", web_photos.show),
    ]
    return APIRouter(routes=routes)


def _route(chat: WebChat, method: str, path: str, name: str, endpoint: Endpoint) -> Route:
    return Route(path, partial(_answer, endpoint, chat), methods=[method], name=name)


async def _answer(endpoint: Endpoint, chat: WebChat, request: Request) -> Response:
    """What the endpoint answers, armoured; who is turned away is told why, in their language."""
    try:
        response = await endpoint(chat, request)
    except Turned as turned:
        response = _told(request, turned.status, turned.why)
    except Unavailable:
        response = _told(request, 503, "busy")
        response.headers["Retry-After"] = AGAIN_IN_SECONDS
    return armour(response)


def _told(request: Request, status: int, why: str) -> Response:
    text = words(language(request, "zh-Hant"))[f"no_{why}"]
    return JSONResponse({"why": why, "text": text}, status_code=status)


async def _static(_chat: WebChat, request: Request) -> Response:
    return await static(request)
