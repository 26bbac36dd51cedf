"""Voice messages from outside: refused by their content, or written anew as what every browser plays.

In come AMR (WeChat) and Opus in Ogg (Telegram); out comes MP3, one channel, without names and comments.
"""

import math
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

import imageio_ffmpeg

from storage.pictures import BadPicture, Reason

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_LENGTH: Final = 10 * 60  # seconds
MOST_MEMORY: Final = 512 * 1024 * 1024
MOST_SECONDS: Final = 20.0
LEAST: Final = 300  # bytes: a head alone is no sound
MEDIA_TYPE: Final = "audio/mpeg"

# how each begins, and what ffmpeg calls it: it must not guess, other kinds of file can name files to read
FORMATS: Final = {b"#!AMR": "amr", b"OggS": "ogg"}
CHILD = Path(__file__).with_name("sound_child.py")
AT_ONCE = BoundedSemaphore(1)


@dataclass(frozen=True)
class Sound:
    """`original_type` is the media type of what came in."""

    data: bytes
    original_type: str
    media_type: str = MEDIA_TYPE
    width: int = 0
    height: int = 0


def playable(data: bytes, *, seconds: float = MOST_SECONDS) -> Sound:
    """The voice as MP3. Raises BadPicture, for a voice too.

    Blocks its thread for up to `seconds`, and while another is being written.
    """
    if not data:
        raise BadPicture(Reason.EMPTY)
    if len(data) > MOST_BYTES:
        raise BadPicture(Reason.TOO_LARGE)
    kind = next((name for head, name in FORMATS.items() if data.startswith(head)), None)
    if kind is None:
        raise BadPicture(Reason.NOT_A_VOICE)
    return Sound(_converted(data, kind, seconds), f"audio/{kind}")


def _converted(data: bytes, kind: str, seconds: float) -> bytes:
    asked = ("-f", kind, "-protocol_whitelist", "pipe", "-i", "pipe:0")
    # bit-exact: the same voice is the same file, and its maker is not in it
    made = ("-vn", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact")
    small = ("-t", str(MOST_LENGTH), "-ac", "1", "-ar", "16000", "-b:a", "32k", "-f", "mp3", "pipe:1")
    limits = (str(MOST_MEMORY), str(math.ceil(seconds)))
    child = [sys.executable, "-sPS", str(CHILD), *limits]
    command = [*child, _ffmpeg(), "-nostdin", "-v", "quiet", "-threads", "1", *asked, *made, *small]
    try:
        with AT_ONCE:
            ended = subprocess.run(  # noqa: S603  our own file and a packaged program
                command, input=data, capture_output=True, timeout=seconds, env={}, check=False
            )
    except subprocess.TimeoutExpired as error:
        raise BadPicture(Reason.TOO_SLOW) from error
    if ended.returncode or len(ended.stdout) < LEAST:
        raise BadPicture(Reason.BROKEN)
    return ended.stdout


@cache
def _ffmpeg() -> str:
    """The program in the package; one that lies about elsewhere is not taken."""
    folder = Path(imageio_ffmpeg.__file__).parent / "binaries"
    return str(next(folder.glob("ffmpeg-*")))
