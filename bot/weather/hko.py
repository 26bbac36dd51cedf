"""Hong Kong Observatory: rain of the past hour by district, and whether a rainstorm warning is in force."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bot.weather.near import nearest
from bot.weather.source import NoData, Place, Trouble, believed, fetched
from procedures.rain import HOUR, Hour, millimetres

# The middle of each district, good enough to tell which one a place is in or next to.
DISTRICTS: dict[str, Place] = {
    "Central & Western District": Place(22.282, 114.145),
    "Eastern District": Place(22.279, 114.225),
    "Islands District": Place(22.262, 113.946),
    "Kowloon City": Place(22.328, 114.190),
    "Kwai Tsing": Place(22.355, 114.105),
    "Kwun Tong": Place(22.313, 114.226),
    "North District": Place(22.500, 114.146),
    "Sai Kung": Place(22.381, 114.270),
    "Sha Tin": Place(22.387, 114.195),
    "Sham Shui Po": Place(22.330, 114.160),
    "Southern District": Place(22.243, 114.180),
    "Tai Po": Place(22.450, 114.165),
    "Tsuen Wan": Place(22.371, 114.114),
    "Tuen Mun": Place(22.391, 113.973),
    "Wan Chai": Place(22.277, 114.175),
    "Wong Tai Sin": Place(22.342, 114.195),
    "Yau Tsim Mong": Place(22.311, 114.171),
    "Yuen Long": Place(22.445, 114.022),
}
FARTHEST_KM = 25.0


class Hko:
    name = "hko"

    def __init__(self, client: httpx.AsyncClient, *, base: str) -> None:
        self._client = client
        self._url = f"{base.rstrip('/')}/weatherAPI/opendata/weather.php"

    async def hours(self, where: Place, since: datetime, until: datetime) -> Sequence[Hour] | NoData:
        """One hour: the past one. What was missed between two polls stays unknown."""
        district = nearest(where, DISTRICTS, farthest_km=FARTHEST_KM)
        if district is None:
            return NoData(Trouble.NO_STATION)
        answer = await fetched(self._client, self._url, {"dataType": "rhrread", "lang": "en"})
        read = answer if isinstance(answer, NoData) else hour_of(answer, district)
        if isinstance(read, NoData):
            return read
        return believed([read], until=until) if since < read.ends_at <= until else []

    async def warning(self) -> str | None:
        """A warning in force and when it was issued ("WRAINB 2026-06-10T05:00"); None without one."""
        answer = await fetched(self._client, self._url, {"dataType": "warnsum", "lang": "en"})
        return None if isinstance(answer, NoData) else warning_in(answer)


def hour_of(answer: Any, district: str) -> Hour | NoData:
    """The past hour of a district; readings end a quarter before the hour and are filed under that hour."""
    try:
        rain = answer["rainfall"]
        ends_at = datetime.fromisoformat(rain["endTime"]).astimezone(UTC)
        row = next(each for each in rain["data"] if each["place"] == district)
        if row.get("unit") != "mm":
            return NoData(Trouble.UNITS)
        if row.get("main") == "TRUE":  # the district's station is under maintenance
            return NoData(Trouble.NO_VALUES)
        return Hour(_hour_up(ends_at), millimetres(row.get("max")))
    except (AttributeError, KeyError, StopIteration, TypeError, ValueError):
        return NoData(Trouble.BROKEN)


def warning_in(answer: Any) -> str | None:
    """A cancelled warning can still be listed: the action code decides."""
    row = answer.get("WRAIN") if isinstance(answer, dict) else None
    if not isinstance(row, dict) or row.get("actionCode") == "CANCEL":
        return None
    return f"{row.get('code', 'WRAIN')} {str(row.get('issueTime', ''))[:16]}".strip()


def _hour_up(at: datetime) -> datetime:
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole if at - whole < timedelta(minutes=1) else whole + HOUR
