"""WeChat's API, outward: our own client, because a call must end (timeouts, one refresh, one retry)."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any, Self

import httpx
import msgspec

from bot.channels.wechat.errcodes import Course, meaning
from storage import Session, Store, access_tokens

log = logging.getLogger(__name__)

CONNECT, ANSWER = 5.0, 20.0
CONNECTIONS = 40
MOST_JSON = 1024 * 1024
LARGEST_FILE = 20 * 1024 * 1024
TOO_LARGE = 45001
EARLY = timedelta(minutes=5)
LEASE = timedelta(seconds=30)
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
ENCODE, DECODE = msgspec.json.encode, msgspec.json.decode


@dataclass(frozen=True)
class Account:
    """One service account. `api` is where WeChat's API is found."""

    name: str
    appid: str
    secret: str = field(repr=False)
    api: str = "https://api.weixin.qq.com"

    @property
    def account(self) -> str:
        return f"wechat:{self.name}"


class Refused(RuntimeError):
    """WeChat answered, and did nothing."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{code} {words}"[:200])
        self.code = code
        self.words = words


class Unanswered(RuntimeError):
    """No answer that can be read; `ambiguous` when it may have been carried out all the same."""

    def __init__(self, words: str, *, ambiguous: bool) -> None:
        super().__init__(words)
        self.ambiguous = ambiguous


class TokenElsewhere(RuntimeError):
    """Another process is fetching the token; there will be one in a moment."""


class WeChatClient:
    """All calls of one account. Its addresses hold the token: they are never logged, nor said in an error."""

    def __init__(self, account: Account, store: Store, clock: Callable[[], datetime]) -> None:
        self.account = account
        self._store = store
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._http = httpx.AsyncClient(
            base_url=account.api,
            timeout=httpx.Timeout(ANSWER, connect=CONNECT, pool=CONNECT),
            limits=httpx.Limits(max_connections=CONNECTIONS),
            # the environment's proxy variables are not ours to obey
            trust_env=False,
            follow_redirects=False,
            # a small answer must not unpack into a large one
            headers={"accept-encoding": "identity"},
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Raises Refused, Unanswered, TokenElsewhere."""
        content = ENCODE(body)
        headers = {"content-type": "application/json; charset=utf-8"}
        request = partial(self._http.build_request, "POST", path, content=content, headers=headers)
        return _checked(await self._with_token(request))

    async def get(self, path: str, **params: str) -> dict[str, Any]:
        """Raises Refused, Unanswered, TokenElsewhere."""
        request = partial(self._http.build_request, "GET", path)
        return _checked(await self._with_token(request, params))

    async def upload(self, name: str, data: bytes) -> str:
        """A picture for three days; its media id. Raises Refused, Unanswered, TokenElsewhere."""
        files = {"media": (name, data, "image/jpeg")}
        request = partial(self._http.build_request, "POST", "/cgi-bin/media/upload", files=files)
        answer = _checked(await self._with_token(request, {"type": "image"}))
        return _text(answer, "media_id")

    async def download(self, media_id: str) -> bytes:
        """What an owner sent. Raises Refused (also for what is no file), Unanswered, TokenElsewhere."""
        request = partial(self._http.build_request, "GET", "/cgi-bin/media/get")
        answer = await self._with_token(request, {"media_id": media_id}, most=LARGEST_FILE)
        if _is_json(answer):
            said = _checked(answer)
            raise Refused(0, f"no file, but {', '.join(sorted(said))[:80]}")
        return answer.content

    async def sign_in(self, path: str, **params: str) -> dict[str, Any]:
        """Calls signed with the secret itself or an owner's own token. Raises Refused, Unanswered."""
        return _checked(await self._send(self._http.build_request("GET", path, params=params), MOST_JSON))

    async def token(self) -> str:
        """The token that all processes share, fetched anew five minutes before its end.

        Raises Refused, Unanswered, TokenElsewhere.
        """
        now = self._clock()
        kept = await self._kept()
        if kept is not None and now < kept[1] - EARLY:
            return kept[0]
        async with self._one_at_a_time:
            kept = await self._kept()
            if kept is not None and now < kept[1] - EARLY:
                return kept[0]
            if fetched := await self._fetch(instead_of=None):
                return fetched
        if kept is not None and now < kept[1]:
            return kept[0]
        raise TokenElsewhere

    async def _kept(self) -> tuple[str, datetime] | None:
        row = await self._store.read_soon(lambda session: access_tokens.kept(session, self.account.account))
        return (row.token, row.ends_at) if row and row.token and row.ends_at else None

    async def _renewed(self, refused: str) -> str:
        """Instead of a token that was refused: what somebody has fetched since, else one by force."""
        async with self._one_at_a_time:
            kept = await self._kept()
            if kept is not None and kept[0] != refused:
                return kept[0]
            if fetched := await self._fetch(instead_of=refused):
                return fetched
        raise TokenElsewhere

    async def _fetch(self, *, instead_of: str | None) -> str | None:
        """Under a lease; None when another process has it."""
        account, now = self.account, self._clock()

        def ask(session: Session) -> access_tokens.Lease | None:
            return access_tokens.lease(session, account.account, instead_of=instead_of, now=now, lasts=LEASE)

        lease = await self._store.write_soon(ask)
        if lease is None:
            return None
        try:
            answer = await self._stable_token(by_force=lease.by_force)
            token, lasts = _text(answer, "access_token"), timedelta(seconds=_seconds(answer))
        except (Refused, Unanswered):
            await self._store.write_soon(lambda session: access_tokens.let_go(session, account.account))
            raise
        await self._store.write_soon(
            lambda session: access_tokens.keep(session, account.account, token, ends_at=now + lasts)
        )
        return token

    async def _stable_token(self, *, by_force: bool) -> dict[str, Any]:
        body = {
            "grant_type": "client_credential",
            "appid": self.account.appid,
            "secret": self.account.secret,
            "force_refresh": by_force,
        }
        request = self._http.build_request("POST", "/cgi-bin/stable_token", content=ENCODE(body))
        try:
            return _checked(await self._send(request, MOST_JSON))
        except Unanswered as away:
            # whatever became of it, no message was sent
            raise Unanswered(str(away), ambiguous=False) from None

    async def _with_token(
        self,
        request: Callable[..., httpx.Request],
        params: Mapping[str, str] | None = None,
        most: int = MOST_JSON,
    ) -> httpx.Response:
        """One call; exactly one more with another token, when this one is refused."""

        async def call(token: str) -> httpx.Response:
            return await self._send(request(params={"access_token": token, **(params or {})}), most)

        token = await self.token()
        answer = await call(token)
        if not _refuses_token(answer):
            return answer
        log.warning("%s refuses the access token; another one is fetched", self.account.account)
        return await call(await self._renewed(token))

    async def _send(self, request: httpx.Request, most: int) -> httpx.Response:
        """Raises Unanswered, without the address, which holds the token."""
        try:
            answer = await self._http.send(request, stream=True)
            try:
                body = await _whole(answer, most)
            finally:
                await answer.aclose()
        except NOT_SENT as fault:
            raise Unanswered(type(fault).__name__, ambiguous=False) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as fault:
            raise Unanswered(type(fault).__name__, ambiguous=True) from None
        if answer.status_code != HTTPStatus.OK:
            raise Unanswered(f"HTTP {answer.status_code}", ambiguous=True)
        return httpx.Response(
            HTTPStatus.OK, headers={"content-type": answer.headers.get("content-type", "")}, content=body
        )


