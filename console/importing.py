"""Owners and flats from a workbook: upload, columns, what is wrong where, then all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import create_model
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console import forms
from console.desk import AtDesk, Desk
from console.exports import sent_workbook
from console.numbers import row_id
from console.words import refusal, say
from console.workbook import workbook
from desk import imports
from desk.imported_rows import Fault
from desk.imports import Looked
from desk.workbook_columns import Column
from desk.workbook_reading import FORMULA
from procedures.refused import Refused
from storage import imports as batches
from storage.tables import ImportBatch

router = APIRouter()
FORBIDDEN = 403
SHOWN_ROWS, SHOWN_FAULTS = 8, 50
ColumnsForm = create_model("ColumnsForm", __base__=forms.Form, **dict.fromkeys(Column, (int, -1)))


@dataclass(frozen=True)
class Bad:
    """A row that cannot be taken over: its number in the spreadsheet, and why, in words."""

    row: int
    why: str


@router.get("/imports", name="imports")
async def show(desk: AtDesk) -> Response:
    return await _list(desk)


@router.post("/imports", name="upload_import")
async def upload(request: Request, desk: AtDesk) -> Response:
    _only_heads(desk)
    async with request.form(max_fields=forms.MOST_FIELDS, max_files=1) as given:
        file = given.get("workbook")
        if not isinstance(file, UploadFile) or not file.size:
            return await _list(desk, why=say("Please choose a workbook."), status=422)
        data, name = await file.read(), file.filename or ""
    try:
        zone, today = desk.centre.zone, _today(desk)
        looked = await to_thread.run_sync(lambda: imports.read_workbook(data, zone=zone, today=today))
    except Refused as refused:
        return await _list(desk, why=refusal(refused), status=409)
    kept = await desk.write(
        lambda session: imports.upload(session, looked, name, by=desk.actor, now=desk.now)
    )
    return desk.to("import_batch", batch_id=str(kept), done="The workbook is read.")


@router.get("/imports/{batch_id}", name="import_batch")
async def show_batch(batch_id: str, desk: AtDesk) -> Response:
    _only_heads(desk)
    return await _page(desk, row_id(batch_id))


@router.post("/imports/{batch_id}/columns", name="match_columns")
async def match(batch_id: str, request: Request, desk: AtDesk) -> Response:
    _only_heads(desk)
    which = row_id(batch_id)
    batch = await desk.read(batches.batch, which)
    form = (await forms.read(request, ColumnsForm)).form
    said = {one: getattr(form, one) for one in Column} if form else {}
    try:
        looked = await _look(desk, batch, {one: place for one, place in said.items() if place >= 0})
        await desk.write(lambda session: imports.match(session, which, looked, by=desk.actor))
    except Refused as refused:
        return await _page(desk, which, why=refusal(refused), status=409)
    return desk.to("import_batch", batch_id=batch_id, done="The columns are matched.")


@router.post("/imports/{batch_id}/run", name="run_import")
async def run(batch_id: str, desk: AtDesk) -> Response:
    _only_heads(desk)
    which = row_id(batch_id)
    batch = await desk.read(batches.batch, which)
    try:
        looked = await _look(desk, batch, imports.matched_of(batch))
        await desk.write(lambda session: imports.want(session, which, looked, by=desk.actor, now=desk.now))
    except Refused as refused:
        return await _page(desk, which, why=refusal(refused), status=409)
    return desk.to("import_batch", batch_id=batch_id, done="It is being taken over.")


@router.post("/imports/{batch_id}/give-up", name="give_up_import")
async def give_up(batch_id: str, desk: AtDesk) -> Response:
    _only_heads(desk)
    which = row_id(batch_id)
    await desk.read(batches.batch, which)
    try:
        await desk.write(lambda session: imports.give_up(session, which, by=desk.actor))
    except Refused as refused:
        return await _page(desk, which, why=refusal(refused), status=409)
    return desk.to("imports", done="Nothing was taken over, and what was read is forgotten.")


@router.get("/imports/{batch_id}/faults.xlsx", name="import_faults")
async def faults(batch_id: str, desk: AtDesk) -> Response:
    """The bad rows as they were, each with what is wrong with it."""
    _only_heads(desk)
    batch = await desk.read(batches.batch, row_id(batch_id))
    rows = dict(imports.rows_of(batch)) if batch.state == imports.UPLOADED else {}
    bad = [[one.row, _why(one), *_shown(rows.get(one.row, []))] for one in imports.faults_of(batch)]
    headers = [say("Row"), say("What is wrong"), *imports.columns_of(batch)]
    data = workbook(say("What is wrong"), headers, bad, zone=desk.zone)
    return sent_workbook(data, f"{desk.centre.code}-{say('What is wrong')}.xlsx")


async def _look(desk: Desk, batch: ImportBatch, matched: dict[str, int]) -> Looked:
    """Raises Refused."""
    if batch.state != imports.UPLOADED:
        raise Refused("refused.import_is_over")
    columns, zone, today = imports.columns_of(batch), desk.centre.zone, _today(desk)
    return await to_thread.run_sync(
        lambda: imports.look_through(columns, imports.rows_of(batch), matched, zone=zone, today=today)
    )


async def _list(desk: Desk, *, why: str = "", status: int = 200) -> Response:
    _only_heads(desk)
    return desk.page("imports.html", status=status, why=why, batches=await desk.read(batches.of_centre))


async def _page(desk: Desk, batch_id: int, *, why: str = "", status: int = 200) -> Response:
    batch = await desk.read(batches.batch, batch_id)
    is_open = batch.state == imports.UPLOADED
    rows = imports.rows_of(batch)[:SHOWN_ROWS] if is_open else []
    found = imports.faults_of(batch) if is_open else []
    return desk.page(
        "import.html",
        status=status,
        why=why or (refusal(Refused(batch.why, column=_needed(batch))) if is_open and batch.why else ""),
        batch=batch,
        is_open=is_open,
        columns=imports.columns_of(batch),
        matched=imports.matched_of(batch),
        kinds=Column,
        rows=[(number, _shown(row)) for number, row in rows],
        bad=[Bad(one.row, _why(one)) for one in found[:SHOWN_FAULTS]],
        bad_rows={one.row for one in found},
    )


def _needed(batch: ImportBatch) -> str:
    matched = imports.matched_of(batch)
    return next((one for one in (Column.BUILDING, Column.ROOM) if one not in matched), "")


def _why(fault: Fault) -> str:
    return refusal(Refused(fault.text_id, **fault.facts))


def _shown(row: Sequence[str]) -> list[str]:
    return [say("(formula)") if cell == FORMULA else cell for cell in row]


def _today(desk: Desk) -> date:
    return desk.now.astimezone(desk.zone).date()


def _only_heads(desk: Desk) -> None:
    if desk.actor.role not in imports.MAY_IMPORT:
        raise HTTPException(FORBIDDEN)
