"""Web pages that WeChat leads to: who comes from there is known (PLATFORMS 2.4); and binding by QR."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web_guard import Turned, armour
from bot.channels.web_language import language
from bot.channels.web_looks import page
from bot.channels.web_session import address, give_key
from bot.channels.web_settings import WebChatSettings
from bot.channels.wechat.client import Refused, TokenElsewhere, Unanswered, WeChatClient
from bot.channels.wechat.outward import PAGE, account_of
from bot.settings import WeChatSettings
from desk.binding import CODE_LASTS
from desk.web_binding import bind_browser
from locales.web import words
from storage import Store, web_states

ASK = "https://open.weixin.qq.com/connect/oauth2/authorize"
WHO = "/sns/oauth2/access_token"
QR = "/cgi-bin/qrcode/create"
BIND = "BIND"
AGAIN = "again"
AWAY = (Refused, Unanswered, TokenElsewhere)


@dataclass(frozen=True)
class Doors:
    """`invite` turns a binding code into what a QR code says; None while WeChat is away."""

    routes: list[BaseRoute]
    invite: Callable[[str], Awaitable[str | None]]


@dataclass(frozen=True)
class _House:
    settings: WeChatSettings
    store: Store
    clock: Callable[[], datetime]
    web: WebChatSettings

    @property
    def path(self) -> str:
        return PAGE + self.settings.account

    @property
    def account(self) -> str:
        return account_of(self.settings).account

    def client(self) -> WeChatClient:
        """For the few calls of a page; the token is everybody's."""
        return WeChatClient(account_of(self.settings), self.store, self.clock)


def doors(
    settings: WeChatSettings, store: Store, clock: Callable[[], datetime], web: WebChatSettings
) -> Doors:
    house = _House(settings, store, clock, web)
    routes = [
        Route(house.path, partial(_begin, house), name="from_wechat"),
        Route(f"{house.path}/back", partial(_back, house), name="back_from_wechat"),
    ]
    return Doors([*routes], partial(_invite, house))


async def _invite(house: _House, code: str) -> str | None:
    """The address in a temporary QR code: whoever scans it sends the code. None while WeChat is away."""
    body = {
        "expire_seconds": int(CODE_LASTS.total_seconds()),
        "action_name": "QR_STR_SCENE",
        "action_info": {"scene": {"scene_str": BIND + code}},
    }
    try:
        async with house.client() as client:
            return str((await client.post(QR, body))["url"])
    except (*AWAY, KeyError):
        return None


async def _begin(house: _House, request: Request) -> Response:
    """On to WeChat, with a state that only this browser can bring back."""
    try:
        browser = address(request, house.web)
    except Turned:
        if AGAIN in request.query_params:
            return _told(request, "wechat_cookies", 400)
        response = RedirectResponse(f"{house.path}?{AGAIN}=1", 303)
        give_key(request, response, house.web)
        return armour(response)
    state = secrets.token_hex(32)
    await house.store.write_soon(
        lambda session: web_states.begin(
            session, state_hash=_hash(state), account=house.account, browser_hash=browser, now=house.clock()
        )
    )
    query = {
        "appid": house.settings.appid,
        "redirect_uri": f"{house.settings.public_url}{house.path}/back",
        "response_type": "code",
        "scope": "snsapi_base",
        "state": state,
    }
    return armour(RedirectResponse(f"{ASK}?{urlencode(query)}#wechat_redirect", 303))


async def _back(house: _House, request: Request) -> Response:
    """Back from WeChat: state once and of this browser, code once, nobody of a snapshot page."""
    code, state = request.query_params.get("code", ""), request.query_params.get("state", "")
    try:
        browser = address(request, house.web)
    except Turned:
        return _told(request, "wechat_failed", 400)
    is_ours = await house.store.write_soon(
        lambda session: web_states.use(
            session, state_hash=_hash(state), account=house.account, browser_hash=browser, now=house.clock()
        )
    )
    if not is_ours or not code:
        return _told(request, "wechat_failed", 400)
    signed = {"appid": house.settings.appid, "secret": house.settings.secret}
    try:
        async with house.client() as client:
            who = await client.sign_in(WHO, **signed, code=code, grant_type="authorization_code")
    except AWAY:
        return _told(request, "wechat_failed", 502)
    return await _known(house, request, who, browser)


async def _known(house: _House, request: Request, who: dict[str, Any], browser: str) -> Response:
    if who.get("is_snapshotuser"):
        return _told(request, "wechat_snapshot", 403)
    openid = who.get("openid")
    if not isinstance(openid, str) or not openid:
        return _told(request, "wechat_failed", 502)
    centre = await house.store.write_soon(
        lambda session: bind_browser(session, house.account, openid, web_address=browser, now=house.clock())
    )
    if centre is None:
        return _told(request, "wechat_follow", 403)
    return armour(RedirectResponse(f"/chat/{centre}", 303))


def _told(request: Request, what: str, status: int) -> Response:
    locale = language(request, "zh-Hant")
    said = words(locale)
    return page("told.html", status=status, locale=locale, words=said, text=said[what])


def _hash(state: str) -> str:
    return sha256(state.encode()).hexdigest()