async def _whole(answer: httpx.Response, most: int) -> bytes:
    """Raises Refused for one that is too large."""
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > most:
            raise Refused(TOO_LARGE, "larger than we take")
    return bytes(body)


def _is_json(answer: httpx.Response) -> bool:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("application/json", "text/plain", "text/json") or answer.content[:1] == b"{"


def _read(answer: httpx.Response) -> dict[str, Any] | None:
    try:
        said = DECODE(answer.content)
    except msgspec.DecodeError:
        return None
    return said if isinstance(said, dict) else None


def _refuses_token(answer: httpx.Response) -> bool:
    said = _read(answer) if _is_json(answer) else None
    return said is not None and meaning(_code(said)).course is Course.TOKEN


def _checked(answer: httpx.Response) -> dict[str, Any]:
    """Raises Refused, or Unanswered for what is not WeChat's answer."""
    said = _read(answer)
    if said is None:
        raise Unanswered("not an answer of WeChat", ambiguous=True)
    code = _code(said)
    if meaning(code).course is not Course.DONE:
        raise Refused(code, str(said.get("errmsg", "")))
    return said


def _code(said: Mapping[str, Any]) -> int:
    code = said.get("errcode", 0)
    return code if isinstance(code, int) else -1


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise Unanswered(f"an answer without {name}", ambiguous=True)
    return value


def _seconds(said: Mapping[str, Any]) -> int:
    value = said.get("expires_in")
    return value if isinstance(value, int) and value > 0 else 0
