"""Secrets of channels in the database: AES-GCM, the key outside of it (RELIABILITY 7.55)."""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "v1:"
NONCE = 12


class NotOurs(Exception):
    """Sealed with another secret, or changed since."""


def seal(secret: str, plain: str) -> str:
    nonce = os.urandom(NONCE)
    sealed = AESGCM(_key(secret)).encrypt(nonce, plain.encode(), None)
    return PREFIX + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(secret: str, sealed: str) -> str:
    """Raises NotOurs."""
    try:
        raw = base64.urlsafe_b64decode(sealed.removeprefix(PREFIX))
        return AESGCM(_key(secret)).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except (InvalidTag, ValueError):
        raise NotOurs from None


def _key(secret: str) -> bytes:
    return hashlib.sha256(b"huifang channel secrets\n" + secret.encode()).digest()
