"""PDF files from outside: refused by their content, which names nothing that runs or opens something else."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_UNPACKED: Final = 8 * 1024 * 1024
MOST_OBJECT_STREAMS: Final = 5_000
MEDIA_TYPE: Final = "application/pdf"
HEAD = re.compile(rb"%PDF-[12]\.\d")
NEAR_THE_END: Final = 2048
# Scripts, programs, files inside files, forms that run, and locked content that nobody could check.
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|Encrypt|GoToE|SubmitForm|ImportData)(?![A-Za-z])"
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_PDF = "not_a_pdf"
    ACTIVE = "active"


class BadDocument(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Document:
    data: bytes
    media_type: str = MEDIA_TYPE


def is_pdf(data: bytes) -> bool:
    return HEAD.match(data) is not None


def checked(data: bytes) -> Document:
    """A whole PDF that only shows something. Raises BadDocument."""
    if not data:
        raise BadDocument(Fault.EMPTY)
    if len(data) > MOST_BYTES:
        raise BadDocument(Fault.TOO_LARGE)
    end = data[-NEAR_THE_END:]
    if not is_pdf(data) or b"%%EOF" not in end or b"startxref" not in end:
        raise BadDocument(Fault.NOT_A_PDF)
    if any(_is_active(part) for part in _parts(data)):
        raise BadDocument(Fault.ACTIVE)
    return Document(data)


def _is_active(part: bytes) -> bool:
    return ACTIVE.search(ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), part)) is not None


def _parts(data: bytes) -> Iterator[bytes]:
    """The file as it is, and what its object streams unpack to. Raises BadDocument for a bomb."""
    yield data
    left = MOST_UNPACKED
    for many, found in enumerate(PACKED.finditer(data)):
        if many >= MOST_OBJECT_STREAMS:
            raise BadDocument(Fault.TOO_LARGE)
        try:
            part = zlib.decompressobj().decompress(data[found.end() :], left)
        except zlib.error:
            continue
        left -= len(part)
        if left <= 0:
            raise BadDocument(Fault.TOO_LARGE)
        yield part
