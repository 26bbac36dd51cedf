"""The page with the phones, on a loopback port: what they show as JSON, and what is done on them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fakes.phones.telegram import GroupPhone, OwnerPhone
from tests.fakes.phones.wechat import WeChatPhone
from tests.fakes.wecom import FakeWeCom
from tests.storage.voices import a_voice

HERE = Path(__file__).parent
LARGEST_PICTURE = 20 * 1024 * 1024
Json = dict[str, Any]


@dataclass
class Phones:
    """Everything on the page; `desk` is the address of the product."""

    wechat: WeChatPhone
    owner: OwnerPhone
    group: GroupPhone
    wecom: FakeWeCom
    robot: str
    desk: str
    password: str = ""

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_PICTURE)
        app.router.add_get("/", self._page)
        app.router.add_get("/{name:phones\\.(?:js|css)}", self._file)
        app.router.add_get("/state", self._state)
        app.router.add_post("/acts", self._act)
        app.router.add_post("/pictures/{phone:wechat|owner}", self._picture)
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
        wechat, owner, group = self.wechat, self.owner, self.group
        return {
            ("wechat", "says"): wechat.says,
            ("wechat", "taps"): wechat.taps,
            ("wechat", "chooses"): wechat.chooses,
            ("wechat", "follows"): wechat.follows,
            ("wechat", "unfollows"): wechat.unfollows,
            ("wechat", "scans"): wechat.scans,
            ("wechat", "voice"): lambda: wechat.sends_voice(a_voice("amr")),
            ("owner", "says"): owner.says,
            ("owner", "presses"): owner.presses,
            ("owner", "shares_contact"): owner.shares_contact,
            ("owner", "blocks"): owner.blocks,
            ("owner", "unblocks"): owner.unblocks,
            ("group", "says"): group.says,
            ("group", "replies"): group.replies,
            ("group", "presses"): group.presses,
        }

    async def _picture(self, request: web.Request) -> web.Response:
        content = await request.read()
        if request.match_info["phone"] == "wechat":
            await self.wechat.sends_picture(content)
        else:
            self.owner.sends_picture(content)
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
