"""The board that everybody may read: what holds today, a page for each, on A4 too (B4.2.6.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.channels.web_front import keep_language, lost
from bot.channels.web_guard import armour
from bot.channels.web_language import language
from bot.channels.web_looks import page
from bot.channels.web_settings import Clock
from locales.web import LOCALES, WORDS, words
from storage import Missing, Session, Store, notices, transcripts
from storage.documents import MEDIA_TYPE
from storage.files import FileStore
from storage.notices import FiledWith, NoticeRow
from storage.tables import Centre

PICTURES = ("image/jpeg", "image/png", "image/webp")
MOST_DIGITS = 9


@dataclass(frozen=True)
class Posted:
    """A notice as everybody sees it: no name of any owner, no register."""

    number: str
    title: str
    body: str
    source: str
    day: date
    valid_until: date | None
    pictures: list[FiledWith]
    documents: list[FiledWith]


class NoticeBoard:
    """Its pages and files; whatever does not hang there is lost to everybody alike."""

    def __init__(self, store: Store, files: FileStore, clock: Clock) -> None:
        self._store, self._files, self._clock = store, files, clock
        self.routes = [
            Route("/notices/{centre}", self._list, name="board"),
            Route("/notices/{centre}/{number}", self._one, name="board_notice"),
            Route("/notices/{centre}/{number}/files/{file}", self._file, name="board_file"),
        ]

    async def _list(self, request: Request) -> Response:
        code = request.path_params["centre"]

        def look(session: Session) -> tuple[Centre, list[Posted]]:
            centre = transcripts.centre_of(session, code)
            rows = notices.on_board(session, centre.id or 0, today=self._today(centre))
            return centre, [_posted(session, row, centre) for row in rows]

        try:
            centre, posted = await self._store.read_soon(look)
        except Missing:
            return lost(request)
        return _page(request, "board.html", centre, posted=posted)

    async def _one(self, request: Request) -> Response:
        try:
            centre, row = await self._store.read_soon(lambda session: self._look(session, request))
            posted = await self._store.read_soon(lambda session: _posted(session, row, centre))
        except Missing:
            return lost(request)
        return _page(request, "board_notice.html", centre, notice=posted)

    async def _file(self, request: Request) -> Response:
        """A file of a notice that hangs there now, and of no other version."""
        asked = request.path_params["file"]
        if not (asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS):
            return lost(request)

        def look(session: Session) -> FiledWith:
            _, row = self._look(session, request)
            filed = notices.files(session, row.version.id or 0)
            found = next((one for one in filed if one.file.id == int(asked)), None)
            if found is None:
                raise Missing
            return found

        try:
            found = await self._store.read_soon(look)
        except Missing:
            return lost(request)
        sha256, kind = found.attachment.sha256, found.attachment.media_type
        if sha256 is None or kind not in (*PICTURES, MEDIA_TYPE) or not self._files.path(sha256).is_file():
            return lost(request)
        headers = {"content-disposition": "inline", "cache-control": "private, max-age=600"}
        return armour(FileResponse(self._files.path(sha256), media_type=kind, headers=headers))

    def _look(self, session: Session, request: Request) -> tuple[Centre, NoticeRow]:
        centre = transcripts.centre_of(session, request.path_params["centre"])
        number = request.path_params["number"]
        return centre, notices.posted(session, number, centre.id or 0, today=self._today(centre))

    def _today(self, centre: Centre) -> date:
        return self._clock().astimezone(ZoneInfo(centre.zone)).date()


def _posted(session: Session, row: NoticeRow, centre: Centre) -> Posted:
    filed = notices.files(session, row.version.id or 0)
    hung_at = row.notice.published_at or row.version.drafted_at
    return Posted(
        number=row.notice.number,
        title=row.version.title,
        body=row.version.body,
        source=row.version.source,
        day=hung_at.astimezone(ZoneInfo(centre.zone)).date(),
        valid_until=row.version.valid_until,
        pictures=[one for one in filed if one.attachment.media_type in PICTURES],
        documents=[one for one in filed if one.attachment.media_type == MEDIA_TYPE],
    )


def _page(request: Request, name: str, centre: Centre, **facts: Any) -> Response:
    locale = language(request, centre.locale)
    said = words(locale)
    response = page(
        name,
        locale=locale,
        words=said,
        centre=centre,
        here=request.url.path,
        languages=[(code, WORDS[code]["language"], WORDS[code]["language_short"]) for code in LOCALES],
        lead=said["board_lead"].replace("{centre}", centre.name),
        **facts,
    )
    response.headers["Vary"] = "Accept-Language, Cookie"
    keep_language(request, response)
    return response
