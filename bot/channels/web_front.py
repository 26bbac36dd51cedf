"""The chat page itself, and the page for an address that leads nowhere."""

import json

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web_language import COOKIE, asked, language
from bot.channels.web_looks import page
from bot.channels.web_room import WebChat
from bot.channels.web_session import YEAR, give_key
from bot.channels.web_settings import MOST_LETTERS, MOST_PICTURES
from locales.web import LOCALES, WORDS, words
from storage import Missing, transcripts
from storage.pictures import MOST_BYTES

LARGE = "huifang-large"
LIMITS = {"letters": MOST_LETTERS, "pictures": MOST_PICTURES, "bytes": MOST_BYTES}


async def front(chat: WebChat, request: Request) -> Response:
    """The page, with the owner's key in a cookie; or a kind 404."""
    code = request.path_params["centre"]
    try:
        centre = await chat.store.read_soon(lambda session: transcripts.centre_of(session, code))
    except Missing:
        return lost(request)
    locale = language(request, centre.locale)
    response = page(
        "chat.html",
        centre=centre,
        locale=locale,
        words=words(locale),
        words_json=json.dumps(dict(words(locale)), ensure_ascii=False),
        limits_json=json.dumps(LIMITS),
        languages=_languages(),
        large=request.cookies.get(LARGE) == "1",
    )
    give_key(request, response, chat.settings)
    keep_language(request, response)
    return response


def lost(request: Request) -> Response:
    locale = language(request, "zh-Hant")
    return page("lost.html", status=404, locale=locale, words=words(locale))


def keep_language(request: Request, response: Response) -> None:
    if locale := asked(request):
        response.set_cookie(COOKIE, locale, max_age=YEAR, samesite="lax", httponly=True)


def _languages() -> list[tuple[str, str]]:
    return [(locale, WORDS[locale]["language"]) for locale in LOCALES]
