"""The door: signing in and out."""

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.responses import RedirectResponse, Response

from console import forms, languages, sessions
from console.browsers import named
from console.desk import NOT_FAILED, Failed, Parts, parts_of, render
from console.words import say

router = APIRouter()


class SignInForm(forms.Form):
    login: forms.Line
    password: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    next: str = ""


@router.get("/sign-in", name="sign_in")
async def show(request: Request) -> Response:
    typed = {"next": request.query_params.get("next", "")}
    return _page(request, Failed("", "", typed, {}))


@router.post("/sign-in", name="do_sign_in")
async def do(request: Request) -> Response:
    """The same answer for an unknown account, a disabled one and a wrong password (RELIABILITY 7.34)."""
    languages.use(languages.choose(request))
    parts = parts_of(request)
    given = await forms.read(request, SignInForm)
    typed = {name: given.typed.get(name, "") for name in ("login", "next")}
    if given.form is None:
        return _page(request, Failed("sign_in", say("Account and password do not match."), typed, {}), 401)
    address = request.client.host if request.client else ""
    begun = await sessions.sign_in(
        parts.store,
        parts.settings,
        login=given.form.login,
        password=given.form.password,
        address=address,
        browser=named(request.headers.get("user-agent", "")),
        now=parts.clock(),
    )
    if begun is None:
        return _page(request, Failed("sign_in", say("Account and password do not match."), typed, {}), 401)
    if isinstance(begun, sessions.TooOften):
        why = say("Too many attempts. Please wait half an hour, or ask your admin.")
        return _page(request, Failed("sign_in", why, typed, {}), 429)
    await _end_old_session(request, parts)
    response = RedirectResponse(_where_to(request, begun.waits_for, given.form.next), 303)
    keep(response, request, begun.token)
    return response


@router.post("/sign-out", name="sign_out")
async def sign_out(request: Request) -> Response:
    parts = parts_of(request)
    await _end_old_session(request, parts)
    response = RedirectResponse(request.url_for("sign_in").path, 303)
    response.delete_cookie(
        parts.cookie, path=_path(request, parts), secure=parts.settings.https, httponly=True
    )
    return response


def _page(request: Request, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    languages.use(languages.choose(request))
    return render(request, "sign_in.html", status=status, failed=failed)


async def _end_old_session(request: Request, parts: Parts) -> None:
    if old := request.cookies.get(parts.cookie):
        await sessions.sign_out(parts.store, old)


def _where_to(request: Request, waits_for: sessions.Waits | None, wish: str) -> str:
    if waits_for is None:
        return inside(request, wish)
    page = request.url_for("prove" if waits_for is sessions.Waits.CODE else "set_up").path
    return f"{page}?{urlencode({'next': inside(request, wish)})}"


def keep(response: Response, request: Request, token: str) -> None:
    """The browser has this session from now on."""
    parts = parts_of(request)
    response.set_cookie(
        parts.cookie,
        token,
        path=_path(request, parts),
        secure=parts.settings.https,
        httponly=True,
        samesite="lax",
    )


def _path(request: Request, parts: Parts) -> str:
    """`__Host-` wants the whole host; without TLS the console keeps to itself."""
    return "/" if parts.settings.https else request.scope["app_root_path"] or "/"


def inside(request: Request, wish: str) -> str:
    """Only to a page of the console, by its path."""
    board = request.url_for("board")
    parts = urlsplit(wish)
    inside = wish.startswith(board.path) and not parts.scheme and not parts.netloc and "\\" not in wish
    return wish if inside and not wish.startswith("//") else board.path
