"""Doors under /control, for the fake as a process: people act, faults are set, the record is read."""

from collections.abc import Callable

from aiohttp import web

from tests.fakes.telegram import FakeTelegram, Owner, faults
from tests.fakes.telegram.faults import Fault

ACTS = {"says", "taps", "blocks", "unblocks", "deletes_account", "shares_contact", "sends_location"}
FAULTS: dict[str, Callable[..., Fault]] = {
    make.__name__: make
    for make in (
        faults.too_many,
        faults.blocked,
        faults.deactivated,
        faults.kicked,
        faults.chat_not_found,
        faults.migrated,
        faults.unauthorized,
        faults.server_error,
        faults.bad_gateway,
        faults.not_json,
        faults.cut,
        faults.late,
        faults.hang,
    )
}


class Doors:
    def __init__(self, fake: FakeTelegram) -> None:
        self._fake = fake
        self._owners: dict[str, Owner] = {}

    async def push(self, request: web.Request) -> web.Response:
        """{"update": …, "raw": false, "copies": 1} -> {"update_id": …}"""
        asked = await request.json()
        raw, copies = asked.get("raw", False), asked.get("copies", 1)
        return web.json_response({"update_id": self._fake.push(asked["update"], raw=raw, copies=copies)})

    async def act(self, request: web.Request) -> web.Response:
        """{"owner": "Lin", "act": "says", "with": {"text": "漏水"}} -> the owner's chat and screen"""
        asked = await request.json()
        if asked["act"] not in ACTS:
            raise web.HTTPBadRequest(text=f"acts: {sorted(ACTS)}")
        owner = self._owners.get(asked["owner"]) or self._fake.owner(
            asked["owner"], language=asked.get("language")
        )
        self._owners[asked["owner"]] = owner
        getattr(owner, asked["act"])(**asked.get("with", {}))
        return web.json_response({"chat_id": owner.chat_id, "screen": [a.message for a in owner.received]})

    async def fail(self, request: web.Request) -> web.Response:
        """{"fault": "too_many", "with": {"retry_after": 3}, "method": …, "chat_id": …, "times": 1}"""
        asked = await request.json()
        fault = FAULTS[asked["fault"]](**asked.get("with", {}))
        where = {name: asked[name] for name in ("method", "chat_id", "times") if name in asked}
        self._fake.fails(fault, **where)
        return web.json_response({"ok": True})

    async def heal(self, request: web.Request) -> web.Response:
        self._fake.heals()
        return web.json_response({"ok": True})

    async def calls(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", 0))
        lines = [call.as_line() for call in self._fake.calls if call.number > after]
        return web.json_response({"calls": lines, "schema_faults": self._fake.schema_faults})


def add_doors(fake: FakeTelegram, app: web.Application) -> None:
    doors = Doors(fake)
    app.router.add_post("/control/updates", doors.push)
    app.router.add_post("/control/acts", doors.act)
    app.router.add_post("/control/faults", doors.fail)
    app.router.add_delete("/control/faults", doors.heal)
    app.router.add_get("/control/calls", doors.calls)
