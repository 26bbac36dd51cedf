"""The HTTP face: one call in, its faults, one answer out."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from tests.fakes.telegram import bodies, schema
from tests.fakes.telegram.faults import Fault, Rule, choose
from tests.fakes.telegram.inbound import Inbound
from tests.fakes.telegram.journal import Journal
from tests.fakes.telegram.methods import PLAYED, play
from tests.fakes.telegram.nasty import Nasty
from tests.fakes.telegram.shapes import ApiError, Call, Upload
from tests.fakes.telegram.world import Account, account_for


@dataclass
class Server:
    """The platform's front, shared by all bots."""

    accounts: dict[str, Account]
    inbound: dict[str, Inbound]
    journal: Journal
    nasty: Nasty | None
    rules: list[Rule] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def app(self) -> web.Application:
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)
        return app

    async def call(self, request: web.Request) -> web.StreamResponse:
        call = Call(next(self.numbers), time.time(), 0, request.match_info["method"], {}, {})
        with self.journal.changed:
            self.journal.open_call(call)
        fault: Fault | None = None
        try:
            bot = account_for(self.accounts, request.match_info["token"])
            call.bot_id = bot.id
            raw, files = await bodies.read(request)
            self._understand(call, raw, files)
            fault = self._strike(bot, call)
            result = await self._carry_out(bot, call, fault)
            answer, call.status, call.verdict = {"ok": True, "result": result}, 200, "ok"
        except ApiError as refused:
            answer, call.status, call.verdict = refused.as_answer(), refused.code, refused.description
        if fault is None:
            self._close(call)
            return web.json_response(answer, status=call.status)
        call.verdict = f"fault {fault.name}" + ("" if call.status == 200 else f", {call.verdict}")
        return await self._spoil(request, call, fault, answer)

    def _understand(self, call: Call, raw: dict[str, Any], files: dict[str, Upload]) -> None:
        """Fit the call to aiogram's method model; what does not fit is a 400 and a schema fault."""
        method = schema.METHODS.get(call.method.lower())
        call.params, call.files = raw, files
        if method is None or method.__api_method__ not in {*PLAYED, "getUpdates"}:
            self._mark(call, "this fake does not play the method")
            raise ApiError(404, "Not Found")
        call.method = method.__api_method__
        call.params = schema.read_params(method, raw)
        try:
            call.params = schema.check_call(method, call.params, files)
        except schema.SchemaError as wrong:
            self._mark(call, str(wrong))
            raise ApiError(400, f"Bad Request: {wrong}") from wrong

    def _mark(self, call: Call, words: str) -> None:
        with self.journal.changed:
            self.journal.schema_fault(call, words)

    def _strike(self, bot: Account, call: Call) -> Fault | None:
        with self.journal.changed:
            writes = call.method.startswith(("send", "edit", "create"))
            left = bot.quiet_until - call.at
            if writes and left > 0:
                bot.early_calls.append(call.number)
                raise ApiError(
                    429, f"Too Many Requests: retry after {int(left) + 1}", {"retry_after": int(left) + 1}
                )
            fault = choose(self.rules, call) or (self.nasty.strike(call) if self.nasty else None)
            if fault and fault.error and fault.error.parameters and "retry_after" in fault.error.parameters:
                bot.quiet_until = call.at + fault.error.parameters["retry_after"]
            return fault

    async def _carry_out(self, bot: Account, call: Call, fault: Fault | None) -> Any:
        if fault and fault.error:
            raise fault.error
        if fault and not fault.accepts:
            return None
        if call.method == "getUpdates":
            result = await self.inbound[bot.token].poll(call)
        else:
            with self.journal.changed:
                result = play(bot, call)
            self._check_result(call, result)
        call.accepted = True
        self.inbound[bot.token].news.set()
        return result

    def _check_result(self, call: Call, result: Any) -> None:
        try:
            schema.check_result(schema.METHODS[call.method.lower()], result)
        except schema.OwnError as wrong:
            self._mark(call, f"the fake's own answer is wrong: {wrong}")
            raise

    def _close(self, call: Call) -> None:
        with self.journal.changed:
            self.journal.close_call(call)

    async def _spoil(self, request: web.Request, call: Call, fault: Fault, answer: Any) -> web.StreamResponse:
        call.status = fault.status if fault.body is not None else 0 if fault.cut else call.status
        self._close(call)
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.cut and request.transport:
            request.transport.close()
        if fault.body is not None:
            return web.Response(body=fault.body, status=fault.status, content_type=fault.content_type)
        return web.json_response(answer, status=call.status or 200)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes behind a file_path; faults strike it as method `download`."""
        call = Call(next(self.numbers), time.time(), 0, "download", {"path": request.match_info["path"]}, {})
        bot = self.accounts.get(request.match_info["token"])
        found = [f for f in bot.files.values() if f.path == request.match_info["path"]] if bot else []
        call.bot_id, call.status = bot.id if bot else 0, 200 if found else 404
        with self.journal.changed:
            self.journal.open_call(call)
            fault = choose(self.rules, call)
        call.verdict = f"fault {fault.name}" if fault else "ok" if found else "no such file"
        if fault:
            wrong = fault.error.as_answer() if fault.error else {}
            call.status = fault.error.code if fault.error else call.status
            return await self._spoil(request, call, fault, wrong)
        self._close(call)
        return web.Response(body=found[0].content) if found else web.Response(status=404)
