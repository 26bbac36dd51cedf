"""The transcript, as it stands and as it grows."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta

import msgspec
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web_guard import Turned
from bot.channels.web_lines import Line, line
from bot.channels.web_room import Room, WebChat, room
from storage import transcripts

LATE_COMMITS = timedelta(minutes=1)
MOST_LINES = 200
ID = re.compile(r"[0-9]{1,18}")  # any that a 64-bit column can hold
ENCODE = msgspec.json.encode


class Transcript(msgspec.Struct, frozen=True):
    lines: list[Line]
    earlier: bool
    """Whether there may be lines before these."""


async def transcript(chat: WebChat, request: Request) -> Response:
    """`?after=<id>`: what came since; `?before=<id>` or neither: the newest lines up to there."""
    here = await room(chat, request)
    after, before = _number(request, "after"), _number(request, "before")
    lines = await (_since(here, after) if after else _newest(here, before))
    found = Transcript(lines, earlier=not after and len(lines) == MOST_LINES)
    return Response(ENCODE(found), media_type="application/json")


async def events(chat: WebChat, request: Request) -> Response:
    """Each new line as an event "line", from Last-Event-ID or `?after=` on."""
    here = await room(chat, request)
    if chat.bell.listeners(here.address) >= chat.settings.streams_each:
        raise Turned(429, "too_many_pages")
    resumed = request.headers.get("last-event-id", "")
    after = int(resumed) if _is_number(resumed) else _number(request, "after")
    return EventSourceResponse(_growing(here, after or 0), ping=chat.settings.ping_seconds)


async def _growing(here: Room, after: int) -> AsyncIterator[ServerSentEvent]:
    told: set[int] = set()
    rung = asyncio.Event()
    with here.chat.bell.listening(here.address, rung):
        contact = await here.contact()
        while contact is None:
            await _rung(rung, here)
            contact = await here.contact()
        with here.chat.bell.listening(f"contact:{contact}", rung):
            while True:
                for new in await _since(here, after, contact):
                    if new.id not in told:
                        told.add(new.id)
                        after = max(after, new.id)
                        yield ServerSentEvent(ENCODE(new).decode(), event="line", id=str(after))
                await _rung(rung, here)


async def _rung(rung: asyncio.Event, here: Room) -> None:
    """Until the bell rings, or so long that another process may have written meanwhile."""
    with suppress(TimeoutError):
        async with asyncio.timeout(here.chat.settings.recheck.total_seconds()):
            await rung.wait()
    rung.clear()


async def _since(here: Room, after: int, contact: int | None = None) -> list[Line]:
    contact = contact or await here.contact()
    if contact is None:
        return []
    since = here.chat.clock() - LATE_COMMITS
    rows = await here.chat.store.read_soon(
        lambda session: transcripts.lines_after(session, contact, after=after, since=since, most=MOST_LINES)
    )
    return [line(row, base=here.base) for row in rows]


async def _newest(here: Room, before: int | None) -> list[Line]:
    contact = await here.contact()
    if contact is None:
        return []
    rows = await here.chat.store.read_soon(
        lambda session: transcripts.lines_before(session, contact, before=before, most=MOST_LINES)
    )
    return [line(row, base=here.base) for row in rows]


def _number(request: Request, name: str) -> int | None:
    """Raises Turned for anything but digits that fit an id."""
    text = request.query_params.get(name, "")
    if text and not _is_number(text):
        raise Turned(400, "not_understood")
    return int(text) if text else None


def _is_number(text: str) -> bool:
    return ID.fullmatch(text) is not None
