"""The centre's list of owners, read from a CSV file: all of it or nothing."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from desk.centre_admin import Unfit
from desk.moving_in import Living
from desk.phones import e164, is_phone
from storage import Session, centres

COLUMNS = ("building", "room", "name", "phone")
MOVED_IN = "moved_in"
NEEDED = ("building", "room", "name")
LONGEST = 200


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
