"""WeChat's API over real HTTP: tokens that expire, its books, errcodes and outages on demand."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from aiohttp import web

from tests.fakes.wechat.books import Books, Refusal

LASTS, BOTH_VALID = timedelta(hours=2), timedelta(minutes=5)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Answer = dict[str, Any]


@dataclass
class Rule:
    """Answers of a path (or all) are this errcode, so often; `carried_out`: after doing what was asked."""

    code: int
    path: str = ""
    times: int = 1_000_000
    status: int = 200
    carried_out: bool = False


@dataclass
class Token:
    text: str
    until: datetime


@dataclass
class Call:
    path: str
    body: Any
    token: str


@dataclass
class World:
    """One service account at WeChat."""

    appid: str
    secret: str
    clock: Callable[[], datetime] = lambda: LONG_AGO
    books: Books = field(default_factory=Books)
    tokens: list[Token] = field(default_factory=list)
    forced: int = 0
    rules: list[Rule] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    codes: dict[str, Answer] = field(default_factory=dict)
    scenes: dict[str, Answer] = field(default_factory=dict)
    menu: Answer | None = None
    tags: dict[str, int] = field(default_factory=dict)
    tagged: dict[str, set[int]] = field(default_factory=dict)
    conditional: list[Answer] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: count(1))

    def paths(self) -> list[str]:
        return [call.path for call in self.calls]

    def stable(self, *, by_force: bool) -> Token:
        """The same one until five minutes before its end; then both are valid. By force: only the new one."""
        now = self.clock()
        if by_force:
            self.forced += 1
            self.tokens = []
        if not self.tokens or self.tokens[-1].until - now <= BOTH_VALID:
            text = f"token-{next(self.numbers)}-{'x' * 90}"
            self.tokens = [*self.tokens[-1:], Token(text, now + LASTS)]
        return self.tokens[-1]

    def menu_of(self, openid: str) -> Answer | None:
        """What a follower sees: the newest menu for a tag of theirs, else the one for all."""
        theirs = {str(tag) for tag in self.tagged.get(openid, ())}
        fits = (one for one in reversed(self.conditional) if one["matchrule"]["tag_id"] in theirs)
        return next(fits, self.menu)

    def is_valid(self, token: str) -> bool:
        return any(one.text == token and self.clock() < one.until for one in self.tokens)


class Api:
    """The routes; each takes the call's JSON and gives an answer, or raises Refusal."""

    def __init__(self, world: World) -> None:
        self.world = world

    def app(self) -> web.Application:
        app = web.Application(client_max_size=12 * 1024 * 1024)
        app.router.add_route("*", "/{path:.+}", self._call)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        body = await _body(request)
        token = request.query.get("access_token", "")
        self.world.calls.append(Call(path, body, token))
        rule = self._rule(path)
        try:
            answer = self._played(rule, path, body, request)
        except Refusal as refusal:
            status = rule.status if rule else 200
            if status != 200:
                return web.Response(status=status, text="<html>bad gateway</html>", content_type="text/html")
            return _json({"errcode": refusal.code, "errmsg": refusal.words})
        if isinstance(answer, bytes):
            return web.Response(body=answer, content_type="image/jpeg")
        return _json(answer)

    def _played(self, rule: Rule | None, path: str, body: Any, request: web.Request) -> Answer | bytes:
        """Raises Refusal."""
        if rule is None:
            return self._answer(path, body, request)
        if rule.carried_out:
            self._answer(path, body, request)
        raise Refusal(rule.code, "as the test wants it")

    def _rule(self, path: str) -> Rule | None:
        for rule in self.world.rules:
            if rule.times > 0 and path.startswith(rule.path):
                rule.times -= 1
                return rule
        return None

    def _answer(self, path: str, body: Any, request: web.Request) -> Answer | bytes:
        world = self.world
        if path == "/cgi-bin/stable_token":
            return self._stable_token(body)
        if path == "/sns/oauth2/access_token":
            return self._oauth(request)
        if not world.is_valid(request.query.get("access_token", "")):
            raise Refusal(40001, "invalid credential, access_token is invalid or not latest")
        act = ACTS.get(path)
        if act is None:
            raise Refusal(40035, f"this fake does not play {path}")
        return act(world, body, request)

    def _stable_token(self, body: Any) -> Answer:
        if body.get("appid") != self.world.appid:
            raise Refusal(40013, "invalid appid")
        if body.get("secret") != self.world.secret:
            raise Refusal(40125, "invalid appsecret")
        token = self.world.stable(by_force=bool(body.get("force_refresh")))
        return {
            "access_token": token.text,
            "expires_in": int((token.until - self.world.clock()).total_seconds()),
        }

    def _oauth(self, request: web.Request) -> Answer:
        if request.query.get("secret") != self.world.secret:
            raise Refusal(40125, "invalid appsecret")
        found = self.world.codes.pop(request.query.get("code", ""), None)
        if found is None:
            raise Refusal(40163, "code been used")
        return found


