"""Which of some places is the nearest."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

from bot.weather.source import Place

EARTH_KM = 6371.0


def kilometres(one: Place, other: Place) -> float:
    """The way over the earth's surface."""
    up, along = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    half = sin(up / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(along / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def nearest(where: Place, places: Mapping[str, Place], *, farthest_km: float) -> str | None:
    """The name of the nearest place; None when all are farther away than that."""
    name = min(places, key=lambda each: kilometres(where, places[each]))
    return name if kilometres(where, places[name]) <= farthest_km else None
