"""The owners' first page: what this is, how to reach each centre, and how soon it answers."""

from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web_front import keep_language
from bot.channels.web_language import language
from bot.channels.web_looks import page
from bot.channels.web_promises import shown
from bot.channels.web_settings import Clock
from bot.notice_board import NoticeBoard
from desk.survey_words import half_words
from locales import say
from locales.web import LOCALES, WORDS, words
from procedures.procedure import load
from storage import Session, Store, transcripts
from storage.files import FileStore
from storage.surveys import newest_signed

DEFAULT = "zh-Hant"


def public_pages(store: Store, files: FileStore, clock: Clock) -> APIRouter:
    board = NoticeBoard(store, files, clock)
    return APIRouter(routes=[Route("/", partial(_first_page, store), name="public"), *board.routes])


async def _first_page(store: Store, request: Request) -> Response:
    centres = await store.read_soon(transcripts.centres)
    locale = language(request, centres[0].locale if centres else DEFAULT)
    results = await store.read_soon(_results)
    response = page(
        "public.html",
        locale=locale,
        words=words(locale),
        languages=[(code, WORDS[code]["language"], WORDS[code]["language_short"]) for code in LOCALES],
        results={code: (half, _named(half, locale)) for code, half in results.items()},
        centres=[shown(centre, load(centre.procedure), words(locale)) for centre in centres],
    )
    response.headers["Vary"] = "Accept-Language, Cookie"
    keep_language(request, response)
    return response


def _results(session: Session) -> dict[str, str]:
    """The half-year whose survey result was posted last, by the centre's code (A4.1.5)."""
    found = ((centre.code, newest_signed(session, centre.id or 0)) for centre in transcripts.centres(session))
    return {code: survey.half for code, survey in found if survey}


def _named(half: str, locale: str) -> str:
    named = half_words(half)
    return words(locale)["results_link"].replace("{half}", say(locale, named.id, **named.args))
