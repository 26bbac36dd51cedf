"""What a push must be before anything of it is read: signed, of now, encrypted for us (PLATFORMS 2.5)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import unquote_plus

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

LARGEST_BODY = 64 * 1024
WINDOW = timedelta(minutes=10)
BLOCK, RANDOM, LENGTH = 32, 16, 4
MOST_PARAMETERS, LONGEST_ECHO = 20, 256
CDATA = re.compile(rb"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+\]\]>")
BEGIN, END = re.compile(rb"\s*<xml>"), re.compile(rb"\s*</xml>\s*\Z")
PLAIN_FIELD = re.compile(
    rb"\s*<([A-Za-z]{1,40})>(?:<!\[CDATA\[((?:[^\]]++|\](?!\]>))*+)\]\]>|([^<>&]*))</\1>"
)
ENCRYPTED = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
ECHO = re.compile(r"[A-Za-z0-9+/=_-]+")


class Refused(Exception):
    """Not from WeChat, not for us or not of now; which of them is nobody's business."""


@dataclass(frozen=True)
class Keys:
    """What an account shares with WeChat. `aes` are the EncodingAESKeys in use, today's first."""

    appid: str
    token: str = field(repr=False)
    aes: tuple[str, ...] = field(repr=False)
    plaintext: bool = False


@dataclass(frozen=True)
class Opened:
    """The message's XML; `key` opened it and closes the answer, None for one that came as plain text."""

    xml: bytes
    key: bytes | None = field(repr=False)


class Guard:
    """One account's. Whatever is wrong with a push, it raises Refused and nothing else."""

    def __init__(self, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._keys = keys
        self._appid = keys.appid.encode()
        self._aes = tuple(base64.b64decode(f"{key}=") for key in keys.aes if key)
        if not self._aes and not keys.plaintext:
            raise ValueError("an account of WeChat needs its EncodingAESKey")
        self._clock = clock

    def admit(self, query: bytes) -> Mapping[str, str]:
        """The parameters of an address that WeChat itself made, lately."""
        try:
            asked = dict(_once(query))
            signed = signature(self._keys.token, asked["timestamp"], asked["nonce"])
            _compare(asked["signature"], signed)
            self._check_age(asked["timestamp"])
        except Exception as fault:
            raise Refused from fault
        return asked

    def echo(self, query: bytes) -> bytes:
        """What WeChat wants to hear when the address is set."""
        text = self.admit(query).get("echostr", "")
        if len(text) > LONGEST_ECHO or not ECHO.fullmatch(text):
            raise Refused
        return text.encode()

    def open(self, asked: Mapping[str, str], body: bytes) -> Opened:
        """The message in a push whose address was admitted."""
        try:
            return self._opened(asked, body)
        except Exception as fault:
            raise Refused from fault

    def _opened(self, asked: Mapping[str, str], body: bytes) -> Opened:
        if len(body) > LARGEST_BODY or has_markup(body):
            raise Refused
        if self._keys.plaintext and "msg_signature" not in asked:
            return Opened(body, None)
        outside = dict(_fields(body))
        encrypted = outside.pop(b"Encrypt")
        if not ENCRYPTED.fullmatch(encrypted):
            raise Refused
        token, text = self._keys.token, encrypted.decode()
        _compare(asked["msg_signature"], signature(token, asked["timestamp"], asked["nonce"], text))
        opened = self._decrypted(base64.b64decode(encrypted, validate=True))
        if has_markup(opened.xml) or not all(_says(opened.xml, *each) for each in outside.items()):
            raise Refused
        return opened

    def _decrypted(self, sealed: bytes) -> Opened:
        for key in self._aes:
            xml = unsealed(sealed, key, self._appid)
            if xml is not None:
                return Opened(xml, key)
        raise Refused

    def _check_age(self, timestamp: str) -> None:
        if not timestamp.isdecimal() or abs(self._clock().timestamp() - int(timestamp)) > WINDOW.seconds:
            raise Refused


def signature(*parts: str) -> str:
    """SHA-1 over the parts in order, as WeChat signs."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


@lru_cache(8)
def cipher(key: bytes) -> Cipher[CBC]:
    """AES-256 in CBC, whose first block is the key's own beginning."""
    return Cipher(AES256(key), CBC(key[:RANDOM]))


def unsealed(sealed: bytes, key: bytes, appid: bytes) -> bytes | None:
    """The message in it; None when this key does not open it, or it is for another account."""
    decryptor = cipher(key).decryptor()
    padded = decryptor.update(sealed) + decryptor.finalize()
    padding = padded[-1]
    if not 1 <= padding <= BLOCK or padded[-padding:] != bytes([padding]) * padding:
        return None
    content = padded[RANDOM:-padding]
    end = LENGTH + int.from_bytes(content[:LENGTH])
    return content[LENGTH:end] if hmac.compare_digest(content[end:], appid) else None


def has_markup(xml: bytes) -> bool:
    """Whether it has a document type, an entity or a comment: what is in CDATA is somebody's words."""
    return b"<!" in xml and b"<!" in CDATA.sub(b"", xml)


def _once(query: bytes) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for pair in query.decode("ascii").split("&", MOST_PARAMETERS):
        name, _, value = pair.partition("=")
        if name in seen or "&" in value:
            raise Refused
        seen.add(name)
        yield name, unquote_plus(value) if "%" in value or "+" in value else value


def _fields(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The envelope's fields; it is read to its end, because only one of them is signed."""
    begin = BEGIN.match(body)
    at, seen = begin.end() if begin else 0, set[bytes]()
    while begin and not END.match(body, at):
        found = PLAIN_FIELD.match(body, at)
        if found is None or found[1] in seen:
            raise Refused
        seen.add(found[1])
        yield found[1], found[3] if found[2] is None else found[2]
        at = found.end()


def _says(xml: bytes, name: bytes, value: bytes) -> bool:
    """Whether the message says the same as its envelope, where it says anything of the kind."""
    if b"<%s>" % name not in xml:
        return True
    return b"<%s><![CDATA[%s]]></%s>" % (name, value, name) in xml or b"<%s>%s<" % (name, value) in xml


def _compare(given: str, wanted: str) -> None:
    if not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Refused
