"""Tells open pages that something changed; what changed they fetch themselves, with their own rights."""

import asyncio
from collections.abc import AsyncGenerator, Collection
from contextlib import suppress
from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from console import sessions
from console.desk import AtDesk, Desk
from storage import Store, boards

router = APIRouter()
PING = 15
# Ten writes in a moment are one refresh.
GATHER = 0.2
# Somebody disabled is off the stream this soon, also when nothing happens (RELIABILITY 7.21).
CHECK = 1.0


@dataclass(eq=False)
class Ear:
    """One stream of one browser."""

    loop: asyncio.AbstractEventLoop
    centre_id: int
    rung: asyncio.Event = field(default_factory=asyncio.Event)
    centre_changed: bool = False
    contacts: set[int] = field(default_factory=set)

    def hear(self, centre_changed: bool, contacts: Collection[int]) -> None:
        self.centre_changed |= centre_changed
        self.contacts.update(contacts)
        self.rung.set()

    def take(self) -> tuple[bool, set[int]]:
        taken = self.centre_changed, self.contacts
        self.centre_changed, self.contacts = False, set()
        self.rung.clear()
        return taken


class Hub:
    """Between the thread that wrote and the streams of this process."""

    def __init__(self, store: Store) -> None:
        self.ears: set[Ear] = set()
        store.listen(self._told)

    def _told(self, topics: Collection[str]) -> None:
        contacts = {int(topic[8:]) for topic in topics if topic.startswith("contact:")}
        for ear in tuple(self.ears):
            changed = f"centre:{ear.centre_id}" in topics
            if changed or contacts:
                # the loop may have gone between the copy and here
                with suppress(RuntimeError):
                    ear.loop.call_soon_threadsafe(ear.hear, changed, contacts)


@router.get("/live", name="live")
async def live(request: Request, desk: AtDesk) -> Response:
    return EventSourceResponse(_stream(request.app.state.hub, desk), ping=PING)


async def _stream(hub: Hub, desk: Desk) -> AsyncGenerator[ServerSentEvent, None]:
    ear = Ear(asyncio.get_running_loop(), desk.centre_id)
    hub.ears.add(ear)
    try:
        yield ServerSentEvent(event="hello", data="")
        while await _may_listen(desk):
            if not await _rung(ear):
                continue
            await asyncio.sleep(GATHER)
            changed, contacts = ear.take()
            if changed or (contacts and await desk.read(boards.contacts_of_centre, contacts)):
                yield ServerSentEvent(event="changed", data="")
    finally:
        hub.ears.discard(ear)


async def _rung(ear: Ear) -> bool:
    try:
        await asyncio.wait_for(ear.rung.wait(), CHECK)
    except TimeoutError:
        return False
    return True


async def _may_listen(desk: Desk) -> bool:
    token, parts = desk.request.cookies.get(desk.parts.cookie, ""), desk.parts
    who = await sessions.whose(parts.store, token, parts.settings, now=parts.clock(), is_use=False)
    return who is not None
