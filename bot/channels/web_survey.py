"""A survey behind a link, without sign-in and without script; and its result for everybody (A4.1.5)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web_front import keep_language, lost
from bot.channels.web_guard import Turned, armour, capped, check_origin
from bot.channels.web_language import asked, language
from bot.channels.web_looks import page
from bot.channels.web_settings import Clock, WebChatSettings
from desk import survey_forms
from desk.opening import Opened
from desk.saying import words as said
from desk.survey_answers import LONGEST, is_open
from desk.survey_forms import Sheet
from desk.survey_results import figures
from desk.survey_words import half_words, title
from locales import moments
from locales.web import LOCALES, WORDS, words
from procedures.half_years import WRITTEN
from procedures.refused import Refused
from procedures.surveying import STARS, SurveyState
from storage import Missing, Session, Store, Unavailable, archive, surveys, transcripts

MOST_BODY = 64 * 1024
MOST_FIELDS = 60
FAULTS = 400
Endpoint = Callable[["Pages", Request], Awaitable[Response]]


@dataclass(frozen=True)
class Pages:
    store: Store
    clock: Clock
    settings: WebChatSettings


def survey_pages(store: Store, clock: Clock, settings: WebChatSettings) -> APIRouter:
    """`/survey/<token>` for one owner, `/results/<centre>/<half>` for all."""
    pages = Pages(store, clock, settings)
    return APIRouter(
        routes=[
            _route(pages, "GET", "/survey/{token}", "survey_link", _show),
            _route(pages, "POST", "/survey/{token}", "answer_survey_link", _answer),
            _route(pages, "GET", "/results/{centre}/{half}", "survey_results", _results),
        ]
    )


def _route(pages: Pages, method: str, path: str, name: str, endpoint: Endpoint) -> Route:
    return Route(path, partial(_answered, endpoint, pages), methods=[method], name=name)


async def _answered(endpoint: Endpoint, pages: Pages, request: Request) -> Response:
    """Whatever leads nowhere is told so kindly, in the language of the browser."""
    try:
        response = await endpoint(pages, request)
    except Missing:
        response = lost(request)
    except Turned as turned:
        response = _message(request, turned.status, f"no_{turned.why}")
    except Unavailable:
        response = _message(request, 503, "no_busy")
        response.headers["Retry-After"] = "5"
    response.headers["X-Robots-Tag"] = "noindex"
    return armour(response)


async def _show(pages: Pages, request: Request) -> Response:
    sheet = await _sheet(pages, request)
    is_saved = request.query_params.get("saved") == "1"
    return _page(pages, request, sheet, note="survey_saved" if is_saved else "")


async def _answer(pages: Pages, request: Request) -> Response:
    """Save for later, or send; what cannot be taken is shown again as it was filled in."""
    check_origin(request, pages.settings)
    sheet = await _sheet(pages, request)
    async with capped(request, MOST_BODY).form(max_fields=MOST_FIELDS, max_files=0) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    locale, sends, now = _locale(request, sheet), fields.get("do") == "send", pages.clock()
    if too_long := [name for name, value in fields.items() if len(value) > LONGEST]:
        return _page(pages, request, sheet, note="survey_too_long", typed=fields, at=too_long[0], status=422)

    def unit(session: Session) -> Opened | None:
        token = request.path_params["token"]
        return survey_forms.save_by_link(session, token, fields, sends=sends, locale=locale, now=now)

    try:
        opened = await pages.store.write_soon(unit)
    except Refused as refused:
        return await _refused(pages, request, fields, refused)
    if not sends:
        wanted = fields.get("lang", "")
        lang = wanted if wanted in LOCALES else locale
        return RedirectResponse(f"{request.url.path}?saved=1&lang={lang}", 303)
    return _thanks(request, locale, opened)


async def _refused(pages: Pages, request: Request, fields: dict[str, str], refused: Refused) -> Response:
    sheet = await _sheet(pages, request)
    note = "survey_empty" if refused.text_id == "refused.survey_empty" else "survey_not_taken"
    return _page(pages, request, sheet, note=note, typed=fields, status=409)


async def _sheet(pages: Pages, request: Request) -> Sheet:
    token = request.path_params["token"]
    return await pages.store.read_soon(lambda session: survey_forms.by_link(session, token))


def _page(
    pages: Pages,
    request: Request,
    sheet: Sheet,
    *,
    note: str = "",
    typed: Mapping[str, str] | None = None,
    at: str = "",
    status: int = 200,
) -> Response:
    locale = _locale(request, sheet)
    if not is_open(sheet.survey, sheet.invitation, pages.clock()):
        is_sent = sheet.invitation.state == "answered"
        return _message(request, 200, "survey_sent_already" if is_sent else "survey_closed", locale=locale)
    zone = ZoneInfo(sheet.centre.zone)
    until = sheet.survey.ends_at
    response = page(
        "survey.html",
        status=status,
        locale=locale,
        words=words(locale),
        languages=_languages(),
        centre=sheet.centre,
        half=said(half_words(sheet.survey.half), locale=locale, zone=zone),
        until=moments.moment(locale, until.astimezone(zone)) if until else "",
        questions=[(one, title(one, locale)) for one in sheet.questions],
        filled=_filled(sheet) | dict(typed or {}),
        stars=STARS,
        note=words(locale)[note] if note else "",
        is_fault=status >= FAULTS,
        at=at,
        most=LONGEST,
    )
    keep_language(request, response)
    return response


def _filled(sheet: Sheet) -> dict[str, str]:
    """What was answered before, here or in the chat, by the names of the form's fields."""
    ticked = {f"q-{key}": answer.value for key, answer in sheet.answers.items()}
    return ticked | {f"w-{key}": answer.words for key, answer in sheet.answers.items()}


def _thanks(request: Request, locale: str, opened: Opened | None) -> Response:
    number = opened.number if opened else ""
    return _message(request, 200, "survey_case" if opened else "survey_thanks", locale=locale, number=number)


def _message(request: Request, status: int, word: str, *, locale: str = "", number: str = "") -> Response:
    locale = locale or language(request, "zh-Hant")
    text = words(locale)[word].replace("{number}", number)
    return page("survey_told.html", status=status, locale=locale, words=words(locale), text=text)


async def _results(pages: Pages, request: Request) -> Response:
    """What the director signed. Raises Missing before that."""
    code, half = request.path_params["centre"], request.path_params["half"]
    if not WRITTEN.fullmatch(half):
        raise Missing
    found = await pages.store.read_soon(lambda session: _signed(session, code, half))
    locale = language(request, found["centre"].locale)
    zone = ZoneInfo(found["centre"].zone)
    response = page(
        "results.html",
        locale=locale,
        words=words(locale),
        languages=_languages(),
        **found,
        half=said(half_words(half), locale=locale, zone=zone),
        signed_on=moments.moment(locale, found["survey"].signed_at.astimezone(zone)),
    )
    keep_language(request, response)
    return response


def _signed(session: Session, code: str, half: str) -> dict[str, Any]:
    centre = transcripts.centre_of(session, code)
    survey = surveys.of_half(session, centre.id or 0, half)
    if survey is None or survey.state != SurveyState.SIGNED:
        raise Missing
    signer = archive.staff_names(session, centre.id or 0).get(survey.signed_by or 0, "")
    return {"centre": centre, "survey": survey, "figures": figures(session, survey), "signer": signer}


def _locale(request: Request, sheet: Sheet) -> str:
    return asked(request) or language(request, sheet.centre.locale)


def _languages() -> list[tuple[str, str, str]]:
    return [(code, WORDS[code]["language"], WORDS[code]["language_short"]) for code in LOCALES]
