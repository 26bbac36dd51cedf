"""Pictures from outside: refused by their content, or decoded and written anew as nothing but the picture.

Out comes a JPEG, the one kind every channel sends (WeChat takes no WebP), upright, on white where it was
transparent, without EXIF, GPS, XMP, colour profile, comments or whatever was hung behind it.
"""

import math
import re
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
MOST_MEMORY: Final = 512 * 1024 * 1024
MOST_SECONDS: Final = 10.0
# a JPEG's own limit
ANY_SIDE: Final = 65_500
THUMBNAIL_SIDE: Final = 480

CHILD = Path(__file__).with_name("picture_child.py")
HEAD = re.compile(rb"ok (\d+) (\d+) (\d+) (\d+)\n")
# an album of nine must not become nine times the memory
AT_ONCE = BoundedSemaphore(2)

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
START_OF_SCAN = 0xDA
MOST_MARKERS = 1_000  # 20 MB of empty ones would hold up the server for seconds


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PICTURE = "not_a_picture"
    NOT_A_VOICE = "not_a_voice"
    BROKEN = "broken"
    TOO_SLOW = "too_slow"


class BadPicture(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    data: bytes
    thumb: bytes  # JPEG, at most THUMBNAIL_SIDE wide and high
    width: int
    height: int
    media_type: str = "image/jpeg"


def clean(data: bytes, *, seconds: float = MOST_SECONDS, longest: int = ANY_SIDE) -> Picture:
    """The picture in JPEG, PNG or WebP bytes, or its first frame, at most `longest` pixels a side.

    Raises BadPicture. Blocks its thread for up to `seconds`, and while others are being decoded.
    """
    if not data:
        raise BadPicture(Reason.EMPTY)
    if len(data) > MOST_BYTES:
        raise BadPicture(Reason.TOO_LARGE)
    if not _is_picture(data):
        raise BadPicture(Reason.NOT_A_PICTURE)
    if math.prod(_size(data)) > MOST_PIXELS:
        raise BadPicture(Reason.TOO_MANY_PIXELS)
    return _picture(_decoded(data, seconds, longest))


def _is_picture(data: bytes) -> bool:
    return data.startswith((JPEG, PNG)) or _is_webp(data)


def _is_webp(data: bytes) -> bool:
    return data.startswith(b"RIFF") and data[8:12] == b"WEBP"


def _size(data: bytes) -> tuple[int, int]:
    """Width and height as the header claims them; zeros when unclear: the child asks the decoder."""
    if data.startswith(PNG):
        if data[12:16] != b"IHDR":
            return 0, 0
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    return _webp_size(data) if _is_webp(data) else _jpeg_size(data)


def _webp_size(data: bytes) -> tuple[int, int]:
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data[12:16] == b"VP8 ":
        sides = int.from_bytes(data[26:28], "little"), int.from_bytes(data[28:30], "little")
        return sides[0] & 0x3FFF, sides[1] & 0x3FFF
    return 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    for _ in range(MOST_MARKERS):
        filled, marker = data[at : at + 1] == b"\xff", data[at + 1 : at + 2]
        if not filled or not marker or marker[0] == START_OF_SCAN:
            break
        if marker[0] in START_OF_FRAME:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        # a fill byte may stand before the marker proper
        at += 1 if marker == b"\xff" else 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0


def _decoded(data: bytes, seconds: float, longest: int) -> bytes:
    pillow = find_spec("PIL")
    assert pillow is not None
    assert pillow.origin is not None
    figures = (MOST_PIXELS, MOST_MEMORY, math.ceil(seconds), THUMBNAIL_SIDE, longest)
    # no user site, no working folder, no .pth files; and no environment, which holds secrets
    command = [sys.executable, "-sPS", str(CHILD), *map(str, figures)]
    environment = {"PYTHONPATH": str(Path(pillow.origin).parents[1])}
    try:
        with AT_ONCE:
            ended = subprocess.run(  # noqa: S603  our own interpreter and our own file
                command, input=data, capture_output=True, timeout=seconds, env=environment, check=False
            )
    except subprocess.TimeoutExpired as error:
        raise BadPicture(Reason.TOO_SLOW) from error
    if ended.returncode > 0:
        raise RuntimeError(f"the picture child does not run: {ended.stderr.decode(errors='replace')[-500:]}")
    return ended.stdout


def _picture(answer: bytes) -> Picture:
    """Raises BadPicture, BROKEN also when the decoder crashed and said nothing."""
    if answer == b"too many pixels":
        raise BadPicture(Reason.TOO_MANY_PIXELS)
    head = HEAD.match(answer)
    if head is None:
        raise BadPicture(Reason.BROKEN)
    width, height, size, _ = map(int, head.groups())
    start = head.end()
    return Picture(answer[start : start + size], answer[start + size :], width=width, height=height)
