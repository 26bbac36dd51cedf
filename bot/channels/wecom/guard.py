"""What a callback of WeCom must be before it is read: signed, of now, sealed for our company."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from bot.channels.wecom.account import WeComApp

LARGEST_BODY = 64 * 1024
WINDOW = timedelta(minutes=10)
READ = frozenset(
    {
        "FromUserName",
        "CreateTime",
        "MsgType",
        "MsgId",
        "Content",
        "Event",
        "EventKey",
        "TaskId",
        "ResponseCode",
    }
)
"""What is acted on: there once. Others may be lists (the choices of a card)."""
BLOCK, RANDOM, LENGTH = 32, 16, 4
CDATA = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
ENVELOPE = re.compile(rb"<Encrypt>(?:<!\[CDATA\[([A-Za-z0-9+/=]+)\]\]>|([A-Za-z0-9+/=]+))</Encrypt>")
FIELD = re.compile(rb"<([A-Za-z]{1,40})>(?:<!\[CDATA\[((?:[^\]]|\](?!\]>))*)\]\]>|([^<>&]*))</\1>")


class Refused(Exception):
    """Not from WeCom, not for us or not of now; which of them is nobody's business."""


@dataclass(frozen=True)
class Asked:
    """The parameters of the address."""

    msg_signature: str
    timestamp: str
    nonce: str
    echostr: str = ""


class Guard:
    """Whatever is wrong, it raises Refused and nothing else."""

    def __init__(self, app: WeComApp) -> None:
        self._token = app.token
        self._key = base64.b64decode(f"{app.aes_key}=")
        self._corp = app.corp_id.encode()

    def echo(self, asked: Asked, *, now: datetime) -> bytes:
        """What WeCom wants to hear when the address is set."""
        return self._opened(asked, asked.echostr, now)

    def open(self, asked: Asked, body: bytes, *, now: datetime) -> dict[str, str]:
        """The fields of a message."""
        envelopes = ENVELOPE.findall(body)
        is_whole = body.rstrip().endswith(b"</xml>")
        if len(body) > LARGEST_BODY or not is_whole or _has_markup(body) or len(envelopes) != 1:
            raise Refused
        xml = self._opened(asked, (envelopes[0][0] or envelopes[0][1]).decode(), now)
        if _has_markup(xml):
            raise Refused
        fields: dict[str, str] = {}
        for tag, words, plain in FIELD.findall(xml):
            name = tag.decode()
            if name in fields and name in READ:
                raise Refused
            fields[name] = (words or plain).decode(errors="replace")
        return fields

    def _opened(self, asked: Asked, sealed: str, now: datetime) -> bytes:
        """The signature covers what is sealed, so it is looked at first."""
        signed = signature(self._token, asked.timestamp, asked.nonce, sealed)
        if not hmac.compare_digest(signed.encode(), asked.msg_signature.encode()):
            raise Refused
        stamp = asked.timestamp
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < BLOCK):
            raise Refused
        if abs(now.timestamp() - int(stamp)) > WINDOW.total_seconds():
            raise Refused
        try:
            return self._unsealed(base64.b64decode(sealed, validate=True))
        except (ValueError, IndexError):
            raise Refused from None

    def _unsealed(self, sealed: bytes) -> bytes:
        decryptor = Cipher(AES256(self._key), CBC(self._key[:RANDOM])).decryptor()
        padded = decryptor.update(sealed) + decryptor.finalize()
        padding = padded[-1]
        if not 1 <= padding <= BLOCK or padded[-padding:] != bytes([padding]) * padding:
            raise Refused
        content = padded[RANDOM:-padding]
        end = LENGTH + int.from_bytes(content[:LENGTH])
        if not hmac.compare_digest(content[end:], self._corp):
            raise Refused
        return content[LENGTH:end]


def signature(*parts: str) -> str:
    """SHA-1 over the sorted parts, as WeCom signs."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def _has_markup(xml: bytes) -> bool:
    """Whether it has a document type, an entity or a comment; what is in CDATA is somebody's words."""
    return b"<!" in CDATA.sub(b"", xml)
