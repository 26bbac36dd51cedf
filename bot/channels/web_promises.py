"""A centre's hours and reply times in an owner's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import groupby

from procedures.kinds import Kind
from procedures.procedure import Procedure
from storage.tables import Centre

Words = Mapping[str, str]
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Shown:
    """What the public page says of a centre; rows are pairs of label and value."""

    code: str
    name: str
    phones: list[tuple[str, str]]
    promises: list[tuple[str, str]]
    emergency: str
    hours: list[tuple[str, list[str]]]


def shown(centre: Centre, procedure: Procedure, words: Words) -> Shown:
    return Shown(
        code=centre.code,
        name=centre.name,
        phones=[
            (words["phone_service"], centre.phone_service),
            (words["phone_24h"], centre.phone_24h),
            (words["phone_complaints"], centre.phone_complaints),
        ],
        promises=list(_promises(procedure, words)),
        emergency=within(procedure.emergency.within, words),
        hours=list(_hours(procedure, words)),
    )


def within(length: timedelta, words: Words) -> str:
    """In hours, as in "2 hours"; in minutes where they are not whole."""
    if length % HOUR:
        return words["within_minutes"].replace("{n}", str(length // MINUTE))
    n = length // HOUR
    return words["within_hour" if n == 1 else "within_hours"].replace("{n}", str(n))


def _promises(procedure: Procedure, words: Words) -> Iterator[tuple[str, str]]:
    for rule in procedure.replies:
        kinds = [words[f"kind_{kind}"] for kind in Kind if kind in rule.kinds]
        yield words["and"].join(kinds), within(rule.within, words)


def _hours(procedure: Procedure, words: Words) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring days with the same hours are one row."""
    for periods, group in groupby(enumerate(procedure.hours.week), key=lambda day: day[1]):
        days = [number for number, _ in group]
        yield _days(days[0], days[-1], words), [f"{_clock(a)} – {_clock(b, end=True)}" for a, b in periods]


def _days(first: int, last: int, words: Words) -> str:
    if first == last:
        return words[f"day_{first}"]
    names = words["days_range"].replace("{first}", words[f"day_{first}"])
    return names.replace("{last}", words[f"day_{last}"])


def _clock(at: time, *, end: bool = False) -> str:
    return "24:00" if end and at == time.min else at.strftime("%H:%M")
