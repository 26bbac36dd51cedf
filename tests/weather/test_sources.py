"""What the sources say, told apart: rain, dry, unknown, and every way of having no answer."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import orjson
import pytest

from bot.weather import cwa, hko, open_meteo
from bot.weather.source import NoData, Place, Trouble, make_client
from bot.weather.watching import again_at, next_look
from procedures.rain import HOUR, Hour
from tests.weather.fake import Service, weather_service

NOW = datetime(2026, 6, 10, 6, 20, tzinfo=UTC)
HANGZHOU, SHA_TIN, TAIPEI = Place(30.25, 120.17), Place(22.38, 114.19), Place(25.04, 121.51)
DAY = [0.0] * 20 + [3.1, 4.0, 9.5, 2.2]


def meteo(mm: list[Any], *, ends: str = "2026-06-10T14:00", unit: str = "mm") -> dict[str, Any]:
    """As api.open-meteo.com/v1/forecast answers for Asia/Shanghai; the value at 14:00 fell from 13:00 on."""
    last = datetime.fromisoformat(ends)
    times = [(last - (len(mm) - nth - 1) * HOUR).strftime("%Y-%m-%dT%H:%M") for nth in range(len(mm))]
    units = {"time": "iso8601", "precipitation": unit}
    return {
        "utc_offset_seconds": 28800,
        "hourly_units": units,
        "hourly": {"time": times, "precipitation": mm},
    }


# data.weather.gov.hk weather.php?dataType=rhrread, shortened
RHRREAD: dict[str, Any] = {
    "rainfall": {
        "data": [
            {"unit": "mm", "place": "Sai Kung", "max": 12, "min": 4, "main": "FALSE"},
            {"unit": "mm", "place": "Sha Tin", "max": 57, "min": 21, "main": "FALSE"},
        ],
        "startTime": "2026-06-10T12:45:00+08:00",
        "endTime": "2026-06-10T13:45:00+08:00",
    }
}


def gauges(*rows: tuple[float, float, float]) -> dict[str, Any]:
    """O-A0002-001, shortened: latitude, longitude, mm of the past hour."""
    stations = [
        {
            "ObsTime": {"DateTime": "2026-06-10T14:10:00+08:00"},
            "GeoInfo": {
                "Coordinates": [
                    {"CoordinateName": "TWD67", "StationLatitude": "0", "StationLongitude": "0"},
                    {
                        "CoordinateName": "WGS84",
                        "StationLatitude": str(lat),
                        "StationLongitude": str(lon),
                    },
                ]
            },
            "RainfallElement": {"Past1hr": {"Precipitation": str(mm)}},
        }
        for lat, lon, mm in rows
    ]
    return {"success": "true", "records": {"Station": stations}}


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with weather_service() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with make_client() as opened:
        yield opened


async def asked(client: httpx.AsyncClient, service: Service) -> Any:
    source = open_meteo.OpenMeteo(client, base=service.base, key="k")
    return await source.hours(HANGZHOU, NOW - timedelta(days=3), NOW)


async def test_hours_of_open_meteo_end_when_they_say_and_nulls_are_unknown(
    client: httpx.AsyncClient, service: Service
) -> None:
    service.body = orjson.dumps(meteo([0.5, None, -1, 12.5, 3.0], ends="2026-06-10T15:00"))
    end = datetime(2026, 6, 10, 6, tzinfo=UTC)
    assert await asked(client, service) == [
        Hour(end - 3 * HOUR, 0.5),
        Hour(end - 2 * HOUR, None),
        Hour(end - HOUR, None),
        Hour(end, 12.5),
    ]
    path, query = service.asked[0]
    assert (path, query["hourly"], query["apikey"]) == ("/v1/forecast", ["precipitation"], ["k"])


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (200, b"<!DOCTYPE html><html>sign in</html>", Trouble.HTML),
        (200, b"not json", Trouble.BROKEN),
        (200, b"[]", Trouble.BROKEN),
        (200, b'{"hourly":{"time":["x"],"precipitation":[1]}}', Trouble.BROKEN),
        (500, b"{}", Trouble.AWAY),
        (401, b"{}", Trouble.REFUSED),
        (302, b"", Trouble.REFUSED),
        (200, orjson.dumps(meteo([1.0], unit="inch")), Trouble.UNITS),
        (200, orjson.dumps(meteo([None, None])), Trouble.NO_VALUES),
        (200, orjson.dumps(meteo(DAY, ends="2026-06-09T14:00")), Trouble.STALE),
        (200, orjson.dumps(meteo([*DAY, *DAY])), Trouble.REPEATED),
    ],
)
async def test_no_answer_is_never_dry(
    client: httpx.AsyncClient, service: Service, status: int, body: bytes, why: Trouble
) -> None:
    service.status, service.body = status, body
    assert await asked(client, service) == NoData(why)


async def test_a_dry_day_is_dry(client: httpx.AsyncClient, service: Service) -> None:
    service.body = orjson.dumps(meteo([0.0] * 48))
    assert {hour.mm for hour in await asked(client, service)} == {0.0}


async def test_nobody_at_home_is_away(client: httpx.AsyncClient) -> None:
    source = open_meteo.OpenMeteo(client, base="http://127.0.0.1:9")
    assert await source.hours(HANGZHOU, NOW - HOUR, NOW) == NoData(Trouble.AWAY)


async def test_hko_tells_the_past_hour_of_the_nearest_district(
    client: httpx.AsyncClient, service: Service
) -> None:
    service.body = orjson.dumps(RHRREAD)
    source = hko.Hko(client, base=service.base)
    assert await source.hours(SHA_TIN, NOW - HOUR, NOW) == [Hour(datetime(2026, 6, 10, 6, tzinfo=UTC), 57)]
    assert await source.hours(HANGZHOU, NOW - HOUR, NOW) == NoData(Trouble.NO_STATION)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"main": "TRUE"}, Trouble.NO_VALUES),
        ({"unit": "in"}, Trouble.UNITS),
        ({"place": "Elsewhere"}, Trouble.BROKEN),
    ],
)
def test_a_district_without_a_reading_is_unknown(change: dict[str, str], why: Trouble) -> None:
    rain = RHRREAD["rainfall"]
    changed = {"rainfall": {**rain, "data": [{**rain["data"][1], **change}]}}
    assert hko.hour_of(changed, "Sha Tin") == NoData(why)


@pytest.mark.parametrize(
    ("answer", "warning"),
    [
        ({}, None),
        (
            {"WRAIN": {"code": "WRAINR", "actionCode": "CANCEL", "issueTime": "2026-06-10T13:00:00+08:00"}},
            None,
        ),
        (
            {"WRAIN": {"code": "WRAINR", "actionCode": "ISSUE", "issueTime": "2026-06-10T13:00:00+08:00"}},
            "WRAINR 2026-06-10T13:00",
        ),
    ],
)
def test_a_cancelled_warning_is_none(answer: Any, warning: str | None) -> None:
    assert hko.warning_in(answer) == warning


def test_cwa_takes_the_nearest_gauge_that_works() -> None:
    end = datetime(2026, 6, 10, 6, tzinfo=UTC)
    assert cwa.hour_of(gauges((25.041, 121.511, -99), (25.06, 121.52, 33.5)), TAIPEI) == Hour(end, 33.5)
    assert cwa.hour_of(gauges((25.041, 121.511, -99)), TAIPEI) == NoData(Trouble.NO_VALUES)
    assert cwa.hour_of(gauges((22.6, 120.3, 80)), TAIPEI) == NoData(Trouble.NO_STATION)
    assert cwa.hour_of({"records": {}}, TAIPEI) == NoData(Trouble.BROKEN)


def test_each_centre_is_asked_about_once_an_hour_at_a_time_of_its_own() -> None:
    looks = [next_look(centre, NOW) for centre in (1, 2, 3)]
    assert len(set(looks)) == 3
    assert all(NOW < look <= NOW + HOUR for look in looks)
    assert next_look(1, looks[0]) == looks[0] + HOUR


def test_trouble_is_asked_again_later_each_time_and_never_too_soon() -> None:
    waits = [again_at(NoData(Trouble.AWAY), 1, tries=tries, now=NOW) - NOW for tries in (0, 1, 9)]
    assert waits == [timedelta(minutes=5), timedelta(minutes=10), HOUR]
    told = NoData(Trouble.REFUSED, timedelta(hours=2))
    assert again_at(told, 1, tries=0, now=NOW) == NOW + timedelta(hours=2)
