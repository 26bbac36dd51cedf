"""Pictures that staff send with a form: cleaned and filed before the form is carried out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request

from console import forms
from console.words import refusal
from procedures.refused import Refused
from storage.files import FileStore, NoSpace
from storage.pictures import ANY_SIDE, MOST_BYTES, BadPicture, clean
from storage.wanted import Kept

FIELD = "photos"
MOST_PICTURES = 9
# A few too many are told so; the size of the body is what protects the server.
MOST_FILES = 50


class PicturesForm(forms.Form):
    pictures: tuple[Kept, ...] = ()
    """The files of the field `photos`, once they are filed."""


F = TypeVar("F", bound=PicturesForm)


async def read(
    request: Request, model: type[F], files: FileStore, *, longest: int = ANY_SIDE
) -> forms.Read[F]:
    """A form with its pictures, made smaller to `longest` pixels a side; a form with faults keeps none."""
    async with request.form(max_fields=forms.MOST_FIELDS, max_files=MOST_FILES) as given:
        # some senders name an empty choice of files as a field
        found = forms.checked((one for one in given.multi_items() if one[0] != FIELD), model)
        if found.form is None:
            return found
        uploads = [one for one in given.getlist(FIELD) if isinstance(one, UploadFile) and one.size]
        try:
            kept = await _keep_all(uploads, files, longest)
        except Refused as refused:
            return replace(found, form=None, faults={FIELD: refusal(refused)})
    return replace(found, form=found.form.model_copy(update={"pictures": kept}))


async def _keep_all(uploads: Sequence[UploadFile], files: FileStore, longest: int) -> tuple[Kept, ...]:
    """Raises Refused."""
    if len(uploads) > MOST_PICTURES:
        raise Refused("refused.photos_too_many", most=MOST_PICTURES)
    try:
        return tuple([await _keep(upload, files, longest) for upload in uploads])
    except BadPicture:
        raise Refused("refused.photo_bad") from None
    except NoSpace:
        raise Refused("refused.photo_no_room") from None


async def _keep(upload: UploadFile, files: FileStore, longest: int) -> Kept:
    """Raises BadPicture, NoSpace."""
    data = await upload.read() if (upload.size or 0) <= MOST_BYTES else b""
    picture = await to_thread.run_sync(partial(clean, data, longest=longest))
    stored = await to_thread.run_sync(files.put, picture.data)
    return Kept(stored.sha256, stored.size, picture.media_type, picture.width, picture.height)
