"""A document's form with its files: pictures cleaned, PDF checked by content, a list of units read by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from anyio import to_thread
from pydantic import BeforeValidator
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from console import forms
from console.words import refusal, say, term
from desk.notice_places import Fault, Listed, read_list
from desk.notices import MOST_FILES, NewFile
from procedures.notices import Audience, Given
from procedures.refused import Refused
from storage.documents import BadDocument, checked, is_pdf
from storage.files import FileStore
from storage.pictures import MOST_BYTES, BadPicture, clean
from storage.wanted import Kept

MOST_PARTS = MOST_FILES + 1
SHOWN_FAULTS = 30
Day = Annotated[date | None, BeforeValidator(lambda value: value or None)]


class PaperForm(forms.Form):
    """A document as somebody fills it in; `version` is the one that is changed."""

    title: forms.Line
    body: forms.Said
    important: bool = False
    source: forms.Name = ""
    board: bool = False
    chat: bool = False
    paper: Literal["", "letterbox", "by_hand"] = ""
    audience: Audience
    places: forms.Words = ""
    valid_until: Day = None
    version: int = 0

    @property
    def means(self) -> frozenset[Given]:
        named = {Given.BOARD: self.board, Given.CHAT: self.chat}
        paper = {Given(self.paper)} if self.paper else set()
        return frozenset({means for means, is_named in named.items() if is_named} | paper)


@dataclass(frozen=True)
class Filled:
    """A form that was read, with its files on disk, and the rows of its list, None without one."""

    given: forms.Read[PaperForm]
    files: Sequence[NewFile] = ()
    listed: Sequence[Listed] | None = None
    keep: frozenset[int] = frozenset()


async def read(request: Request, files: FileStore) -> Filled:
    """A form with faults keeps no file. Raises Refused, BadList, NoSpace."""
    async with request.form(max_fields=forms.MOST_FIELDS, max_files=MOST_PARTS) as given:
        plain = (one for one in given.multi_items() if one[0] not in ("files", "list", "keep"))
        found = forms.checked(plain, PaperForm)
        if found.form is None:
            return Filled(found)
        keep = frozenset(int(one) for one in given.getlist("keep") if isinstance(one, str) and one.isdigit())
        uploads = [one for one in given.getlist("files") if isinstance(one, UploadFile) and one.size]
        new = [await _keep(upload, files) for upload in uploads]
        return Filled(found, new, await _listed(given), keep)


def in_words(faults: Sequence[Fault]) -> str:
    """Every bad row in a line of its own, by the number that a spreadsheet shows."""
    lines = [say("Nothing was taken from the list:")]
    lines += [f"{say('row %(row)s', row=one.row)}: {refusal(_named(one))}" for one in faults[:SHOWN_FAULTS]]
    if more := len(faults) - SHOWN_FAULTS:
        lines += [say("and %(many)s more", many=more)] if more > 0 else []
    return "\n".join(lines)


def _named(fault: Fault) -> Refused:
    facts = dict(fault.facts)
    if "column" in facts:
        facts["column"] = term("list_column", facts["column"])
    return Refused(fault.text_id, **facts)


async def _listed(given: FormData) -> list[Listed] | None:
    upload = given.get("list")
    if not isinstance(upload, UploadFile) or not upload.size:
        return None
    data = await upload.read()
    return await to_thread.run_sync(read_list, data)


async def _keep(upload: UploadFile, files: FileStore) -> NewFile:
    """Raises Refused, naming the file."""
    name = (upload.filename or "").rpartition("/")[2].rpartition("\\")[2]
    if (upload.size or 0) > MOST_BYTES:
        raise Refused("refused.file_too_large", name=name, most=f"{MOST_BYTES // 1024 // 1024} MB")
    data = await upload.read()
    try:
        return NewFile(name, await to_thread.run_sync(_kept, data, files))
    except (BadPicture, BadDocument):
        raise Refused("refused.file_bad", name=name) from None


def _kept(data: bytes, files: FileStore) -> Kept:
    if is_pdf(data):
        document = checked(data)
        stored = files.put(document.data)
        return Kept(stored.sha256, stored.size, document.media_type, 0, 0)
    picture = clean(data)
    stored = files.put(picture.data)
    return Kept(stored.sha256, stored.size, picture.media_type, picture.width, picture.height)