def _json(answer: Answer) -> web.Response:
    # WeChat says text/plain now and then
    return web.Response(text=json.dumps(answer, ensure_ascii=False), content_type="text/plain")


async def _body(request: web.Request) -> Any:
    if request.content_type.startswith("multipart/"):
        part = await (await request.multipart()).next()
        return await part.read() if part is not None and hasattr(part, "read") else b""  # ty: ignore[not-callable]
    raw = await request.read()
    return json.loads(raw) if raw else {}


def _custom(world: World, body: Any, _: web.Request) -> Answer:
    kind = body["msgtype"]
    words = body["text"]["content"] if kind == "text" else f"[{kind} {body[kind]['media_id']}]"
    if kind == "text" and len(words.encode()) > 2048:
        raise Refusal(45002, "content size out of limit")
    if kind == "image" and body[kind]["media_id"] not in world.media:
        raise Refusal(40007, "invalid media_id")
    world.books.service(body["touser"], words, world.clock())
    return {"errcode": 0, "errmsg": "ok"}


def _template(world: World, body: Any, _: web.Request) -> Answer:
    serial = body.get("client_msg_id", "")
    msgid = world.books.template(body["touser"], body["template_id"], body["data"], serial, world.clock())
    return {"errcode": 0, "errmsg": "ok", "msgid": msgid}


def _subscription(world: World, body: Any, _: web.Request) -> Answer:
    world.books.subscription(body["touser"], body["template_id"], body["data"], world.clock())
    return {"errcode": 0, "errmsg": "ok"}


def _upload(world: World, body: Any, _: web.Request) -> Answer:
    media_id = f"media-{next(world.numbers)}"
    world.media[media_id] = body
    return {"type": "image", "media_id": media_id, "created_at": int(world.clock().timestamp())}


def _download(world: World, _: Any, request: web.Request) -> Answer | bytes:
    found = world.media.get(request.query["media_id"])
    if found is None:
        raise Refusal(40007, "invalid media_id")
    if found.startswith(b"video:"):
        return {"video_url": found.removeprefix(b"video:").decode()}
    return found


def _qrcode(world: World, body: Any, _: web.Request) -> Answer:
    scene = body["action_info"]["scene"]["scene_str"]
    if not 1 <= len(scene) <= 64:
        raise Refusal(40053, "invalid action info")
    world.scenes[scene] = body
    return {
        "ticket": f"ticket-{scene}",
        "expire_seconds": body["expire_seconds"],
        "url": f"http://weixin.example/q/{scene}",
    }


def _create_menu(world: World, body: Any, _: web.Request) -> Answer:
    buttons = body["button"]
    if not 1 <= len(buttons) <= 3 or any(len(one.get("sub_button", [])) > 5 for one in buttons):
        raise Refusal(40016, "invalid button size")
    for one in [*buttons, *(sub for each in buttons for sub in each.get("sub_button", []))]:
        if len(one["name"].encode()) > 60 or len(one.get("key", "").encode()) > 128:
            raise Refusal(40018, "invalid button name size")
    if "matchrule" in body:
        return _add_conditional(world, body)
    world.menu = body
    return {"errcode": 0, "errmsg": "ok"}


