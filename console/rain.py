"""Rain: what fell, how the sources do, storms and what was asked after them, and whom to visit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Request
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from console import forms
from console.desk import NOT_FAILED, AtDesk, Desk, Failed
from console.numbers import row_id
from console.words import refusal, say
from desk import rain as desk_rain
from desk import storms
from desk.centres import working
from procedures.procedure import load
from procedures.rain_rules import RainRules
from procedures.refused import Refused
from storage import Session, rain, rain_pages
from storage import storms as stored
from storage.rain_pages import Progress
from storage.tables import Campaign, RainHour, RainWatch, Storm

router = APIRouter()
SHOWN = timedelta(hours=48)
STALE = timedelta(hours=4)
Degrees = Annotated[float, BeforeValidator(lambda text: text.strip() if isinstance(text, str) else text)]
Moment = Annotated[datetime, BeforeValidator(lambda text: datetime.fromisoformat(str(text)))]


class DeclareForm(forms.Form):
    began_at: Moment
    ended_at: Moment
    reason: forms.Said


class ReasonForm(forms.Form):
    reason: forms.Said


class PlaceForm(forms.Form):
    latitude: Annotated[Degrees, Field(ge=-90, le=90)]
    longitude: Annotated[Degrees, Field(ge=-180, le=180)]


@dataclass(frozen=True)
class Told:
    """One source: how it does, and its last hours; `top` is the most that fell in one of them."""

    name: str
    watch: RainWatch | None
    hours: Sequence[RainHour]

    @property
    def top(self) -> float:
        return max((hour.mm or 0.0 for hour in self.hours), default=0.0)

    @property
    def total(self) -> float:
        return sum(hour.mm or 0.0 for hour in self.hours)

    @property
    def unknown(self) -> int:
        return sum(1 for hour in self.hours if hour.mm is None)


@dataclass(frozen=True)
class Event:
    """A storm with its campaign, when it has one."""

    storm: Storm
    campaign: Campaign | None
    progress: Progress
    peaks: dict[str, float]


@dataclass(frozen=True)
class Look:
    """Everything the page shows."""

    told: list[Told]
    events: list[Event]
    awaiting: int
    visits: list[tuple[str, list[rain_pages.Visit]]]
    rules: RainRules | None
    thresholds: Sequence[Any]


@router.get("/rain", name="rain")
async def show(desk: AtDesk) -> Response:
    return await _page(desk)


@router.post("/rain/storms", name="declare_storm")
async def declare(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, DeclareForm)
    form = given.form
    if form is None:
        return await _wrong(desk, "declare", given.typed, given.faults)
    began, ended = (each.replace(tzinfo=desk.zone) for each in (form.began_at, form.ended_at))

    def unit(session: Session) -> None:
        storms.declare(
            session, began_at=began, ended_at=ended, reason=form.reason, by=desk.actor, now=desk.now
        )

    return await _done(desk, "declare", unit, given.typed, done="The storm is on record.")


@router.post("/rain/storms/{storm_id}/end", name="end_storm")
async def end(storm_id: str, request: Request, desk: AtDesk) -> Response:
    return await _with_reason(storm_id, request, desk, storms.end, "end")


@router.post("/rain/storms/{storm_id}/withdraw", name="withdraw_storm")
async def withdraw(storm_id: str, request: Request, desk: AtDesk) -> Response:
    return await _with_reason(storm_id, request, desk, storms.withdraw, "withdraw")


@router.post("/rain/place", name="place_centre")
async def place(request: Request, desk: AtDesk) -> Response:
    given = await forms.read(request, PlaceForm)
    form = given.form
    if form is None:
        return await _wrong(desk, "place", given.typed, given.faults)

    def unit(session: Session) -> None:
        desk_rain.place(
            session, latitude=form.latitude, longitude=form.longitude, by=desk.actor, now=desk.now
        )

    return await _done(desk, "place", unit, given.typed, done="The place is kept.")


async def _with_reason(
    storm_id: str, request: Request, desk: Desk, act: Callable[..., None], name: str
) -> Response:
    which = row_id(storm_id)
    await desk.read(lambda session, centre_id: stored.seen(session, which, centre_id))
    given = await forms.read(request, ReasonForm)
    form = given.form
    if form is None:
        return await _wrong(desk, f"{name}-{which}", given.typed, given.faults)

    def unit(session: Session) -> None:
        act(session, which, reason=form.reason, by=desk.actor, now=desk.now)

    return await _done(desk, f"{name}-{which}", unit, given.typed, done="Done.")


async def _wrong(desk: Desk, name: str, typed: dict[str, str], faults: dict[str, str]) -> Response:
    failed = Failed(name, say("Please look at the marked fields."), typed, faults)
    return await _page(desk, failed=failed, status=422)


async def _done(
    desk: Desk, name: str, unit: Callable[[Session], None], typed: dict[str, str], *, done: str
) -> Response:
    try:
        await desk.write(unit)
    except Refused as refused:
        return await _page(desk, failed=Failed(name, refusal(refused), typed, {}), status=409)
    return desk.to("rain", done=done)


async def _page(desk: Desk, *, failed: Failed = NOT_FAILED, status: int = 200) -> Response:
    look = await desk.read(_look, now=desk.now)
    return desk.page("rain.html", status=status, failed=failed, look=look, stale=STALE)


def _look(session: Session, centre_id: int, *, now: datetime) -> Look:
    at_work = working(session, centre_id, now=now)
    rules = load(at_work.centre.procedure).rain
    return Look(
        told=_told(session, centre_id, now),
        events=[_event(session, storm) for storm in stored.newest(session, centre_id)],
        awaiting=stored.awaiting(session, centre_id),
        visits=rain_pages.visits(session, centre_id),
        rules=rules,
        thresholds=rules.thresholds(at_work.region) if rules else (),
    )


def _told(session: Session, centre_id: int, now: datetime) -> list[Told]:
    watches = {watch.source: watch for watch in rain.watches(session, centre_id)}
    names = sorted({*watches, *rain.sources(session, centre_id, since=now - SHOWN)})
    return [
        Told(name, watches.get(name), rain.rows(session, centre_id, name, since=now - SHOWN, until=now))
        for name in names
    ]


def _event(session: Session, storm: Storm) -> Event:
    storm_id = storm.id or 0
    asked = rain_pages.progress(session, storm_id, storm.centre_id)
    campaign = stored.campaign_seen(session, storm_id)
    return Event(storm, campaign, asked, msgspec.json.decode(storm.peaks, type=dict[str, float]))
