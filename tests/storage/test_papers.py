"""Files of documents and signatures are judged by their content."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from storage.documents import BadDocument, checked
from storage.pictures import BadPicture
from storage.signatures import signature

END = b"\nstartxref\n0\n%%EOF\n"


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj" + END


def packed(inside: bytes) -> bytes:
    return pdf() + b"2 0 obj << /Type /ObjStm >>\nstream\n" + zlib.compress(inside) + b"\nendstream" + END


def drawing(*, ink: bool = True, size: tuple[int, int] = (300, 120)) -> bytes:
    image, out = Image.new("RGBA", size), BytesIO()
    if ink:
        ImageDraw.Draw(image).line((10, 10, 200, 90), fill="black", width=4)
    image.save(out, "PNG")
    return out.getvalue()


def test_a_pdf_that_only_shows_something_is_kept_as_it_is() -> None:
    assert checked(pdf()).data == pdf()
    assert checked(packed(b"<< /Type /Page >>")).media_type == "application/pdf"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"%PDF-1.7 cut",
        pdf(b"/OpenAction << /S /JavaScript /JS (x) >>"),
        pdf(b"/J#61vaScript"),
        pdf(b"/Encrypt 5 0 R"),
        packed(b"<< /S /Launch >>"),
        packed(b"\0" * 9_000_000),
    ],
    ids=["empty", "html", "cut", "script", "escaped", "locked", "packed", "bomb"],
)
def test_any_other_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(BadDocument):
        checked(data)


def test_a_signature_keeps_its_picture_and_nothing_else() -> None:
    drawn = drawing()
    word = b"tEXt" + b"who\0knows"
    more = struct.pack(">I", len(word) - 4) + word + struct.pack(">I", zlib.crc32(word))
    kept = signature(drawn[:33] + more + drawn[33:] + b"behind")
    assert (kept.data, kept.width, kept.height) == (drawn, 300, 120)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        drawing(ink=False),
        drawing()[:-20],
        drawing(size=(2400, 10)),
        b"\x89PNG\r\n\x1a\n",
    ],
    ids=["empty", "jpeg", "no ink", "cut", "wide", "head"],
)
def test_what_is_no_signature_is_refused(data: bytes) -> None:
    with pytest.raises(BadPicture):
        signature(data)
