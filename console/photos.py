"""Pictures and voices of a case: reached through it alone, as files of a known type."""

from collections.abc import Collection

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from console.desk import AtDesk, Desk
from console.numbers import row_id
from storage import Missing, archive
from storage.files import FileStore
from storage.tables import Attachment

router = APIRouter()
PICTURES = ("image/jpeg", "image/png", "image/webp")
SOUNDS = ("audio/mpeg",)
ORIGINALS = {"audio/amr": "amr", "audio/ogg": "ogg"}
# The bytes of an id never change; the right to see them is asked for again after this.
AGE = "private, max-age=600"


@router.get("/cases/{number}/photos/{photo_id}", name="photo")
async def photo(number: str, photo_id: str, desk: AtDesk) -> Response:
    return picture(desk, await desk.read(archive.photo, number, row_id(photo_id)))


@router.get("/cases/{number}/sounds/{sound_id}", name="sound")
async def sound(number: str, sound_id: str, desk: AtDesk) -> Response:
    return picture(desk, await desk.read(archive.photo, number, row_id(sound_id)), among=SOUNDS)


@router.get("/cases/{number}/sounds/{sound_id}/original", name="sound_original")
async def sound_original(number: str, sound_id: str, desk: AtDesk) -> Response:
    """The voice as it came, to be kept or played elsewhere: never shown by the browser itself."""
    found = await desk.read(archive.photo, number, row_id(sound_id))
    if found.original_sha256 is None or found.original_type not in ORIGINALS:
        raise Missing
    name = f"{number}-{found.id}.{ORIGINALS[found.original_type]}"
    return _file(desk, found.original_sha256, found.original_type, f'attachment; filename="{name}"')


def picture(desk: Desk, found: Attachment, *, among: Collection[str] = PICTURES) -> Response:
    """A file that whoever asks may see. Raises Missing when it is none of these types, or not there."""
    if found.sha256 is None or found.media_type is None or found.media_type not in among:
        raise Missing
    return _file(desk, found.sha256, found.media_type, "inline")


def _file(desk: Desk, sha256: str, media_type: str, disposition: str) -> FileResponse:
    """Raises Missing."""
    path = FileStore(desk.parts.settings.files).path(sha256)
    if not path.is_file():
        raise Missing
    headers = {"cache-control": AGE, "content-disposition": disposition}
    return FileResponse(path, media_type=media_type, headers=headers)
