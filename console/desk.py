"""What a page needs: who asks, the two doors to the data, and the ways to answer."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from starlette.responses import RedirectResponse, Response
from starlette.templating import Jinja2Templates
from starlette_admin import flash, get_flashed_messages

from console import clientele, languages, sessions
from console.settings import ConsoleSettings
from console.words import say
from desk.actor import Actor
from procedures.kinds import Category, Role, categories_of
from procedures.procedure import load
from storage import Missing, Session, Store, archive
from storage.tables import Centre, Staff

T = TypeVar("T")
Invite = Callable[[str], Awaitable[str | None]]
"""What a QR code says that brings a binding code by a chat platform; None while the platform is away."""


@dataclass(frozen=True)
class Parts:
    """What the assembly gave; `app.state.parts`."""

    store: Store
    settings: ConsoleSettings
    clock: Callable[[], datetime]
    templates: Jinja2Templates
    invite: Invite | None = None

    @property
    def cookie(self) -> str:
        return "__Host-huifang_staff" if self.settings.https else "huifang_staff"


def parts_of(request: Request) -> Parts:
    return request.app.state.parts


# What the principal can open (B3.1, B4.2.1).
FOR_THOSE_OUTSIDE = ("reports", "report", "report_workbook", "report_document", "preferences", "live")


class SignInFirst(Exception):
    """Nobody is signed in."""


class ReadReports(Exception):
    """Somebody from outside came to the board."""


@dataclass(frozen=True)
class Desk:
    """One request of one member of staff."""

    request: Request
    parts: Parts
    staff: Staff
    centre: Centre
    now: datetime

    @property
    def actor(self) -> Actor:
        assert self.staff.id is not None
        return Actor(self.staff.id, self.centre_id, Role(self.staff.role), self.staff.name)

    @property
    def centre_id(self) -> int:
        return self.staff.centre_id

    @property
    def keeps_clients(self) -> bool:
        """Whether the centre is a consultancy, with clients in place of flats (C1)."""
        return load(self.centre.procedure).clients is not None

    @property
    def is_outside(self) -> bool:
        """The principal: reads the reports that were released, and nothing else (B3.1)."""
        return self.actor.role is Role.PRINCIPAL

    @property
    def writes_reports(self) -> bool:
        return bool(load(self.centre.procedure).reports)

    @property
    def holds_meetings(self) -> bool:
        return load(self.centre.procedure).meetings is not None

    @property
    def categories(self) -> tuple[Category, ...]:
        return categories_of(clients=self.keeps_clients)

    @property
    def waits_for_rain(self) -> bool:
        """Whether a heavy rain asks for anything here (B4.1.2.3-C)."""
        return load(self.centre.procedure).rain is not None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.centre.zone)

    async def read(self, what: Callable[..., T], *args: Any, **more: Any) -> T:
        """`what(session, ..., centre)`: the centre is always the last place argument, and always ours."""
        return await self.parts.store.read_soon(lambda session: what(session, *args, self.centre_id, **more))

    async def write(self, unit: Callable[[Session], T]) -> T:
        return await self.parts.store.write_soon(unit)

    def page(self, name: str, *, status: int = 200, **context: Any) -> Response:
        return render(self.request, name, status=status, desk=self, now=self.now, **context)

    def to(self, route: str, *, done: str = "", **params: Any) -> Response:
        """After a write: look at the page anew; `done` is said there."""
        if done:
            flash(self.request, say(done), "success")
        return RedirectResponse(self.request.url_for(route, **params).path, 303)

    def to_tab(self, route: str, tab: str, *, done: str) -> Response:
        """Like `to`, one of a page's tabs."""
        flash(self.request, say(done), "success")
        return RedirectResponse(f"{self.request.url_for(route).path}?tab={tab}", 303)


def render(request: Request, name: str, *, status: int = 200, **context: Any) -> Response:
    """The shell's own `TemplateResponse` would lose the flash messages (LIBRARIES 3, trap 15)."""
    parts = parts_of(request)
    context = {"flashed_messages": get_flashed_messages(request), "locale": languages.current(), **context}
    return parts.templates.TemplateResponse(request=request, name=name, context=context, status_code=status)


async def signed_in(request: Request) -> Desk:
    """Raises SignInFirst. Pages that refresh themselves (`X-Live`) do not keep a session awake."""
    parts = parts_of(request)
    now = parts.clock()
    token = request.cookies.get(parts.cookie, "")
    is_use = "x-live" not in request.headers
    who = await sessions.whose(parts.store, token, parts.settings, now=now, is_use=is_use) if token else None
    if who is None:
        raise SignInFirst
    languages.use(languages.choose(request, preferred=who.locale))
    centre = await parts.store.read_soon(lambda session: archive.centre(session, who.centre_id))
    desk = Desk(request, parts, who, centre, now)
    clientele.serve_clients(so=desk.keeps_clients)
    if desk.is_outside:
        _let_in(request)
    return desk


def _let_in(request: Request) -> None:
    """Whoever stands outside: to their reports and their own account. Raises Missing, ReadReports."""
    route = request.scope["route"]
    if route.name == "board":
        raise ReadReports
    if route.name not in FOR_THOSE_OUTSIDE and not f"{route.path}/".startswith("/me/"):
        raise Missing


AtDesk = Annotated[Desk, Depends(signed_in)]


@dataclass(frozen=True)
class Failed:
    """A form that was not carried out: which, why, and what had been typed."""

    form: str
    why: str
    typed: Mapping[str, str]
    faults: Mapping[str, str]


NOT_FAILED = Failed("", "", {}, {})
