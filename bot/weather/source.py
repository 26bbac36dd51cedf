"""A source of hourly rain: what it is asked, and the ways in which it has no answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

import httpx
import orjson

from procedures.rain import Hour, repeats_yesterday

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
MOST_BYTES = 4_000_000
# The newest hour of a source that is alive is not older than this.
STALE = timedelta(hours=4)


class Trouble(StrEnum):
    """Why there is no usable answer: none of them says that it is dry."""

    AWAY = "away"
    REFUSED = "refused"
    HTML = "html"
    BROKEN = "broken"
    UNITS = "units"
    STALE = "stale"
    REPEATED = "repeated"
    NO_STATION = "no_station"
    NO_VALUES = "no_values"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Place:
    latitude: float
    longitude: float


@dataclass(frozen=True)
class NoData:
    """No usable answer, and why; `again_after` when the source itself says how long to stay away."""

    why: Trouble
    again_after: timedelta | None = None


class RainSource(Protocol):
    """Hourly mm at a place. `name` is kept with every hour."""

    name: str

    async def hours(self, where: Place, since: datetime, until: datetime) -> Sequence[Hour] | NoData:
        """The hours that end after `since` and not after `until`, in time's order; unknown ones with None."""
        ...


async def fetched(
    client: httpx.AsyncClient, url: str, params: Mapping[str, str] | None = None
) -> Any | NoData:
    """The JSON at an address, or why there is none. The address is never logged: it has keys."""
    try:
        answer = await client.get(url, params=params)
    except httpx.HTTPError:
        return NoData(Trouble.AWAY)
    if answer.status_code != httpx.codes.OK:
        return NoData(_why(answer.status_code), _again_after(answer))
    if answer.content.lstrip()[:1] == b"<":
        return NoData(Trouble.HTML)
    try:
        return orjson.loads(answer.content[:MOST_BYTES])
    except orjson.JSONDecodeError:
        return NoData(Trouble.BROKEN)


def believed(hours: Sequence[Hour], *, until: datetime) -> Sequence[Hour] | NoData:
    """Hours that can be believed: somebody measured, lately, and not just yesterday's once more."""
    known = [hour for hour in hours if hour.mm is not None]
    if not known:
        return NoData(Trouble.NO_VALUES)
    if until - known[-1].ends_at > STALE:
        return NoData(Trouble.STALE)
    return NoData(Trouble.REPEATED) if repeats_yesterday(hours) else hours


def make_client() -> httpx.AsyncClient:
    """No proxy variables, no redirects to elsewhere; unchanged answers come from the cache of ETags."""
    return httpx.AsyncClient(
        timeout=TIMEOUT,
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": "huifang", "Accept": "application/json"},
    )


def _why(status: int) -> Trouble:
    if status == httpx.codes.NOT_MODIFIED:
        return Trouble.UNCHANGED
    return Trouble.AWAY if status >= httpx.codes.INTERNAL_SERVER_ERROR else Trouble.REFUSED


def _again_after(answer: httpx.Response) -> timedelta | None:
    seconds = answer.headers.get("retry-after", "")
    return timedelta(seconds=min(int(seconds), 86_400)) if seconds.isdecimal() else None
