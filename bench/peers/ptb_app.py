"""python-telegram-bot behind the leanest webhook: python -m bench.peers.ptb_app --port N"""

import argparse
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import orjson
import uvicorn
import uvloop
from telegram import Chat, Message, Update
from telegram.ext import Application, ExtBot

from bench.peers import ptb_flow

TOKEN = "4100001:AAFakeTokenOfTheFakePlatform_0000001"
ME = {"id": 4100001, "is_bot": True, "first_name": "Huifang", "username": "huifang_bot"}
SENT = Message.de_json({"message_id": 1, "date": 0, "chat": {"id": 1, "type": Chat.PRIVATE}, "text": "sent"})

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class NothingLeaves(ExtBot[None]):
    """Calls end here at once with a ready result: the bench measures turns, not Telegram."""

    async def send_message(self, *_: Any, **__: Any) -> Message:
        return SENT

    async def answer_callback_query(self, *_: Any, **__: Any) -> bool:
        return True

    async def _post(self, endpoint: str, *_: Any, **__: Any) -> Any:
        return ME if endpoint == "getMe" else True


class Webhook:
    """A bare ASGI application: read, decode, handle, then 200."""

    def __init__(self, application: Application[Any, Any, Any, Any, Any, Any], secret: str | None) -> None:
        self._application = application
        self._secret = secret.encode() if secret else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/filed":
            return await _answer(send, 200, str(ptb_flow.filed).encode())
        if self._secret and (b"x-telegram-bot-api-secret-token", self._secret) not in scope["headers"]:
            return await _answer(send, 401, b"")
        update = Update.de_json(orjson.loads(await _body(receive)), self._application.bot)
        await self._application.process_update(update)
        return await _answer(send, 200, b"")


async def _body(receive: Receive) -> bytes:
    got = await receive()
    body: bytes = got["body"]
    while got.get("more_body"):
        got = await receive()
        body += got["body"]
    return body


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def serve(asked: argparse.Namespace) -> None:
    application = Application.builder().bot(NothingLeaves(TOKEN)).updater(None).build()
    application.add_handler(ptb_flow.conversation())
    await application.initialize()
    hook = Webhook(application, asked.secret)
    config = uvicorn.Config(
        hook, host="127.0.0.1", port=asked.port, access_log=False, lifespan="off", log_level="warning"
    )
    print("READY", flush=True)
    await uvicorn.Server(config).serve()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--secret")
    uvloop.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
