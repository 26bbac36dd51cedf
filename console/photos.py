"""Pictures of a case: reached through it alone, as files of a known type."""

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from console.desk import AtDesk, Desk
from console.numbers import row_id
from storage import Missing, archive
from storage.files import FileStore
from storage.tables import Attachment

router = APIRouter()
PICTURES = ("image/jpeg", "image/png", "image/webp")
# The bytes of an id never change; the right to see them is asked for again after this.
AGE = "private, max-age=600"


@router.get("/cases/{number}/photos/{photo_id}", name="photo")
async def photo(number: str, photo_id: str, desk: AtDesk) -> Response:
    return picture(desk, await desk.read(archive.photo, number, row_id(photo_id)))


def picture(desk: Desk, found: Attachment) -> Response:
    """A picture that whoever asks may see. Raises Missing when it is none, or not there."""
    if found.sha256 is None or found.media_type not in PICTURES:
        raise Missing
    path = FileStore(desk.parts.settings.files).path(found.sha256)
    if not path.is_file():
        raise Missing
    headers = {"cache-control": AGE, "content-disposition": "inline"}
    return FileResponse(path, media_type=found.media_type, headers=headers)
