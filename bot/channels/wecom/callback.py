"""GET and POST /hooks/wecom/main: what members of the staff write to the application, or press in it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.channel import Inbound
from bot.channels.wecom.account import WeComApp
from bot.channels.wecom.guard import LARGEST_BODY, Asked, Guard, Refused
from desk.group_heard import InGroup
from desk.staff_groups import APP
from storage import Unavailable

Take = Callable[[Inbound], Awaitable[None]]
PATH = "/hooks/wecom/main"
LONGEST_ID, LONGEST_CODE = 64, 512


def callback(app: WeComApp, take: Take, clock: Callable[[], datetime]) -> list[Route]:
    """The route; none for an application that only speaks."""
    if not app.hears:
        return []
    guard = Guard(app)

    async def hear(request: Request) -> Response:
        """200 once it is kept; what is not WeCom's learns nothing."""
        try:
            asked = _asked(request)
            if request.method == "GET":
                return PlainTextResponse(guard.echo(asked, now=clock()))
            fields = guard.open(asked, await _body(request), now=clock())
        except Refused:
            return Response(status_code=401)
        heard = _heard(fields)
        if heard is not None:
            try:
                await take(heard)
            except Unavailable:
                return Response(status_code=503, headers={"retry-after": "5"})
        return Response(b"")

    return [Route(PATH, hear, methods=["GET", "POST"])]


def _asked(request: Request) -> Asked:
    given = request.query_params.multi_items()
    if len({name for name, _ in given}) != len(given):
        raise Refused
    query = dict(given)
    try:
        return Asked(query["msg_signature"], query["timestamp"], query["nonce"], query.get("echostr", ""))
    except KeyError:
        raise Refused from None


async def _body(request: Request) -> bytes:
    """Raises Refused for one that is too large, before all of it is read."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise Refused
    return body


def _heard(fields: dict[str, str]) -> Inbound | None:
    """Words of a member, or a button of a card; pictures, places and other events are nothing we answer."""
    who = fields.get("FromUserName", "")
    if not 0 < len(who) <= LONGEST_ID:
        return None
    if fields.get("MsgType") == "event" and fields.get("Event") == "template_card_event":
        return _pressed(fields, who)
    if fields.get("MsgType") != "text":
        return None
    number = fields.get("MsgId") or f"{fields.get('CreateTime')}"
    return InGroup(
        APP,
        who,
        who,
        f"m:{number[:LONGEST_ID]}",
        text=fields.get("Content", "").replace("\0", ""),
        locale="zh-cn",
    )


def _pressed(fields: dict[str, str], who: str) -> InGroup | None:
    """WeCom asks again with the same code while it is not answered: one press is heard once."""
    key, task, code = (fields.get(name, "") for name in ("EventKey", "TaskId", "ResponseCode"))
    if not key or len(key) > LONGEST_ID or len(code) > LONGEST_CODE:
        return None
    once = sha256(f"{who}\n{task}\n{key}\n{code}\n{fields.get('CreateTime')}".encode()).hexdigest()
    return InGroup(
        APP, who, who, f"e:{once[:LONGEST_ID]}", token=key, reply_to=task, card_code=code, locale="zh-cn"
    )
