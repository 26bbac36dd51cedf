"""Open-Meteo: hourly rain of models, anywhere; the value at 15:00 fell from 14:00 to 15:00 (its docs)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx

from bot.weather.source import NoData, Place, Trouble, believed, fetched
from procedures.rain import Hour, millimetres

PAST_DAYS = 3


class OpenMeteo:
    """The commercial host wants a key (`apikey`); the free one is for non-commercial use."""

    name = "open_meteo"

    def __init__(self, client: httpx.AsyncClient, *, base: str, key: str = "") -> None:
        self._client = client
        self._base = base.rstrip("/")
        self._key = key

    async def hours(self, where: Place, since: datetime, until: datetime) -> Sequence[Hour] | NoData:
        params = {
            "latitude": f"{where.latitude:.4f}",
            "longitude": f"{where.longitude:.4f}",
            "hourly": "precipitation",
            "past_days": str(PAST_DAYS),
            "forecast_days": "1",
            "timezone": "GMT",
        }
        if self._key:
            params["apikey"] = self._key
        answer = await fetched(self._client, f"{self._base}/v1/forecast", params)
        if isinstance(answer, NoData):
            return answer
        read = hours_of(answer)
        if isinstance(read, NoData):
            return read
        fallen = believed([hour for hour in read if hour.ends_at <= until], until=until)
        return fallen if isinstance(fallen, NoData) else [hour for hour in fallen if hour.ends_at > since]


def hours_of(answer: Any) -> list[Hour] | NoData:
    """All hours of an answer; a null is unknown, another unit than mm is refused."""
    try:
        hourly, unit = answer["hourly"], answer["hourly_units"]["precipitation"]
        ahead = timezone(timedelta(seconds=int(answer["utc_offset_seconds"])))
        times = [
            datetime.fromisoformat(each).replace(tzinfo=ahead).astimezone(UTC) for each in hourly["time"]
        ]
        pairs = list(zip(times, hourly["precipitation"], strict=True))
        if unit != "mm":
            return NoData(Trouble.UNITS)
        return sorted(Hour(at, millimetres(mm)) for at, mm in pairs)
    except (KeyError, TypeError, ValueError):
        return NoData(Trouble.BROKEN)
