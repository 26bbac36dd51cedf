"""Who may call the web chat, with how much, and what its answers forbid the browser (RELIABILITY 7)."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive

from bot.channels.web_settings import WebChatSettings

CSP = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=()",
}


class Turned(Exception):
    """Turned away at the door; `why` is the end of a text id, `web.no.` before it."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def armour(response: Response) -> Response:
    """With the headers that every page has; nothing is kept by the browser that does not say so itself."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def check_origin(request: Request, settings: WebChatSettings) -> None:
    """Only our own pages may write. Raises Turned."""
    origin = request.headers.get("origin")
    if origin is None:
        ours = request.headers.get("sec-fetch-site") == "same-origin"
    elif settings.public_url:
        ours = origin == settings.public_url.rstrip("/")
    else:
        ours = urlsplit(origin).netloc == request.headers.get("host")
    if not ours:
        raise Turned(403, "elsewhere")


def capped(request: Request, most: int) -> Request:
    """The request with a body of at most so many bytes. Raises Turned, at once when the size is announced."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise Turned(413, "too_much")
    return Request(request.scope, _counted(request.receive, most))


def _counted(receive: Receive, most: int) -> Receive:
    left = most

    async def next_message() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise Turned(413, "too_much")
        return message

    return next_message
