"""WeChat's side of the wire: signs, encrypts and pushes, and pushes again when nobody answers."""

import base64
import hashlib
import os
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

MOST_DELIVERIES = 3
SECONDS = 5.0
FAULT = "该公众号暂时无法提供服务"
ENVELOPE = "<xml><ToUserName><![CDATA[{us}]]></ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"


def signed(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Account:
    """What both sides know; `us` is the account's own name at WeChat."""

    appid: str = "wx0123456789abcdef"
    token: str = "sharedtoken"
    aes: str = base64.b64encode(bytes(range(32))).decode().rstrip("=")
    us: str = "gh_centre"

    def cipher(self) -> Cipher[modes.CBC]:
        key = base64.b64decode(self.aes + "=")
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))

    def seal(self, xml: bytes, *, random: bytes | None = None) -> str:
        padder, encryptor = PKCS7(256).padder(), self.cipher().encryptor()
        content = (random or os.urandom(16)) + len(xml).to_bytes(4, "big") + xml + self.appid.encode()
        padded = padder.update(content) + padder.finalize()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def open(self, reply: str) -> str:
        """The message in our answer, its signature checked."""
        sealed, signature, nonce = (
            re.search(rf"<{name}><!\[CDATA\[(.*?)\]\]></{name}>", reply)[1]  # ty: ignore[not-subscriptable]
            for name in ("Encrypt", "MsgSignature", "Nonce")
        )
        at = re.search("<TimeStamp>([0-9]+)</TimeStamp>", reply)[1]  # ty: ignore[not-subscriptable]
        assert signature == signed(self.token, at, nonce, sealed)
        decryptor, unpadder = self.cipher().decryptor(), PKCS7(256).unpadder()
        padded = decryptor.update(base64.b64decode(sealed)) + decryptor.finalize()
        content = unpadder.update(padded) + unpadder.finalize()
        end = 20 + int.from_bytes(content[16:20], "big")
        assert content[end:].decode() == self.appid
        return content[20:end].decode()

    def push(self, xml: str | bytes, at: int, nonce: str = "nonce") -> tuple[str, bytes]:
        """Query string and body of a push."""
        sealed = self.seal(xml.encode() if isinstance(xml, str) else xml)
        query = {
            "signature": signed(self.token, str(at), nonce),
            "timestamp": str(at),
            "nonce": nonce,
            "openid": "openid",
            "encrypt_type": "aes",
            "msg_signature": signed(self.token, str(at), nonce, sealed),
        }
        return urlencode(query), ENVELOPE.format(us=self.us, sealed=sealed).encode()


@dataclass
class Pusher:
    """Pushes over real HTTP. `shown` is what the follower sees in answer, or WeChat's own excuse."""

    client: httpx.AsyncClient
    account: Account = field(default_factory=Account)
    path: str = "/hooks/wechat/main"
    seconds: float = SECONDS
    deliveries: int = 0

    async def push(self, xml: str, at: int) -> str:
        """What the follower sees at once; "" for nothing. Delivered again while it is not answered well."""
        query, body = self.account.push(xml, at)
        for _ in range(MOST_DELIVERIES):
            self.deliveries += 1
            try:
                answer = await self.client.post(f"{self.path}?{query}", content=body, timeout=self.seconds)
            except httpx.HTTPError:
                continue
            if answer.status_code == httpx.codes.OK:
                return self._shown(answer.text)
        return FAULT

    def _shown(self, answer: str) -> str:
        if answer in ("", "success"):
            return ""
        content = re.search(r"<Content><!\[CDATA\[(.*)\]\]></Content>", self.account.open(answer), re.DOTALL)
        return content[1].replace("]]]]><![CDATA[>", "]]>") if content else FAULT
