"""Surveys: the draft with its preview, how far one is, what it came to (A4.1.5, A6.4)."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from console import languages
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from desk.centres import Working, working
from desk.survey_preview import preview
from desk.survey_results import by_category, figures
from desk.survey_words import title
from desk.surveys import as_rows
from procedures.half_years import HalfYear
from procedures.procedure import load
from procedures.survey_rules import SurveyRules
from procedures.surveying import Per, SurveyState
from storage import Session, archive, survey_answers, surveys
from storage.tables import Question, Survey

router = APIRouter()
SCALES = {"rating": ("5", "4", "3", "2", "1"), "yes_no": ("yes", "no")}


def rules_of(desk: Desk) -> SurveyRules | None:
    return load(desk.centre.procedure).survey


def may_lead(desk: Desk) -> bool:
    """Whether this person chooses, starts and signs."""
    rules = rules_of(desk)
    return rules is not None and desk.actor.role in rules.led_by


@router.get("/surveys", name="surveys")
async def show(desk: AtDesk) -> Response:
    return await list_page(desk)


@router.get("/surveys/{survey_id}", name="survey")
async def show_one(survey_id: str, desk: AtDesk) -> Response:
    return await survey_page(desk, row_id(survey_id))


async def list_page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    rows = await desk.read(surveys.of_centre)
    desk_now = await desk.read(lambda session, centre_id: working(session, centre_id, now=desk.now))
    this = str(HalfYear.of(desk.now, desk_now.calendar))
    return desk.page(
        "surveys.html",
        status=status,
        failed=failed,
        surveys=rows,
        rules=rules_of(desk),
        may_draft=may_lead(desk) and all(row.half != this for row in rows),
        this=this,
    )


async def survey_page(
    desk: Desk,
    survey_id: int,
    *,
    failed: Failed = NOT_FAILED,
    chosen: frozenset[str] = frozenset(),
    status: int = 200,
) -> Response:
    """A draft to choose for, else its progress and result; `chosen` is what was ticked and refused."""
    locale = languages.current()  # of the request: where the database is read there is none

    def look(session: Session, centre_id: int) -> dict[str, Any]:
        survey = surveys.look(session, survey_id, centre_id)
        desk_now = working(session, centre_id, now=desk.now)
        asked = surveys.questions(session, survey_id)
        if survey.state == SurveyState.DRAFT:
            return _draft(session, survey, asked, desk_now, chosen)
        told = survey_answers.told(session, survey_id)
        return {
            "survey": survey,
            "asked": asked,
            "figures": figures(session, survey),
            "told": by_category(told),
            "titles": {one.key: title(one, locale) for one in asked},
        }

    def _draft(
        session: Session, survey: Survey, asked: Sequence[Question], at: Working, chosen: frozenset[str]
    ) -> dict[str, Any]:
        rules = at.procedure.survey
        keys = chosen or frozenset(one.key for one in asked)
        bank = as_rows(survey_id, rules.questions) if rules else []
        shown = preview(session, survey, asked, at, locale=locale, now=desk.now)
        return {
            "survey": survey,
            "asked": asked,
            "bank": [(one, title(one, locale), one.key in keys) for one in bank],
            "preview": shown,
        }

    return desk.page(
        "survey.html",
        status=status,
        failed=failed,
        rules=rules_of(desk),
        may_lead_it=may_lead(desk),
        pers=Per,
        scales=SCALES,
        names=await desk.read(archive.staff_names),
        **await desk.read(look),
    )
