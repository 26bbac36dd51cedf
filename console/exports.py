"""Any list as a workbook, for heads; that it left is on record."""

from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console.desk import AtDesk
from console.sheets import SHEETS
from console.words import say
from console.workbook import MEDIA_TYPE, workbook
from desk import exporting
from storage import Missing, Session

router = APIRouter()
FORBIDDEN = 403


@router.post("/exports/{which}", name="export_list")
async def export(which: str, desk: AtDesk) -> Response:
    """A POST, for it is put on record. Raises Missing for a list that there is not."""
    if desk.actor.role not in exporting.MAY_EXPORT:
        raise HTTPException(FORBIDDEN)
    sheet = SHEETS.get(which)
    if sheet is None:
        raise Missing
    await desk.write(lambda session: exporting.record_export(session, which, by=desk.actor, now=desk.now))

    def read(session: Session) -> bytes:
        rows = sheet.rows(session, desk.centre_id)
        return workbook(say(sheet.title), sheet.said(), rows, zone=desk.zone)

    data = await to_thread.run_sync(desk.parts.store.read, read)
    return sent_workbook(data, f"{desk.centre.code}-{which}-{desk.now.astimezone(desk.zone):%Y%m%d}.xlsx")


def sent_workbook(data: bytes, name: str) -> Response:
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type=MEDIA_TYPE, headers=headers)
