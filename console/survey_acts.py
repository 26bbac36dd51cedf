"""What the director does with a survey: draft, choose, start, sign (A4.1.5)."""

import secrets
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from console import forms
from console.desk import AtDesk, Desk, Failed
from console.numbers import row_id
from console.surveys import list_page, survey_page
from console.words import refusal, say
from desk import survey_results
from desk import surveys as desk_surveys
from procedures.refused import Refused
from procedures.survey_rules import MOST_BANK
from procedures.surveying import Per
from storage import Session, surveys

router = APIRouter()
SEED_BYTES = 32
Keys = Annotated[frozenset[str], BeforeValidator(lambda text: frozenset(str(text).split()))]


class ChoiceForm(forms.Form):
    per: Per
    questions: Keys


class SignForm(forms.Form):
    conclusion: forms.Said


@router.post("/surveys", name="draft_survey")
async def draft(desk: AtDesk) -> Response:
    try:
        which = await desk.write(
            lambda session: desk_surveys.draft_now(session, by=desk.actor, now=desk.now).id
        )
    except Refused as refused:
        return await list_page(desk, failed=Failed("draft", refusal(refused), {}, {}), status=409)
    return desk.to("survey", survey_id=str(which), done="The draft lies ready.")


@router.post("/surveys/{survey_id}/choose", name="choose_questions")
async def choose(survey_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(survey_id)
    await desk.read(lambda session, centre_id: surveys.look(session, which, centre_id).id)
    async with request.form(max_fields=MOST_BANK + forms.MOST_FIELDS, max_files=0) as form:
        items = form.multi_items()
    ticked = " ".join(str(value) for name, value in items if name == "question")
    given = forms.checked(
        [*(each for each in items if each[0] != "question"), ("questions", ticked)], ChoiceForm
    )
    chosen = given.form
    if chosen is None:
        failed = Failed("choose", say("Please look at the marked fields."), given.typed, given.faults)
        return await survey_page(desk, which, failed=failed, status=422)

    def unit(session: Session) -> None:
        about = {"keys": chosen.questions, "per": chosen.per}
        desk_surveys.choose(session, which, **about, by=desk.actor, now=desk.now)

    try:
        await desk.write(unit)
    except Refused as refused:
        failed = Failed("choose", refusal(refused), given.typed, {})
        return await survey_page(desk, which, failed=failed, chosen=chosen.questions, status=409)
    return desk.to("survey", survey_id=str(which), done="The questions are chosen.")


@router.post("/surveys/{survey_id}/start", name="start_survey")
async def start(survey_id: str, desk: AtDesk) -> Response:
    which, seed = row_id(survey_id), secrets.token_urlsafe(SEED_BYTES)
    return await _act(
        desk,
        which,
        "start",
        lambda session: desk_surveys.start(session, which, seed=seed, by=desk.actor, now=desk.now),
        done="The survey has begun; owners are being invited.",
    )


@router.post("/surveys/{survey_id}/sign", name="sign_survey")
async def sign(survey_id: str, request: Request, desk: AtDesk) -> Response:
    which = row_id(survey_id)
    await desk.read(lambda session, centre_id: surveys.look(session, which, centre_id).id)
    given = await forms.read(request, SignForm)
    form = given.form
    if form is None:
        failed = Failed("sign", say("Please look at the marked fields."), given.typed, given.faults)
        return await survey_page(desk, which, failed=failed, status=422)
    said = form.conclusion
    return await _act(
        desk,
        which,
        "sign",
        lambda session: survey_results.sign(session, which, conclusion=said, by=desk.actor, now=desk.now),
        typed=given.typed,
        done="The result is signed, copied to the quality department and posted.",
    )


async def _act(
    desk: Desk,
    which: int,
    name: str,
    unit: Callable[[Session], object],
    *,
    done: str,
    typed: dict[str, str] | None = None,
) -> Response:
    try:
        await desk.write(unit)
    except Refused as refused:
        failed = Failed(name, refusal(refused), typed or {}, {})
        return await survey_page(desk, which, failed=failed, status=409)
    return desk.to("survey", survey_id=str(which), done=done)
