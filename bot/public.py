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
from locales.web import LOCALES, WORDS, words
from procedures.procedure import load
from storage import Store, transcripts
from storage.files import FileStore

DEFAULT = "zh-Hant"


def public_pages(store: Store, files: FileStore, clock: Clock) -> APIRouter:
    board = NoticeBoard(store, files, clock)
    return APIRouter(routes=[Route("/", partial(_first_page, store), name="public"), *board.routes])


async def _first_page(store: Store, request: Request) -> Response:
    centres = await store.read_soon(transcripts.centres)
    locale = language(request, centres[0].locale if centres else DEFAULT)
    response = page(
        "public.html",
        locale=locale,
        words=words(locale),
        languages=[(code, WORDS[code]["language"], WORDS[code]["language_short"]) for code in LOCALES],
        centres=[shown(centre, load(centre.procedure), words(locale)) for centre in centres],
    )
    response.headers["Vary"] = "Accept-Language, Cookie"
    keep_language(request, response)
    return response
