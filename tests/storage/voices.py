"""A second of a tone, as WeChat (amr) and Telegram (ogg) send voices; made by the packaged ffmpeg."""

import subprocess
from functools import cache

import imageio_ffmpeg

CODECS = {
    "amr": ("-ar", "8000", "-c:a", "libopencore_amrnb", "-b:a", "4.75k"),
    "ogg": ("-c:a", "libopus", "-b:a", "8k", "-metadata", "artist=Lin"),
}


@cache
def a_voice(kind: str, *, seconds: int = 1) -> bytes:
    tone = ("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}", "-ac", "1")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *tone, *CODECS[kind], "-f", kind, "pipe:1"]
    return subprocess.run(command, capture_output=True, check=True).stdout
