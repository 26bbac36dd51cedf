"""aiogram 3 behind its own webhook handler: python -m bench.peers.aiogram_app --port N --storage memory"""

import argparse
import asyncio
from pathlib import Path
from typing import Any

import orjson
import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.methods import SendMessage
from aiogram.methods.base import TelegramMethod
from aiogram.types import Chat, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bench.peers import aiogram_flow
from bench.peers.sqlite_storage import SqliteStorage

TOKEN = "4100001:AAFakeTokenOfTheFakePlatform_0000001"
SENT = Message.model_validate(
    {"message_id": 1, "date": 0, "chat": Chat(id=1, type="private"), "text": "sent"}
)


class NothingLeaves(Bot):
    """Calls end here at once with a ready result: the bench measures turns, not Telegram."""

    async def __call__(self, method: TelegramMethod[Any], request_timeout: int | None = None) -> Any:  # noqa: ARG002
        return SENT if isinstance(method, SendMessage) else True


class Direct(SimpleRequestHandler):
    """aiogram's handler without its task, timer and multipart writer around each update."""

    async def _handle_request(self, bot: Bot, request: web.Request) -> web.Response:
        await self.dispatcher.feed_raw_update(bot, orjson.loads(await request.read()))
        return web.Response()


def _storage(kind: str, data: Path, redis: str) -> BaseStorage:
    if kind == "sqlite":
        return SqliteStorage(data / "fsm.sqlite")
    if kind == "redis":
        # redis-py refuses the 101st connection by default; two writes of one owner run side by side.
        return RedisStorage.from_url(redis, connection_kwargs={"max_connections": 1000})
    return MemoryStorage()


async def _filed(_: web.Request) -> web.Response:
    return web.Response(text=str(aiogram_flow.filed))


async def serve(asked: argparse.Namespace) -> None:
    bot = NothingLeaves(TOKEN, session=AiohttpSession(json_loads=orjson.loads))
    dispatcher = Dispatcher(storage=_storage(asked.storage, asked.data, asked.redis))
    dispatcher.include_router(aiogram_flow.router)
    app = web.Application()
    # Not in the background: 200 means handled, as in ours.
    handler = Direct if asked.direct else SimpleRequestHandler
    handler(dispatcher, bot, handle_in_background=False, secret_token=asked.secret).register(
        app, path="/hook"
    )
    app.router.add_get("/filed", _filed)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", asked.port).start()
    print("READY", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--storage", choices=["memory", "sqlite", "redis"], default="memory")
    parser.add_argument("--data", type=Path, default=Path())
    parser.add_argument("--redis", default="redis://127.0.0.1:6379")
    parser.add_argument("--direct", action="store_true", help="a leaner webhook handler than aiogram's own")
    parser.add_argument("--secret")
    uvloop.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
