"""Around every request of the console: its own tree of addresses, small bodies, same origin, headers."""

import re
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY: Final = 64 * 1024
# Photos of a phone come with a visit's record and an answer, files with a document, owners in a workbook.
MOST_UPLOAD: Final = 32 * 1024 * 1024
UPLOADS: Final = re.compile(
    r"/visits/\d{1,10}/record|/cases/[\w-]{1,20}/reply|/imports|/new-notice|/notices/[\w-]{1,20}/edit"
)
TOKEN: Final = re.compile(rb'name="csrftoken"\r\n\r\n([\w.-]{1,400})\r\n')
SAFE = ("GET", "HEAD", "OPTIONS")
# The one stylesheet of the shell draws arrows and ticks as data: images.
POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
STATIC_AGE = "public, max-age=31536000, immutable"


class Guards:
    """Pure ASGI, outermost. `https` adds HSTS."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._headers = HEADERS | ({"strict-transport-security": "max-age=31536000"} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # `url_for` asks the outermost router: ours, wherever the assembly has mounted us
        scope = {**scope, "app_root_path": scope.get("root_path", "")}
        scope.pop("router", None)
        headers = Headers(scope=scope)

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message), scope)
            await send(message)

        if scope["method"] in SAFE:
            await self._app(scope, receive, out)
        elif is_foreign(headers):
            await PlainTextResponse("another site sent this", 403)(scope, receive, out)
        elif (body := await whole(receive, most_of(scope))) is None:
            await PlainTextResponse("too large", 413)(scope, receive, out)
        else:
            await self._app(with_token(scope, body), replayed(body, receive), out)

    def _dress(self, headers: MutableHeaders, scope: Scope) -> None:
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        is_static = scope["path"].removeprefix(scope["app_root_path"]).startswith("/static/")
        headers.setdefault("cache-control", STATIC_AGE if is_static else "no-store")


def with_token(scope: Scope, body: bytes) -> Scope:
    """A form with pictures carries its token as a header too.

    Else the shell's check of the token would read the whole form, and leave its open files behind.
    """
    found = TOKEN.search(body, 0, MOST_BODY) if is_upload(scope) else None
    return {**scope, "headers": [*scope["headers"], (b"x-csrftoken", found[1])]} if found else scope


def is_upload(scope: Scope) -> bool:
    return UPLOADS.fullmatch(scope["path"].removeprefix(scope["app_root_path"])) is not None


def most_of(scope: Scope) -> int:
    """How large a body this address takes, in bytes."""
    return MOST_UPLOAD if is_upload(scope) else MOST_BODY


async def whole(receive: Receive, most: int) -> bytes | None:
    """The body; None when it is larger than any form of ours, or its sender went away."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > most or message["type"] == "http.disconnect":
            return None
        if not message.get("more_body", False):
            return bytes(body)


def replayed(body: bytes, receive: Receive) -> Receive:
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def is_foreign(headers: Headers) -> bool:
    """Whether another site's page made the browser send this (RELIABILITY 7.33)."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