def _add_conditional(world: World, body: Answer) -> Answer:
    if world.menu is None:
        raise Refusal(65301, "menu no exist")
    if set(body["matchrule"]) - {"tag_id", "client_platform_type"}:
        raise Refusal(65320, "the rule names what is private")
    menu_id = next(world.numbers)
    world.conditional.append({**body, "menuid": menu_id})
    return {"menuid": str(menu_id)}


def _delete_conditional(world: World, body: Any, _: web.Request) -> Answer:
    world.conditional = [one for one in world.conditional if str(one["menuid"]) != str(body["menuid"])]
    return {"errcode": 0, "errmsg": "ok"}


def _get_menu(world: World, _: Any, __: web.Request) -> Answer:
    if world.menu is None:
        raise Refusal(46003, "menu no exist")
    return {"menu": world.menu, "conditionalmenu": world.conditional}


def _templates(world: World, _: Any, __: web.Request) -> Answer:
    held = ((id_, one) for id_, one in world.books.templates.items() if not one.subscription)
    listed = [
        {"template_id": id_, "title": id_, "content": "".join(f"{{{{{name}.DATA}}}}" for name in one.fields)}
        for id_, one in held
    ]
    return {"template_list": listed}


def _subscriptions(world: World, _: Any, __: web.Request) -> Answer:
    held = ((id_, one) for id_, one in world.books.templates.items() if one.subscription)
    listed = [
        {"priTmplId": id_, "title": id_, "content": "".join(f"{{{{{name}.DATA}}}}" for name in one.fields)}
        for id_, one in held
    ]
    return {"errcode": 0, "data": listed}


def _alive(_: World, __: Any, ___: web.Request) -> Answer:
    return {"ip_list": ["127.0.0.1"]}


def _tags(world: World, _: Any, __: web.Request) -> Answer:
    return {"tags": [{"id": id_, "name": name} for name, id_ in world.tags.items()]}


def _create_tag(world: World, body: Any, _: web.Request) -> Answer:
    name = body["tag"]["name"]
    world.tags[name] = 100 + len(world.tags)
    return {"tag": {"id": world.tags[name], "name": name}}


def _put_tag_on(world: World, body: Any, _: web.Request) -> Answer:
    """All of them or nobody, as the platform does it."""
    openids = body["openid_list"]
    if body["tagid"] not in world.tags.values():
        raise Refusal(45159, "invalid tag")
    if len(openids) > 50:
        raise Refusal(40032, "too many openids")
    for openid in openids:
        if not (openid in world.books.followers and world.books.followers[openid].following):
            raise Refusal(49003, "not match openid with appid")
    for openid in openids:
        world.tagged.setdefault(openid, set()).add(body["tagid"])
    return {"errcode": 0, "errmsg": "ok"}


ACTS: dict[str, Callable[[World, Any, web.Request], Answer | bytes]] = {
    "/cgi-bin/message/custom/send": _custom,
    "/cgi-bin/message/template/send": _template,
    "/cgi-bin/message/subscribe/bizsend": _subscription,
    "/cgi-bin/media/upload": _upload,
    "/cgi-bin/media/get": _download,
    "/cgi-bin/qrcode/create": _qrcode,
    "/cgi-bin/menu/create": _create_menu,
    "/cgi-bin/menu/addconditional": _create_menu,
    "/cgi-bin/menu/delconditional": _delete_conditional,
    "/cgi-bin/menu/get": _get_menu,
    "/cgi-bin/template/get_all_private_template": _templates,
    "/wxaapi/newtmpl/gettemplate": _subscriptions,
    "/cgi-bin/get_api_domain_ip": _alive,
    "/cgi-bin/tags/get": _tags,
    "/cgi-bin/tags/create": _create_tag,
    "/cgi-bin/tags/members/batchtagging": _put_tag_on,
}
