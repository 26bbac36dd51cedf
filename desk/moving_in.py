"""Taking over who lives where: the same rows again change nothing, and nobody is there twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from storage import Session, centres, moving_in
from storage.moving_in import Known


@dataclass(frozen=True)
class Living:
    """Who lives where; the phone in E.164, and the day they moved in: None when nobody said.

    Without a name it is a flat that nobody is known to live in.
    """

    building: str
    room: str
    name: str
    phone: str | None
    moved_in: date | None = None
    handed_over: date | None = None


@dataclass(frozen=True)
class Imported:
    """How many moved in, how many of those who lived there have another phone now; flats made and dated."""

    added: int
    changed: int
    flats: int = 0
    dated: int = 0


def import_owners(session: Session, rows: Iterable[Living], *, centre_id: int, now: datetime) -> Imported:
    """Keep who lives where from now on; the same name in the same flat is the same owner.

    A row without a phone leaves a known phone alone. Only who is said to have moved in on a day is new,
    and visited as such (B4.2.2): of the others nobody knows since when they live there.
    """
    given = list(rows)
    there = moving_in.known(session, centre_id, now=now)
    places = dict.fromkeys((row.building, row.room) for row in given)
    made = moving_in.add_units(session, centre_id, [place for place in places if place not in there.units])
    there.units.update(made)
    days = {
        there.units[row.building, row.room]: row.handed_over for row in given if row.handed_over is not None
    }
    dated = moving_in.hand_over(session, days)
    arrived, phones = _arrivals(given, there)
    moving_in.change_phones(session, phones)
    _house(session, arrived, there, centre_id, now)
    session.signals.add(f"centre:{centre_id}")
    return Imported(len(arrived), len(phones), flats=len(made), dated=dated)


def _arrivals(given: list[Living], there: Known) -> tuple[list[Living], dict[int, str]]:
    """Whoever does not live in their flat yet, once each; and the new phones of those who do."""
    arrived: dict[tuple[int, str], Living] = {}
    phones: dict[int, str] = {}
    for row in given:
        if not row.name:
            continue
        home = there.units[row.building, row.room], row.name
        if home not in there.living:
            arrived[home] = row if row.phone or home not in arrived else arrived[home]
            continue
        owner_id, phone = there.living[home]
        if row.phone and phone != row.phone:
            phones[owner_id] = row.phone
    return list(arrived.values()), phones


def _house(session: Session, arrived: list[Living], there: Known, centre_id: int, now: datetime) -> None:
    """One of the same name and phone is the same owner, of several flats; without a phone, one for each."""
    new: dict[tuple[str, str], tuple[str, str | None]] = {}
    keys: list[tuple[str, str]] = []
    for place, row in enumerate(arrived):
        key = (row.name, row.phone or f"#{place}")
        keys.append(key)
        if key not in there.named:
            new[key] = (row.name, row.phone)
    numbers = moving_in.add_owners(session, centre_id, list(new.values()))
    owners = {**there.named, **dict(zip(new, numbers, strict=True))}
    zone = ZoneInfo(centres.get(session, centre_id).zone)
    lives = [
        (
            owners[key],
            there.units[row.building, row.room],
            datetime.combine(row.moved_in, time.min, zone) if row.moved_in else now,
            row.moved_in is not None,
        )
        for key, row in zip(keys, arrived, strict=True)
    ]
    moving_in.add_tenancies(session, centre_id, lives)
