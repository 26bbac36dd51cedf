"""The console as one ASGI application, to be mounted by the assembly at /console."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from console import (
    archive,
    board,
    case_acts,
    cases,
    client_reports,
    clients,
    coverage,
    deadline_acts,
    exports,
    finding,
    groups,
    houses,
    importing,
    improving,
    improving_acts,
    incident_acts,
    incidents,
    intake,
    languages,
    letters,
    live,
    meetings,
    notice_faults,
    notices,
    own_account,
    own_safety,
    owner_revisits,
    owners,
    people,
    photos,
    plan,
    preferences,
    promises,
    proving,
    publishing,
    rain,
    reach,
    registers,
    reports,
    revisits,
    signing_in,
    tasks,
    transfers,
    triage_acts,
    visits,
    why,
)
from console.desk import Invite, Parts, ReadReports, SignInFirst, render
from console.filters import add_filters
from console.guards import Guards
from console.settings import ConsoleSettings
from console.shell import make_shell, middlewares, static_files
from storage import Missing, Store, Unavailable

PAGES = (
    *(
        signing_in,
        proving,
        preferences,
        live,
        board,
        cases,
        case_acts,
        deadline_acts,
        promises,
        why,
        incidents,
        incident_acts,
        letters,
        improving,
        improving_acts,
        photos,
        intake,
        revisits,
        owner_revisits,
        coverage,
        visits,
        plan,
        rain,
        reach,
        owners,
        clients,
        client_reports,
        reports,
        meetings,
        people,
        groups,
        own_account,
        own_safety,
        tasks,
        triage_acts,
        transfers,
        houses,
        notices,
        publishing,
        registers,
        notice_faults,
        finding,
        archive,
        exports,
        importing,
    ),
)


def console_app(
    store: Store, settings: ConsoleSettings, clock: Callable[[], datetime], *, invite: Invite | None = None
) -> ASGIApp:
    """All pages of the staff. It listens to the store for as long as that lives.

    `invite` makes of a binding code what a QR code of a chat platform says.
    """
    return Guards(pages_app(store, settings, clock, invite=invite), https=settings.https)


def pages_app(
    store: Store, settings: ConsoleSettings, clock: Callable[[], datetime], *, invite: Invite | None = None
) -> FastAPI:
    shell = make_shell(settings)
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(GZipMiddleware, minimum_size=1000), *middlewares(shell)],
        exception_handlers={
            SignInFirst: _sign_in_first,
            ReadReports: _read_reports,
            Missing: _not_found,
            Unavailable: _busy,
            HTTPException: _other,
        },
    )
    add_filters(shell.templates.env)
    app.state.parts = Parts(store, settings, clock, shell.templates, invite)
    app.state.hub = live.Hub(store)
    app.state.ROUTE_NAME = shell.route_name
    app.mount("/static", static_files(), name="static")
    for page in PAGES:
        app.include_router(page.router)
    return app


async def _sign_in_first(request: Request, _: Exception) -> Response:
    """Whoever wanted to look is brought back there afterwards; nobody else is."""
    target = request.url_for("sign_in").path
    if request.method == "GET" and request.url.path != request.url_for("board").path:
        target += "?" + urlencode({"next": request.url.path})
    return RedirectResponse(target, 303)


async def _read_reports(request: Request, _: Exception) -> Response:
    return RedirectResponse(request.url_for("reports").path, 303)


async def _not_found(request: Request, _: Exception) -> Response:
    languages.use(languages.choose(request))
    return render(request, "error.html", status=404, code=404)


async def _busy(request: Request, _: Exception) -> Response:
    languages.use(languages.choose(request))
    return render(request, "error.html", status=503, code=503)


async def _other(request: Request, error: Exception) -> Response:
    languages.use(languages.choose(request))
    assert isinstance(error, HTTPException)
    return render(request, "error.html", status=error.status_code, code=error.status_code)
