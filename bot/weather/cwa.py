"""Taiwan's Central Weather Administration: gauges of the past hour (O-A0002-001), negative is missing."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx

from bot.weather.near import kilometres
from bot.weather.source import NoData, Place, Trouble, believed, fetched
from procedures.rain import Hour, millimetres

FARTHEST_KM = 10.0


class Cwa:
    name = "cwa"

    def __init__(self, client: httpx.AsyncClient, *, base: str, key: str) -> None:
        self._client = client
        self._url = f"{base.rstrip('/')}/api/v1/rest/datastore/O-A0002-001"
        self._key = key

    async def hours(self, where: Place, since: datetime, until: datetime) -> Sequence[Hour] | NoData:
        """One hour: the past one at the nearest gauge that works."""
        answer = await fetched(self._client, self._url, {"Authorization": self._key, "format": "JSON"})
        read = answer if isinstance(answer, NoData) else hour_of(answer, where)
        if isinstance(read, NoData):
            return read
        return believed([read], until=until) if since < read.ends_at <= until else []


def hour_of(answer: Any, where: Place) -> Hour | NoData:
    try:
        stations = answer["records"]["Station"]
        near = sorted(_near(stations, where), key=lambda each: each[0])
    except (KeyError, TypeError, ValueError):
        return NoData(Trouble.BROKEN)
    if not near:
        return NoData(Trouble.NO_STATION)
    working = (hour for _, hour in near if hour.mm is not None)
    return next(working, NoData(Trouble.NO_VALUES))


def _near(stations: Any, where: Place) -> Iterator[tuple[float, Hour]]:
    for station in stations:
        place = next(each for each in station["GeoInfo"]["Coordinates"] if each["CoordinateName"] == "WGS84")
        at = Place(float(place["StationLatitude"]), float(place["StationLongitude"]))
        away = kilometres(where, at)
        if away <= FARTHEST_KM:
            mm = millimetres(station["RainfallElement"]["Past1hr"]["Precipitation"])
            measured = datetime.fromisoformat(station["ObsTime"]["DateTime"]).astimezone(UTC)
            # every ten minutes: the reading nearest below an hour is that hour's
            yield away, Hour(measured.replace(minute=0, second=0, microsecond=0), mm)
