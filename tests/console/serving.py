"""The console for a test: its pages are put together once, which takes longer than most tests."""

from dataclasses import replace

from fastapi import FastAPI
from starlette.types import ASGIApp

from console.app import pages_app
from console.guards import Guards
from console.live import Hub
from console.settings import ConsoleSettings
from storage import Store
from tests.console.seeding import Clock

_built: dict[str, FastAPI] = {}


def console(store: Store, settings: ConsoleSettings, clock: Clock) -> ASGIApp:
    """With this test's database, settings and time; one at a time, of those with the same secret."""
    app = _built.get(settings.secret) or pages_app(store, settings, clock)
    _built[settings.secret] = app
    app.state.parts = replace(app.state.parts, store=store, settings=settings, clock=clock)
    app.state.hub = Hub(store)
    return Guards(app, https=settings.https)
