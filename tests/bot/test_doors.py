"""Hooks and pages on the same connections: nothing that uvicorn guards is lost on the way past it."""

import asyncio
from collections.abc import AsyncGenerator, Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.channels.hook import OK, UNAUTHORIZED, Answer, Headers
from tests.bot.doors import Line, Opened, opened, request


class Slow:
    """A hook that answers when told to."""

    largest = 100

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.waiting: asyncio.Queue[Callable[[Answer], None]] = asyncio.Queue()

    def refuse(self, headers: Headers) -> Answer | None:
        return None if (b"key", b"right") in headers else UNAUTHORIZED

    def take(self, body: bytes, answer: Callable[[Answer], None]) -> None:
        if body == b"fault":
            raise LookupError
        self.bodies.append(body)
        self.waiting.put_nowait(answer)

    async def is_done(self) -> None:
        (await asyncio.wait_for(self.waiting.get(), 2))(OK)


async def echo(asked: Request) -> PlainTextResponse:
    return PlainTextResponse(await asked.body(), 203)


def hooked(body: bytes = b"words", **more: str) -> bytes:
    return request(body, path="/hook", headers={"Key": "right"} | more)


PAGE = request(b"words", path="/page", headers={})


@pytest.fixture
def hook() -> Slow:
    return Slow()


@pytest.fixture
async def door(hook: Slow) -> AsyncGenerator[Opened]:
    async with opened({"/hook": hook}, Starlette(routes=[Route("/page", echo, methods=["POST"])])) as door:
        yield door


@pytest.fixture
async def line(door: Opened) -> AsyncGenerator[Line]:
    line = await door.line()
    yield line
    await line.close()


async def test_one_connection_serves_hooks_and_pages(line: Line, hook: Slow) -> None:
    for asked, status in ((hooked(), 200), (PAGE, 203), (hooked(), 200), (PAGE, 203)):
        line.send(asked)
        if status == 200:
            await hook.is_done()
        assert (await line.answer())[0] == status


async def test_what_is_sent_ahead_is_answered_in_order(line: Line, hook: Slow) -> None:
    line.send(hooked(b"1"), PAGE, hooked(b"2"), request(path="/hook", headers={}), PAGE)
    await hook.is_done()
    assert [(await line.answer())[0] for _ in range(2)] == [200, 203]
    await hook.is_done()
    assert [(await line.answer())[0] for _ in range(3)] == [200, 401, 203]
    assert hook.bodies == [b"1", b"2"]


async def test_a_thousand_refusals_in_line_are_answered(line: Line, hook: Slow) -> None:
    line.send(hooked(), *[request(path="/hook", headers={})] * 1000)
    await hook.is_done()
    assert [(await line.answer())[0] for _ in range(1001)] == [200] + [401] * 1000


@pytest.mark.parametrize(
    ("asked", "status", "closes"),
    [
        (hooked(b"x" * 101), 413, True),
        (hooked(Connection="close"), 200, True),
        (hooked().replace(b"HTTP/1.1", b"HTTP/1.0"), 200, True),
        (hooked().replace(b"/hook", b"/hook?again=1"), 200, False),
        (hooked().replace(b"POST", b"GET"), 405, False),
        (hooked(b"fault"), 500, False),
        (hooked().replace(b"/hook", b"/hooks"), 404, False),
        (hooked(**{"Transfer-Encoding": "chunked"}), 400, True),
        (b"nonsense\r\n\r\n", 400, True),
    ],
    ids=["too large", "close", "1.0", "a query", "no post", "a fault", "no hook", "two lengths", "no http"],
)
async def test_an_odd_request(line: Line, hook: Slow, asked: bytes, status: int, *, closes: bool) -> None:
    line.send(asked)
    if status == 200:
        await hook.is_done()
    found, head = await line.answer()
    assert found == status
    assert (b"connection: close" in head) == closes
    assert not closes or await line.is_closed()


async def test_a_client_that_asks_first_is_told_to_go_on(line: Line, hook: Slow) -> None:
    head, body = hooked(Expect="100-continue").split(b"\r\n\r\n")
    line.send(head, b"\r\n\r\n")
    assert (await line.answer())[0] == 100
    line.send(body)
    await hook.is_done()
    status, head = await line.answer()
    assert (status, b"date: today" in head) == (200, True)


async def test_the_end_waits_for_what_is_under_way(door: Opened, line: Line, hook: Slow) -> None:
    line.send(hooked())
    answer = await asyncio.wait_for(hook.waiting.get(), 2)
    for connection in list(door.state.connections):
        connection.shutdown()
    answer(OK)
    status, head = await line.answer()
    assert (status, b"connection: close" in head) == (200, True)
    assert await line.is_closed()


async def test_a_client_that_is_gone_disturbs_nobody(door: Opened, line: Line, hook: Slow) -> None:
    line.send(hooked())
    answer = await asyncio.wait_for(hook.waiting.get(), 2)
    await line.close()
    assert await door.ask(path="/page", headers={}) == 203
    answer(OK)
    other = await door.line()
    other.send(hooked(b"again"))
    await hook.is_done()
    assert (await other.answer())[0] == 200
    await other.close()


async def test_a_quiet_connection_is_closed_and_a_busy_one_is_not(hook: Slow) -> None:
    async with opened({"/hook": hook}, keep_alive=0) as door:
        quiet, busy = await door.line(), await door.line()
        busy.send(request(path="/hook", headers={}), hooked())
        assert (await busy.answer())[0] == 401
        quiet.send(request(path="/hook", headers={}))
        assert (await quiet.answer())[0] == 401
        assert await quiet.is_closed()
        await hook.is_done()
        assert (await busy.answer())[0] == 200
        assert await busy.is_closed()
        for line in (quiet, busy):
            await line.close()
