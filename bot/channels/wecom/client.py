"""WeCom's API over HTTP: a robot's webhook, and an application with its access token."""

import asyncio
from typing import Any

import httpx

from bot.channels.channel import SendFailed, Why
from bot.channels.wecom.account import WeComApp
from bot.channels.wecom.errors import TOKEN, failure

CONNECT, READ = 5.0, 20.0
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
TASK_IS_THERE = 42014
REPEAT_WITHIN = 1800
"""Seconds in which WeCom itself drops the same message sent twice."""


class WeCom:
    """One API server. Raises SendFailed and nothing else; no key or token leaves it in words."""

    def __init__(self, api: str) -> None:
        self._tokens: dict[str, str] = {}
        self._fetching = asyncio.Lock()
        self._client = httpx.AsyncClient(
            base_url=api.rstrip("/"),
            # the environment's proxy variables are not ours to obey, and a redirect is nobody's we know
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(READ, connect=CONNECT),
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def robot(self, key: str, content: str) -> None:
        """Say something by a group robot."""
        said = {"msgtype": "markdown", "markdown": {"content": content}}
        await self._post("/cgi-bin/webhook/send", {"key": key}, said)

    async def message(self, app: WeComApp, to: str, content: str) -> None:
        """Write to members by the application. A token that is over is renewed once."""
        await self._write(app, to, {"msgtype": "markdown", "markdown": {"content": content}})

    async def card(self, app: WeComApp, to: str, card: dict[str, Any]) -> str:
        """Show members a card with buttons; the code by which it may be changed once, within 72 hours.

        WeCom shows a `task_id` once: "" for one that it has shown before.
        """
        try:
            answer = await self._write(app, to, {"msgtype": "template_card", "template_card": card})
        except _CardIsThere:
            return ""
        return str(answer.get("response_code", ""))

    async def change_card(self, app: WeComApp, code: str, card: dict[str, Any]) -> None:
        """For everybody who was shown it."""
        said = {"atall": 1, "agentid": app.agent_id, "response_code": code, "template_card": card}
        await self._with_token(app, "/cgi-bin/message/update_template_card", said)

    async def _write(self, app: WeComApp, to: str, what: dict[str, Any]) -> dict[str, Any]:
        said = {
            "touser": to,
            "agentid": app.agent_id,
            "enable_duplicate_check": 1,
            "duplicate_check_interval": REPEAT_WITHIN,
            **what,
        }
        return await self._with_token(app, "/cgi-bin/message/send", said)

    async def agent(self, app: WeComApp) -> str:
        """The application's name, as WeCom has it."""
        answer = await self._with_token(app, "/cgi-bin/agent/get", None, agentid=str(app.agent_id))
        return str(answer.get("name", ""))

    async def is_there(self) -> None:
        """Whether anybody answers at all."""
        try:
            await self._client.get("/cgi-bin/getcallbackip")
        except httpx.HTTPError as error:
            raise SendFailed(Why.NETWORK, type(error).__name__) from None

    async def _with_token(self, app: WeComApp, path: str, said: Any, **more: str) -> dict[str, Any]:
        token = await self._token(app)
        try:
            return await self._post(path, {"access_token": token, **more}, said)
        except _TokenIsOver:
            token = await self._token(app, instead_of=token)
        try:
            return await self._post(path, {"access_token": token, **more}, said)
        except _TokenIsOver as over:
            raise failure(over.errcode, "the token is refused") from None

    async def _token(self, app: WeComApp, *, instead_of: str = "") -> str:
        """WeCom gives everybody who asks the same token while it lasts, so each process may ask by itself."""
        async with self._fetching:
            kept = self._tokens.get(app.corp_id, "")
            if kept and kept != instead_of:
                return kept
            asked = {"corpid": app.corp_id, "corpsecret": app.secret}
            answer = await self._post("/cgi-bin/gettoken", asked, None)
            self._tokens[app.corp_id] = token = str(answer.get("access_token", ""))
            return token

    async def _post(self, path: str, query: dict[str, str], said: Any) -> dict[str, Any]:
        try:
            if said is None:
                answer = await self._client.get(path, params=query)
            else:
                answer = await self._client.post(path, params=query, json=said)
        except NOT_SENT as error:
            raise SendFailed(Why.NETWORK, type(error).__name__) from None
        except httpx.HTTPError as error:
            # its words may have the address in them, with the key
            raise SendFailed(Why.UNCERTAIN, type(error).__name__, ambiguous=True) from None
        return _read(answer)


class _TokenIsOver(Exception):
    def __init__(self, errcode: int) -> None:
        super().__init__(errcode)
        self.errcode = errcode


class _CardIsThere(Exception):
    pass


def _read(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("errcode", 0), int):
        raise SendFailed(Why.UNCERTAIN, f"HTTP {answer.status_code} without WeCom's answer", ambiguous=True)
    errcode = body.get("errcode", 0)
    if errcode in TOKEN:
        raise _TokenIsOver(errcode)
    if errcode == TASK_IS_THERE:
        raise _CardIsThere
    if errcode:
        raise failure(errcode, str(body.get("errmsg", "")))
    return body
