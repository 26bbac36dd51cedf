"""Pages that load beside the server."""

import asyncio
import threading

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.later import Later


async def _hello(_: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


def _pages() -> Starlette:
    return Starlette(routes=[Route("/", _hello)])


def _client(app: ASGIApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk")


async def test_who_comes_before_the_pages_are_loaded_waits_for_them() -> None:
    may_load, loads = threading.Event(), []

    def load() -> Starlette:
        may_load.wait()
        loads.append(1)
        return _pages()

    later = Later(load)
    async with _client(later) as client:
        asked = [asyncio.create_task(client.get("/")) for _ in range(3)]
        later.begin()
        await asyncio.sleep(0)
        assert not any(each.done() for each in asked)
        may_load.set()
        answers = await asyncio.gather(*asked)
    assert [answer.text for answer in answers] == ["hello"] * 3
    assert loads == [1]


async def test_one_who_goes_away_does_not_stop_the_loading() -> None:
    may_load = threading.Event()

    def load() -> Starlette:
        may_load.wait()
        return _pages()

    later = Later(load)
    async with _client(later) as client:
        impatient = asyncio.create_task(client.get("/"))
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.gather(impatient, return_exceptions=True)
        may_load.set()
        assert (await client.get("/")).text == "hello"


async def test_pages_that_cannot_be_loaded_are_told_of(caplog: pytest.LogCaptureFixture) -> None:
    def load() -> Starlette:
        raise RuntimeError("no templates")

    later = Later(load)
    async with _client(later) as client:
        with pytest.raises(RuntimeError, match="no templates"):
            await client.get("/")
    assert "the pages cannot be loaded: no templates" in caplog.text
