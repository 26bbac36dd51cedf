"""Invitations with their links, sheets to print, and sheets that came back (A4.1.5, A6.4)."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from console import forms, languages
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.qr import drawn
from console.words import refusal, say
from desk import survey_forms
from desk.survey_answers import LONGEST, is_open
from desk.survey_forms import Sheet
from desk.survey_words import half_words, title
from locales import say as said
from procedures.life import Act, may
from procedures.refused import Refused
from procedures.surveying import OPEN, STARS, Way, code, token
from storage import Session, surveys
from storage.tables import Invitation, Survey

router = APIRouter()
MOST_SHEETS = 300


@router.get("/surveys/{survey_id}/invitations", name="invitations")
async def show(survey_id: str, request: Request, desk: AtDesk) -> Response:
    survey, rows = await _invited(desk, row_id(survey_id))
    buildings = sorted({unit.building for _, unit, _ in rows})
    building = request.query_params.get("building", "")
    return desk.page(
        "survey_invitations.html",
        survey=survey,
        rows=[row for row in rows if row[1].building == building] if building else rows[:MOST_SHEETS],
        buildings=buildings,
        building=building,
        many=len(rows),
        link=lambda invitation: _link(desk, survey, invitation),
        is_open=lambda invitation: is_open(survey, invitation, desk.now),
    )


@router.get("/surveys/{survey_id}/sheets", name="survey_sheets")
async def sheets(survey_id: str, request: Request, desk: AtDesk) -> Response:
    """Sheets of a building, or of whoever no chat reaches: those that are still open."""
    which = row_id(survey_id)
    survey, rows = await _invited(desk, which)
    building = request.query_params.get("building", "")
    asked = await desk.read(lambda session, _: surveys.questions(session, which))
    mine = [row for row in rows if row[0].state in OPEN and (not building or row[1].building == building)]
    locale = languages.current()
    half = half_words(survey.half)
    return desk.page(
        "survey_sheets.html",
        survey=survey,
        half=said(locale, half.id, **half.args),
        rows=mine[:MOST_SHEETS],
        left=max(len(mine) - MOST_SHEETS, 0),
        questions=[(one, title(one, locale)) for one in asked],
        stars=STARS,
        qr=lambda invitation: drawn(_link(desk, survey, invitation)),
        code=lambda invitation: code(survey.seed, invitation.id or 0),
    )


@router.get("/surveys/{survey_id}/paper", name="survey_paper")
async def paper(survey_id: str, request: Request, desk: AtDesk) -> Response:
    """First the code, then what is ticked on the sheet."""
    which = row_id(survey_id)
    typed = request.query_params.get("code", "")
    return await _paper(desk, which, typed)


@router.post("/surveys/{survey_id}/paper", name="enter_paper")
async def enter(survey_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(survey_id)
    await desk.read(lambda session, centre_id: surveys.look(session, which, centre_id).id)
    async with request.form(max_fields=forms.MOST_FIELDS, max_files=0) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    typed = fields.get("code", "")
    if any(len(value) > LONGEST for value in fields.values()):
        failed = Failed("paper", say("This is too long."), fields, {})
        return await _paper(desk, which, typed, failed=failed, status=422)

    def unit(session: Session) -> None:
        survey_forms.enter(session, which, typed, fields, by=desk.actor, now=desk.now)

    try:
        await desk.write(unit)
    except Refused as refused:
        failed = Failed("paper", refusal(refused), fields, {})
        return await _paper(desk, which, typed, failed=failed, status=409)
    return desk.to("survey_paper", survey_id=str(which), done="The sheet is entered.")


async def _paper(
    desk: Desk, which: int, typed: str, *, failed: Failed = NOT_FAILED, status: int = 200
) -> Response:
    survey = await desk.read(lambda session, centre_id: surveys.look(session, which, centre_id))
    sheet: Sheet | None = None
    if typed:
        try:
            sheet = await desk.read(
                lambda session, centre_id: survey_forms.of_sheet(session, which, typed, centre_id)
            )
        except Refused as refused:
            failed, status = Failed("code", refusal(refused), {"code": typed}, {}), 409
    locale = languages.current()
    about: dict[str, Any] = {"sheet": None, "questions": (), "filled": {}}
    if sheet:
        about = {
            "sheet": sheet,
            "questions": [(one, title(one, locale)) for one in sheet.questions],
            "filled": _filled(sheet, failed.typed),
            "takes": is_open(sheet.survey, sheet.invitation, desk.now, way=Way.PAPER),
        }
    return desk.page(
        "survey_paper.html", status=status, failed=failed, survey=survey, typed=typed, stars=STARS, **about
    )


def _filled(sheet: Sheet, typed: Mapping[str, str]) -> dict[str, str]:
    """What was answered before, or what was just typed."""
    before = {f"q-{key}": answer.value for key, answer in sheet.answers.items()}
    return before | {f"w-{key}": answer.words for key, answer in sheet.answers.items()} | dict(typed)


async def _invited(desk: Desk, which: int) -> tuple[Survey, list[Any]]:
    def look(session: Session, centre_id: int) -> tuple[Survey, list[Any]]:
        return surveys.look(session, which, centre_id), surveys.units_of(session, which)

    return await desk.read(look)


def _link(desk: Desk, survey: Survey, invitation: Invitation) -> str:
    """The link of an invitation; for those alone who may file what an owner tells them (RELIABILITY 7)."""
    if not may(desk.actor.role, Act.OPEN) or not survey.seed:
        return ""
    came_by = f"{desk.request.url.scheme}://{desk.request.url.netloc}"
    base = desk.parts.settings.public_url.rstrip("/") or came_by
    return f"{base}/survey/{token(survey.seed, invitation.id or 0)}"
