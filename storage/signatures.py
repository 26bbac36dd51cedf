"""A signature drawn with a finger: a small PNG with ink on it, and nothing but its picture."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image

from storage.pictures import PNG, BadPicture, Reason, clean

MOST_BYTES: Final = 64 * 1024
MOST_SIDE: Final = 2000
KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
DARK, LEAST_INK = 128, 0.0005
HEAD = struct.Struct(">I4s")


@dataclass(frozen=True)
class Signature:
    data: bytes
    width: int
    height: int
    media_type: str = "image/png"


def signature(data: bytes) -> Signature:
    """Raises BadPicture: no PNG, too large, broken, or EMPTY when nobody has drawn anything."""
    if not data:
        raise BadPicture(Reason.EMPTY)
    if len(data) > MOST_BYTES:
        raise BadPicture(Reason.TOO_LARGE)
    if not data.startswith(PNG):
        raise BadPicture(Reason.NOT_A_PICTURE)
    kept = PNG + b"".join(chunk for name, chunk in _chunks(data) if name in KEPT)
    seen = clean(kept)
    if max(seen.width, seen.height) > MOST_SIDE:
        raise BadPicture(Reason.TOO_MANY_PIXELS)
    if _ink(seen.data) < LEAST_INK:
        raise BadPicture(Reason.EMPTY)
    return Signature(kept, seen.width, seen.height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and bytes of each chunk up to the end. Raises BadPicture for one that is cut or altered."""
    at = len(PNG)
    while at + HEAD.size <= len(data):
        size, name = HEAD.unpack_from(data, at)
        chunk = data[at : at + 12 + size]
        if len(chunk) < 12 + size or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise BadPicture(Reason.BROKEN)
        yield name, chunk
        if name == b"IEND":
            return
        at += 12 + size
    raise BadPicture(Reason.BROKEN)


def _ink(picture: bytes) -> float:
    """The share of dark dots; the picture is one that we have written ourselves."""
    grey = Image.open(BytesIO(picture)).convert("L")
    return sum(grey.histogram()[:DARK]) / (grey.width * grey.height)
