import struct
import time
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from storage.pictures import MOST_BYTES, BadPicture, Picture, Reason, clean

GPS = 0x8825
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
MARKER = b"22.3193N-114.1694E"
EVIL = b"<html><script>alert(1)</script></html>PK\x03\x04evil.zip"


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def corner(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Blue with its upper left quarter red."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1] // 2))
    return image


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.data), formats=["JPEG"])


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    seen = image.convert("RGB").getpixel(at)
    assert isinstance(seen, tuple)
    return all(abs(have - want) < 40 for have, want in zip(seen, colour, strict=True))


def reason_of(data: bytes) -> Reason | None:
    try:
        clean(data)
    except BadPicture as bad:
        return bad.reason
    return None


def exif(*, orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = MARKER.decode()
    tags.get_ifd(GPS)[29] = MARKER.decode()
    return tags


def with_exif(kind: str, *, orientation: int = 1) -> bytes:
    return written(corner(), kind, exif=exif(orientation=orientation))


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of that many black pixels of one bit, small as zlib makes it."""
    pack = zlib.compressobj(9)
    rows = b"".join(pack.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)) + pack.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_comes_out_as_a_jpeg_with_a_thumbnail(kind: str) -> None:
    picture = clean(written(corner((1200, 800)), kind))
    thumb = Image.open(BytesIO(picture.thumb), formats=["JPEG"])
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 1200, 800)
    assert opened(picture).size == (1200, 800)
    assert thumb.size == (480, 320)
    assert near(thumb, (20, 20), RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "red"),
    # where the red quarter of the 64 x 48 pixels belongs, by the EXIF standard
    [
        (1, (8, 8)),
        (2, (56, 8)),
        (3, (56, 40)),
        (4, (8, 40)),
        (5, (8, 8)),
        (6, (40, 8)),
        (7, (40, 56)),
        (8, (8, 56)),
    ],
)
def test_a_turned_photo_is_set_upright(kind: str, orientation: int, red: tuple[int, int]) -> None:
    picture = clean(with_exif(kind, orientation=orientation))
    assert (picture.width, picture.height) == ((64, 48) if orientation < 5 else (48, 64))
    assert near(opened(picture), red, RED)
    assert opened(picture).getexif().get(0x0112, 1) == 1


def jpeg_with_everything() -> bytes:
    return written(
        corner(), "JPEG", exif=exif(), comment=MARKER + EVIL, xmp=b"<x>" + MARKER, icc_profile=MARKER * 9
    )


def png_with_everything() -> bytes:
    texts = PngInfo()
    texts.add_text("Location", MARKER.decode())
    texts.add_itxt("XML:com.adobe.xmp", MARKER.decode())
    return written(corner(), "PNG", pnginfo=texts, exif=exif(), icc_profile=MARKER * 9)


def webp_with_everything() -> bytes:
    return written(corner(), "WEBP", exif=exif(), xmp=MARKER, icc_profile=MARKER * 9)


@pytest.mark.parametrize("made", [jpeg_with_everything, png_with_everything, webp_with_everything])
def test_nothing_but_the_picture_is_kept(made: Callable[[], bytes]) -> None:
    data = made() + EVIL
    picture = clean(data)
    assert MARKER in data
    for copy in (picture.data, picture.thumb):
        assert not any(trace in copy for trace in (MARKER, b"Exif", b"ICC_PROFILE", b"script", b"PK\x03\x04"))
        assert set(Image.open(BytesIO(copy)).info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (written(corner().convert("CMYK"), "JPEG"), RED),
        (written(corner().quantize(4), "PNG"), RED),
        (written(Image.new("I;16", (64, 48), 65_535), "PNG"), WHITE),
        (written(Image.new("I;16", (64, 48), 300), "PNG"), (1, 1, 1)),
        (written(Image.new("1", (64, 48), 1), "PNG"), WHITE),
        (written(Image.new("L", (64, 48), 128), "JPEG"), (128, 128, 128)),
        (written(Image.new("LA", (64, 48), (0, 0)), "PNG"), WHITE),
        (written(Image.new("RGBA", (64, 48), (0, 0, 0, 0)), "PNG"), WHITE),
        (written(Image.new("RGBA", (64, 48), (0, 0, 0, 0)), "WEBP", lossless=True), WHITE),
        (written(Image.new("P", (64, 48), 0), "PNG", transparency=0), WHITE),
        (written(Image.new("RGB", (64, 48), BLUE), "PNG", transparency=BLUE), WHITE),
    ],
    ids=[
        "cmyk", "palette", "16 bit", "16 bit dark", "1 bit", "grey", "grey clear", "clear png", "clear webp",
        "clear palette", "clear colour",
    ],
)  # fmt: skip
def test_every_kind_of_pixel_becomes_visible(data: bytes, colour: tuple[int, int, int]) -> None:
    assert near(opened(clean(data)), (8, 8), colour)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in (GREEN, BLUE)]
    picture = clean(written(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True))
    assert near(opened(picture), (8, 8), GREEN)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\xff\xd8\xff" + b"0" * MOST_BYTES, Reason.TOO_LARGE),
        (b"A leak in the bathroom", Reason.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Reason.NOT_A_PICTURE),
        (EVIL, Reason.NOT_A_PICTURE),
        (b"%PDF-1.7\n%%EOF", Reason.NOT_A_PICTURE),
        (EVIL + written(corner(), "JPEG"), Reason.NOT_A_PICTURE),
        (written(corner(), "GIF"), Reason.NOT_A_PICTURE),
        (written(corner(), "TIFF"), Reason.NOT_A_PICTURE),
        (written(corner(), "BMP"), Reason.NOT_A_PICTURE),
        (b"\xff\xd8\xff" + EVIL, Reason.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + EVIL, Reason.BROKEN),
        (b"RIFF\0\0\0\0WEBP" + EVIL, Reason.BROKEN),
        (png_claiming(0, 0), Reason.BROKEN),
        (png_claiming(10_000, 4_001), Reason.TOO_MANY_PIXELS),
    ],
    ids=[
        "empty", "large", "text", "svg", "html", "pdf", "html before", "gif", "tiff", "bmp", "jpeg head",
        "png head", "webp head", "no pixels", "many pixels",
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_with_the_reason(data: bytes, reason: Reason) -> None:
    assert reason_of(data) is reason


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    bomb = png_claiming(30_000, 30_000)
    assert reason_of(bomb) is Reason.TOO_MANY_PIXELS
    assert len(bomb) < 150_000


@pytest.mark.parametrize("marker", [b"\xff", b"\xff\xe0\0\0"])
def test_millions_of_empty_markers_do_not_hold_up_the_server(marker: bytes) -> None:
    data = b"\xff\xd8\xff" + marker * ((MOST_BYTES - 3) // len(marker))
    started = time.thread_time()
    with pytest.raises(BadPicture):
        clean(data, seconds=0.5)
    assert time.thread_time() - started < 0.2


def webp_bombs() -> list[bytes]:
    whole = written(Image.new("RGBA", (64, 48), RED), "WEBP", lossless=True, exif=exif())
    extended = whole[:24] + b"\x2f\x75\0\x2f\x75\0" + whole[30:]
    return [extended, b"RIFF\x20\0\0\0WEBPVP8L\x10\0\0\0\x2f\xff\xff\xff\x0f" + bytes(20)]


@pytest.mark.parametrize(
    "data",
    [
        *webp_bombs(),
        b"RIFF\x20\0\0\0WEBPVP8 \x10\0\0\0\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f" + bytes(20),
        b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\xff\xff\xff\xff\x03",
    ],
    ids=["webp extended", "webp lossless", "webp lossy", "jpeg"],
)
def test_every_format_s_claim_of_too_many_pixels_is_seen(data: bytes) -> None:
    assert reason_of(data) is Reason.TOO_MANY_PIXELS


def test_a_size_that_only_the_decoder_finds_is_refused_too() -> None:
    jpeg = written(Image.new("L", (16, 16)), "JPEG")
    at = jpeg.index(b"\xff\xc0") + 5
    hidden = jpeg[:20] + b"junk" + jpeg[20:at] + struct.pack(">HH", 30_000, 30_000) + jpeg[at + 4 :]
    assert reason_of(hidden) is Reason.TOO_MANY_PIXELS


def test_a_picture_that_needs_too_much_memory_is_refused() -> None:
    assert reason_of(written(Image.new("RGB", (8000, 5000), RED), "WEBP", method=0)) is Reason.TOO_MANY_PIXELS


def test_forty_megapixels_fit_and_are_made_smaller() -> None:
    picture = clean(written(corner((8000, 5000)).convert("RGBA"), "PNG", compress_level=1))
    assert picture.width * picture.height <= 16_000_000
    assert picture.width / picture.height == pytest.approx(1.6, rel=0.001)


@pytest.mark.parametrize("size", [(4032, 3024), (1080, 12_000), (1, 1), (1, 65_000)])
def test_a_phone_s_photo_and_a_long_screenshot_keep_their_size(size: tuple[int, int]) -> None:
    picture = clean(written(Image.new("RGB", size, GREEN), "PNG"))
    assert (picture.width, picture.height) == size


def test_a_side_longer_than_jpeg_knows_is_made_shorter() -> None:
    assert clean(written(Image.new("RGB", (100_000, 1)), "PNG")).width == 65_500


def test_a_decoder_that_hangs_is_ended() -> None:
    with pytest.raises(BadPicture) as caught:
        clean(written(corner(), "PNG"), seconds=0.001)
    assert caught.value.reason is Reason.TOO_SLOW


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_off_anywhere_is_refused(kind: str) -> None:
    whole = with_exif(kind)
    # the last bytes only say "end": the picture before them is whole
    cuts = range(1, len(whole) - 16, len(whole) // 12)
    assert {reason_of(whole[:cut]) for cut in cuts} <= {Reason.NOT_A_PICTURE, Reason.BROKEN}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_garbage_in_the_exif_costs_the_turning_and_not_the_photo(kind: str) -> None:
    garbage = b"Exif\0\0MM\0\x2a\xff\xff\xff\xff" + b"\xff" * 40
    assert clean(written(corner(), kind, exif=garbage)).width == 64


@settings(max_examples=12, deadline=None)
@given(front=st.binary(max_size=8), behind=st.binary(max_size=64))
def test_bytes_around_a_picture_never_come_through(front: bytes, behind: bytes) -> None:
    whole = written(corner(), "JPEG")
    if front:
        assert reason_of(front + whole) in {Reason.NOT_A_PICTURE, Reason.BROKEN, Reason.TOO_MANY_PIXELS, None}
    assert clean(whole + behind).data == clean(whole).data


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(0, 10_000), st.binary(min_size=1, max_size=6))
def test_a_damaged_picture_is_shown_or_refused_and_nothing_else(kind: str, at: int, damage: bytes) -> None:
    whole = with_exif(kind)
    at %= len(whole)
    assert reason_of(whole[:at] + damage + whole[at + len(damage) :]) in {None, *Reason}
