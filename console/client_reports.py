"""The quarterly reports on the client archive: figures to print, handed in by name (C2)."""

from datetime import datetime

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.papers import WORD, Line, Paper, as_document, as_workbook, sent
from console.words import refusal, say, term
from console.workbook import MEDIA_TYPE
from desk import client_reports
from desk.centres import working
from procedures.procedure import load
from procedures.refused import Refused
from storage import Session, archive
from storage import client_reports as rows
from storage.tables import ClientReport

router = APIRouter()
LINES = (
    *("clients", "engagements_opened", "engagements_ended", "engagements_running"),
    *("revisits_owed", "revisits_done", "satisfaction_asked"),
    *("workmanship", "manner", "satisfaction"),
    *("opinions", "opinions_answered", "opinions_settled", "improvements"),
    *("promises_kept", "promises_broken"),
)


class HandInForm(forms.Form):
    words: forms.Words = ""


@router.get("/client-reports", name="client_reports")
async def show(desk: AtDesk) -> Response:
    names = await desk.read(archive.staff_names)
    rules = load(desk.centre.procedure).clients
    reports = await desk.read(rows.of_centre)
    return desk.page("client_reports.html", reports=reports, names=names, rules=rules)


@router.get("/client-reports/{report_id}", name="client_report")
async def show_one(report_id: str, desk: AtDesk) -> Response:
    return await _page(desk, row_id(report_id))


@router.get("/client-reports/{report_id}/xlsx", name="client_report_workbook")
async def workbook(report_id: str, desk: AtDesk) -> Response:
    report, paper = await _paper(desk, row_id(report_id))
    data = await to_thread.run_sync(as_workbook, paper, desk.zone)
    return sent(data, f"{desk.centre.code}-clients-{report.quarter}.xlsx", MEDIA_TYPE)


@router.get("/client-reports/{report_id}/docx", name="client_report_document")
async def document(report_id: str, desk: AtDesk) -> Response:
    report, paper = await _paper(desk, row_id(report_id))
    data = await to_thread.run_sync(as_document, paper)
    return sent(data, f"{desk.centre.code}-clients-{report.quarter}.docx", WORD)


@router.post("/client-reports/{report_id}/hand-in", name="hand_in_report")
async def hand_in(report_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(report_id)
    await desk.read(rows.get, which)
    given = await forms.read(request, HandInForm)
    form = given.form
    if form is None:
        why = say("Please look at the marked fields.")
        return await _page(desk, which, failed=Failed("hand-in", why, given.typed, given.faults), status=422)

    def unit(session: Session) -> None:
        client_reports.hand_in(session, which, words=form.words, by=desk.actor, now=desk.now)

    try:
        await desk.write(unit)
    except Refused as refused:
        failed = Failed("hand-in", refusal(refused), given.typed, {})
        return await _page(desk, which, failed=failed, status=409)
    return desk.to("client_report", report_id=str(which), done="The report is handed in.")


async def _page(desk: Desk, report_id: int, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    report = await desk.read(rows.get, report_id)
    return desk.page(
        "client_report.html",
        status=status,
        failed=failed,
        report=report,
        lines=LINES,
        figures=await desk.read(_figures, report=report, now=desk.now),
        names=await desk.read(archive.staff_names),
    )


def _figures(
    session: Session, centre_id: int, *, report: ClientReport, now: datetime
) -> dict[str, int | float | None]:
    return client_reports.figures_of(session, report, working(session, centre_id, now=now), now=now)


async def _paper(desk: Desk, report_id: int) -> tuple[ClientReport, Paper]:
    report = await desk.read(rows.get, report_id)
    figures = await desk.read(_figures, report=report, now=desk.now)
    names = await desk.read(archive.staff_names)
    by = f"{names.get(report.handed_in_by or 0, '')} {_when(report.handed_in_at, desk)}".strip()
    lines = [_line(name, figures.get(name)) for name in LINES]
    title = say("Client archive, quarterly report")
    notes = [(say("Note"), report.note), (say("Handed in"), by)]
    return report, Paper(desk.centre.name, title, report.quarter, report.clause, [(title, lines)], notes)


def _line(name: str, value: float | None) -> Line:
    return Line(term("figure", name), "—" if value is None else f"{value:g}", value=value)


def _when(at: datetime | None, desk: Desk) -> str:
    return f"{at.astimezone(desk.zone):%Y-%m-%d %H:%M}" if at else ""
