"""Bare wechatpy and WeRoBot on our HTTP server: python -m bench.peers.wechat_app --with NAME --port N

Each opens a push, reads it and answers with the same text, encrypted; nothing is kept.
"""

import argparse
import logging
from collections.abc import Callable
from urllib.parse import parse_qs

import uvicorn
from starlette.types import Receive, Scope, Send
from wechatpy.crypto import WeChatCrypto
from wechatpy.parser import parse_message
from wechatpy.replies import create_reply
from wechatpy.utils import check_signature
from werobot import WeRoBot
from werobot.config import Config

from bench.scripts.wechat import ACCOUNT

# as long as what ours says in this conversation, on average
ANSWER = "請點選，或回覆數字：\n" + "\n".join(
    f'{number}. <a href="weixin://bizmsgmenu?msgmenucontent=選項&msgmenuid=1:key:option">選項</a>'
    for number in range(1, 6)
)
Reply = Callable[[dict[str, str], bytes], str]


def wechatpy() -> Reply:
    crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes, ACCOUNT.appid)

    def reply(asked: dict[str, str], body: bytes) -> str:
        check_signature(ACCOUNT.token, asked["signature"], asked["timestamp"], asked["nonce"])
        xml = crypto.decrypt_message(body, asked["msg_signature"], asked["timestamp"], asked["nonce"])
        answer = create_reply(ANSWER, parse_message(xml))
        return crypto.encrypt_message(answer.render(), asked["nonce"])

    return reply


def werobot() -> Reply:
    robot = WeRoBot(
        config=Config(
            TOKEN=ACCOUNT.token, ENCODING_AES_KEY=ACCOUNT.aes, APP_ID=ACCOUNT.appid, SESSION_STORAGE=False
        ),
        logger=logging.getLogger("werobot"),
    )
    robot.add_handler(lambda: ANSWER)

    def reply(asked: dict[str, str], body: bytes) -> str:
        assert robot.check_signature(asked["timestamp"], asked["nonce"], asked["signature"])
        message = robot.parse_message(
            body, timestamp=asked["timestamp"], nonce=asked["nonce"], msg_signature=asked["msg_signature"]
        )
        return robot.get_encrypted_reply(message)

    return reply


class Peer:
    """The least that an application on this server can be."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b"ready"
        if scope["method"] == "POST":
            asked = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
            body = self._reply(asked, await _whole(receive)).encode()
        headers = [(b"content-type", b"text/xml"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


async def _whole(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        part = await receive()
        body, more = body + part.get("body", b""), part.get("more_body", False)
    return body


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--with", dest="library", choices=["wechatpy", "werobot"], required=True)
    parser.add_argument("--port", type=int, required=True)
    given = parser.parse_args()
    reply = {"wechatpy": wechatpy, "werobot": werobot}[given.library]()
    uvicorn.run(
        Peer(reply),
        port=given.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
    )


if __name__ == "__main__":
    main()
