"""Pictures that staff send with a form: cleaned and filed before the form is carried out."""

from typing import TypeVar

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request

from console import forms
from storage.files import FileStore
from storage.pictures import MOST_BYTES, BadPicture, Reason, clean
from storage.wanted import Kept

F = TypeVar("F", bound=forms.Form)
MOST_PICTURES = 9


async def read(request: Request, model: type[F], files: FileStore) -> tuple[forms.Read[F], list[Kept]]:
    """A form with its pictures; a form with faults keeps none. Raises BadPicture, NoSpace."""
    async with request.form(max_fields=forms.MOST_FIELDS, max_files=MOST_PICTURES) as given:
        # some senders name an empty choice of files as a field
        found = forms.checked((one for one in given.multi_items() if one[0] != "photos"), model)
        uploads = [one for one in given.getlist("photos") if isinstance(one, UploadFile) and one.size]
        kept = [await _keep(upload, files) for upload in uploads] if found.form else []
    return found, kept


async def _keep(upload: UploadFile, files: FileStore) -> Kept:
    if (upload.size or 0) > MOST_BYTES:
        raise BadPicture(Reason.TOO_LARGE)
    picture = await to_thread.run_sync(clean, await upload.read())
    stored = await to_thread.run_sync(files.put, picture.data)
    return Kept(stored.sha256, stored.size, picture.media_type, picture.width, picture.height)
