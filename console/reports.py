"""Reports on a month or a week: the page, the lists behind its figures, its files, who signed (A4.4.1)."""

from collections.abc import Callable
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import StringConstraints
from starlette.responses import Response

from console import forms, report_words
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.papers import WORD, Paper, as_document, as_workbook, sent
from console.words import refusal, say, term
from console.workbook import MEDIA_TYPE
from desk import reports
from desk.centres import working
from procedures.procedure import load
from procedures.refused import Refused
from procedures.reports import Figures, Of, ReportState
from storage import Missing, Session, archive, coverage
from storage import reports as rows
from storage.tables import Report

router = APIRouter()
MOST = 300


class SubmitForm(forms.Form):
    words: forms.Words = ""


class ReasonForm(forms.Form):
    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


@router.get("/reports", name="reports")
async def show(desk: AtDesk, kind: str = "") -> Response:
    """The newest version of each; what was released, for those outside."""
    rules = load(desk.centre.procedure).reports
    chosen = [each for each in rules if each == kind] or list(rules)
    if desk.is_outside:
        mine = [each for each in chosen if rules[each].may_read(desk.actor.role, ReportState.SIGNED)]
        found = await desk.read(rows.signed, kinds=mine)
    else:
        found = [one for one in await desk.read(rows.of_centre) if one.kind in chosen]
    return desk.page("reports.html", reports=found, rules=rules, kind=kind, names=await _names(desk))


@router.get("/reports/{report_id}", name="report")
async def show_one(report_id: str, desk: AtDesk) -> Response:
    return await _page(desk, row_id(report_id))


@router.get("/reports/{report_id}/behind/{section}/{figure}", name="report_behind")
async def show_behind(report_id: str, section: str, figure: str, desk: AtDesk, when: str = "now") -> Response:
    """The list behind a figure, also of a version long signed; not for those outside. Raises Missing."""
    report, figures = await _read(desk, row_id(report_id))
    found = figures.named(section, figure)
    if found is None or desk.is_outside:
        raise Missing
    ids = found.was if when == "was" else found.ids
    behind: dict[Of, Callable[..., Any]] = {
        Of.CASE: lambda session, centre_id: rows.cases(session, ids[:MOST], centre_id),
        Of.REVISIT: lambda session, centre_id: coverage.rows(session, ids[:MOST], centre_id),
        Of.REVIEW: lambda session, centre_id: rows.reviews(session, ids[:MOST], centre_id),
    }
    listed = await desk.read(behind[Of(found.of)])
    label = f"{term('section', found.section)} · {report_words.label(found)}"
    return desk.page(
        "report_behind.html",
        report=report,
        figure=found,
        label=label,
        rows=listed,
        when=when,
        many=len(ids),
        most=MOST,
    )


@router.get("/reports/{report_id}/xlsx", name="report_workbook")
async def workbook(report_id: str, desk: AtDesk) -> Response:
    report, paper = await _paper(desk, report_id)
    data = await to_thread.run_sync(as_workbook, paper, desk.zone)
    return sent(data, f"{_file(desk, report)}.xlsx", MEDIA_TYPE)


@router.get("/reports/{report_id}/docx", name="report_document")
async def document(report_id: str, desk: AtDesk) -> Response:
    report, paper = await _paper(desk, report_id)
    data = await to_thread.run_sync(as_document, paper)
    return sent(data, f"{_file(desk, report)}.docx", WORD)


@router.post("/reports/{report_id}/submit", name="submit_report")
async def submit(report_id: str, request: Request, desk: AtDesk) -> Response:
    def act(session: Session, which: int, words: str) -> None:
        reports.submit(session, which, remarks=words, by=desk.actor, now=desk.now)

    return await _act(desk, request, report_id, "submit", act, SubmitForm, done="The report is submitted.")


@router.post("/reports/{report_id}/sign", name="sign_report")
async def sign(report_id: str, request: Request, desk: AtDesk) -> Response:
    def act(session: Session, which: int, words: str) -> None:
        reports.sign(session, which, opinion=words, by=desk.actor, now=desk.now)

    return await _act(desk, request, report_id, "sign", act, SubmitForm, done="The report is signed.")


@router.post("/reports/{report_id}/give-back", name="give_back_report")
async def give_back(report_id: str, request: Request, desk: AtDesk) -> Response:
    def act(session: Session, which: int, words: str) -> None:
        reports.give_back(session, which, reason=words, by=desk.actor, now=desk.now)

    return await _act(
        desk, request, report_id, "give-back", act, ReasonForm, done="The report is given back."
    )


@router.post("/reports/{report_id}/correct", name="correct_report")
async def correct(report_id: str, request: Request, desk: AtDesk) -> Response:
    def act(session: Session, which: int, words: str) -> int:
        return reports.correct(session, which, reason=words, by=desk.actor, now=desk.now)

    return await _act(desk, request, report_id, "correct", act, ReasonForm, done="Here is the new version.")


async def _act(
    desk: Desk,
    request: Request,
    report_id: str,
    name: str,
    act: Callable[[Session, int, str], int | None],
    model: type[SubmitForm | ReasonForm],
    *,
    done: str,
) -> Response:
    which = row_id(report_id)
    await _read(desk, which)
    given = await forms.read(request, model)
    form = given.form
    if form is None:
        failed = Failed(name, say("Please look at the marked fields."), given.typed, given.faults)
        return await _page(desk, which, failed=failed, status=422)
    try:
        new = await desk.write(lambda session: act(session, which, form.words))
    except Refused as refused:
        return await _page(desk, which, failed=Failed(name, refusal(refused), given.typed, {}), status=409)
    return desk.to("report", report_id=str(new or which), done=done)


async def _page(desk: Desk, report_id: int, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    report, figures = await _read(desk, report_id)
    rule = reports.rule_of(load(desk.centre.procedure), report)

    def versions(session: Session, _: int) -> list[Report]:
        return list(rows.versions(session, report))

    others = [one for one in await desk.read(versions) if rule.may_read(desk.actor.role, one.state)]
    return desk.page(
        "report.html",
        status=status,
        failed=failed,
        report=report,
        rule=rule,
        versions=others,
        sections=report_words.shown(figures),
        span=report_words.span(figures, desk),
        names=await _names(desk),
    )


async def _read(desk: Desk, report_id: int) -> tuple[Report, Figures]:
    """Raises Missing, also for whom it is not released to."""

    def read(session: Session, centre_id: int) -> tuple[Report, Figures]:
        report = rows.look(session, report_id, centre_id)
        here = working(session, centre_id, now=desk.now)
        if not reports.rule_of(here.procedure, report).may_read(desk.actor.role, report.state):
            raise Missing
        return report, reports.figures_of(session, report, here, now=desk.now)

    return await desk.read(read)


async def _paper(desk: Desk, report_id: str) -> tuple[Report, Paper]:
    report, figures = await _read(desk, row_id(report_id))
    return report, report_words.paper(report, figures, await _names(desk), desk)


async def _names(desk: Desk) -> dict[int, str]:
    return await desk.read(archive.staff_names)


def _file(desk: Desk, report: Report) -> str:
    return f"{desk.centre.code}-{report.kind}-{report.period}-{report.version}"
