"""The centre's list of owners, read from a CSV file: all of it or nothing."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from desk.centre_admin import Unfit
from desk.phones import e164, is_phone
from storage import Session, centres, owners

COLUMNS = ("building", "room", "name", "phone")
MOVED_IN = "moved_in"
NEEDED = ("building", "room", "name")
LONGEST = 200


@dataclass(frozen=True)
class Living:
    """Who lives where; the phone in E.164, and the day they moved in: None when the file names none."""

    building: str
    room: str
    name: str
    phone: str | None
    moved_in: date | None = None


@dataclass(frozen=True)
class Imported:
    """How many moved in, and how many of those who lived there have another phone now."""

    added: int
    changed: int


def read_csv(lines: Iterable[str], *, zone: str) -> list[Living]:
    """The rows of a file with the header building,room,name,phone, and moved_in if that is known.

    Raises Unfit, naming each bad row.
    """
    reader = csv.reader(lines, strict=True)
    try:
        columns = next(reader, [])
        if columns not in (list(COLUMNS), [*COLUMNS, MOVED_IN]):
            raise Unfit(f"row 1: the header is {','.join(COLUMNS)}, with or without {MOVED_IN}")
        rows = list(_numbered(reader))
    except csv.Error as fault:
        raise Unfit(f"row {reader.line_num}: {fault}") from None
    faults = [f"row {number}: {why}" for number, row in rows if (why := _fault(row, columns, zone))]
    if faults:
        raise Unfit("; ".join(faults))
    return [_living(row, zone) for _, row in rows]


def import_owners(session: Session, rows: Iterable[Living], *, centre_id: int, now: datetime) -> Imported:
    """Keep who lives where from now on; the same name in the same flat is the same owner.

    A row without a phone leaves a known phone alone. Only who is said to have moved in on a day is new,
    and revisited as such (B4.2.2).
    """
    added = changed = 0
    zone = ZoneInfo(zone_of(session, centre_id))
    for row in rows:
        unit_id = owners.unit_named(session, centre_id, row.building, row.room)
        owner = owners.living_in(session, unit_id, row.name, now=now)
        if owner is None:
            since = datetime.combine(row.moved_in, time.min, zone) if row.moved_in else None
            owners.move_in(session, centre_id, unit_id, row.name, row.phone, since=since, now=now)
            added += 1
        elif row.phone and owner.phone != row.phone:
            owner.phone = row.phone
            changed += 1
    session.signals.add(f"centre:{centre_id}")
    return Imported(added, changed)


def zone_of(session: Session, centre_id: int) -> str:
    """Where a number without a country code is from."""
    return centres.get(session, centre_id).zone


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the numbers that a spreadsheet shows; empty ones are passed over."""
    for number, row in enumerate(reader, start=2):
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield number, cells


def _fault(row: list[str], columns: list[str], zone: str) -> str:
    if len(row) != len(columns):
        return f"{len(row)} columns instead of {len(columns)}"
    cells = dict(zip(columns, row, strict=True))
    for name in NEEDED:
        if not cells[name]:
            return f"{name} is empty"
    for name, cell in cells.items():
        if len(cell) > LONGEST or not cell.isprintable():
            return f"{name} is too long or has unprintable signs"
    if cells.get(MOVED_IN) and _day(cells[MOVED_IN]) is None:
        return f"{MOVED_IN} {cells[MOVED_IN]!r} is no day such as 2026-03-01"
    phone = cells["phone"]
    return f"phone {phone!r} is no phone number" if phone and not is_phone(e164(phone, zone)) else ""


def _living(row: list[str], zone: str) -> Living:
    building, room, name, phone, *moved_in = row
    return Living(building, room, name, e164(phone, zone) if phone else None, _day("".join(moved_in)))


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
