"""The page with the phones, on a loopback port: what they show as JSON, and what is done on them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.phones.telegram import GroupPhone, OwnerPhone
from tests.fakes.phones.wechat import WeChatPhone
from tests.fakes.phones.wecom import MemberPhone
from tests.fakes.wecom import FakeWeCom
from tests.storage.voices import a_voice

HERE = Path(__file__).parent
ACTS = {
    "wechat": ("says", "taps", "chooses", "follows", "unfollows", "scans"),
    "owner": ("says", "presses", "shares_contact", "blocks", "unblocks"),
    "group": ("says", "replies", "presses"),
    "member": ("says", "presses"),
}
LARGEST_PICTURE = 20 * 1024 * 1024
Json = dict[str, Any]


@dataclass
class Phones:
    """Everything on the page; `desk` is the address of the product."""

    wechat: WeChatPhone
    owner: OwnerPhone
    group: GroupPhone
    member: MemberPhone
    wecom: FakeWeCom
    robot: str
    desk: str
    password: str = ""

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_PICTURE)
        app.router.add_get("/", self._page)
        app.router.add_get("/{name:(?:phones|lines|texts)\\.(?:js|css)}", self._file)
        app.router.add_get("/state", self._state)
        app.router.add_post("/acts", self._act)
        app.router.add_post("/pictures/{phone:wechat|owner|group}", self._picture)
        app.router.add_get("/media/{phone:wechat|telegram}/{name}", self._media)
        return app

    async def _page(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(HERE / "phones.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(HERE / request.match_info["name"])

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "desk": self.desk,
                "password": self.password,
                "wechat": self.wechat.state(),
                "owner": self.owner.state(),
                "group": self.group.state(),
                "member": self.member.state(),
                "wecom": {"lines": [{"text": said} for said in self.wecom.robot(self.robot).said]},
            }
        )

    async def _act(self, request: web.Request) -> web.Response:
        """{"phone": "wechat", "act": "says", "with": {"text": "漏水"}} -> what the phones show then"""
        asked = await request.json()
        act = self._acts().get((asked.get("phone"), asked.get("act")))
        if act is None:
            raise web.HTTPBadRequest(text="no such act")
        try:
            done = act(**asked.get("with", {}))
        except (TypeError, KeyError, LookupError) as wrong:
            raise web.HTTPBadRequest(text=repr(wrong)) from None
        if isinstance(done, Awaitable):
            await done
        return await self._state(request)

    def _acts(self) -> dict[tuple[str, str], Callable[..., Any]]:
        found = {
            (phone, act): getattr(getattr(self, phone), act) for phone, acts in ACTS.items() for act in acts
        }
        return {**found, ("wechat", "voice"): lambda: self.wechat.sends_voice(a_voice("amr"))}

    async def _picture(self, request: web.Request) -> web.Response:
        content = await request.read()
        if request.match_info["phone"] == "wechat":
            await self.wechat.sends_picture(content)
        elif request.match_info["phone"] == "owner":
            self.owner.sends_picture(content)
        else:
            self.group.replies_with_picture(
                request.query["who"], int(request.query["message_id"]), request.query.get("text", ""), content
            )
        return await self._state(request)

    async def _media(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if request.match_info["phone"] == "wechat":
            content = self.wechat.media(name)
        else:
            stored = self.owner.fake.bot.files.get(name)
            content = stored.content if stored else None
        if content is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type="image/jpeg")
