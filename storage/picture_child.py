"""Decodes one foreign picture, in a process of its own with little memory and little time.

Runs as a script, never imported by the server. The picture comes on stdin. To stdout goes the line
`ok WIDTH HEIGHT BYTES THUMBNAIL_BYTES`, the clean picture, its thumbnail; or `too many pixels`; or `broken`.
"""

import resource
import struct
import sys
import warnings
from io import BytesIO

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 88
THUMBNAIL_QUALITY = 80
# A phone's usual 12 megapixels stay as they are. More is made smaller by area and not by side, because a
# chat's long screenshot is evidence and must stay readable.
KEPT_PIXELS = 16_000_000
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def limit(*, memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # macOS refuses this one
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def opaque(image: Image.Image) -> Image.Image:
    """Grey or RGB, laid on white where it was transparent."""
    if image.mode.startswith("I"):  # 16 bit grey
        return image.convert("I").point([level >> 8 for level in range(65_536)], "L")
    if not image.has_transparency_data:
        return image if image.mode == "L" else image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image)
    return paper


def shrunk(image: Image.Image, factor: float) -> Image.Image:
    if factor >= 1:
        return image
    width, height = (max(1, int(side * factor)) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def turn_of(image: Image.Image) -> Image.Transpose | None:
    try:
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except (SyntaxError, ValueError, TypeError, LookupError, OSError, struct.error):
        return None  # a photo whose EXIF is garbage is still a photo


def jpeg(image: Image.Image, quality: int) -> bytes:
    image.info.clear()  # Pillow would write the comment back
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def cleaned(data: bytes, *, pixels: int, thumbnail: int, longest: int) -> bytes:
    """The whole answer. Raises what Pillow raises."""
    image = Image.open(BytesIO(data), formats=FORMATS)
    if image.width * image.height > pixels:
        raise Image.DecompressionBombError
    image.load()
    turn = turn_of(image)
    image = opaque(image)
    area = image.width * image.height
    image = shrunk(image, min((KEPT_PIXELS / area) ** 0.5, longest / max(image.size)))
    if turn is not None:
        image = image.transpose(turn)
    picture = jpeg(image, QUALITY)
    small = jpeg(shrunk(image, thumbnail / max(image.size)), THUMBNAIL_QUALITY)
    head = f"ok {image.width} {image.height} {len(picture)} {len(small)}\n"
    return head.encode() + picture + small


def answer(data: bytes, **figures: int) -> bytes:
    try:
        return cleaned(data, **figures)
    except (MemoryError, Image.DecompressionBombError):
        return b"too many pixels"
    except Exception:  # noqa: BLE001  whatever a foreign picture does to the decoder
        return b"broken"


def main() -> None:
    pixels, memory, seconds, thumbnail, longest = map(int, sys.argv[1:])
    warnings.simplefilter("ignore")
    limit(memory=memory, seconds=seconds)
    sys.stdout.buffer.write(
        answer(sys.stdin.buffer.read(), pixels=pixels, thumbnail=thumbnail, longest=longest)
    )


if __name__ == "__main__":
    main()
