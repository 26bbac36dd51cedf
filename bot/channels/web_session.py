"""The cookie that is an owner's key to a conversation; the database knows its hash alone."""

import re
import secrets
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web_guard import Turned
from bot.channels.web_settings import WebChatSettings

YEAR = 365 * 24 * 60 * 60
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 256 bits
NAME = "huifang-chat"


def address(request: Request, settings: WebChatSettings) -> str:
    """The owner's address in our tables. Raises Turned when the browser brought no key."""
    token = _token(request, settings)
    if token is None:
        raise Turned(401, "no_session")
    return sha256(token.encode()).hexdigest()


def give_key(request: Request, response: Response, settings: WebChatSettings) -> None:
    """Keep the browser's key for another year, or give it one."""
    secure = _is_https(request, settings)
    response.set_cookie(
        _name(secure=secure),
        _token(request, settings) or secrets.token_urlsafe(32),
        max_age=YEAR,
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def _token(request: Request, settings: WebChatSettings) -> str | None:
    token = request.cookies.get(_name(secure=_is_https(request, settings)), "")
    return token if TOKEN.fullmatch(token) else None


def _name(*, secure: bool) -> str:
    # __Host- keeps a neighbouring subdomain from planting a key; browsers take it with Secure only
    return f"__Host-{NAME}" if secure else NAME


def _is_https(request: Request, settings: WebChatSettings) -> bool:
    return settings.is_https or request.url.scheme == "https"
