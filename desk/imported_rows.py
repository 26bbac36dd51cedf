"""The rows of a workbook, checked one by one: who lives where, or why a row cannot be taken over."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk.moving_in import Living
from desk.phones import e164, is_phone
from desk.workbook_columns import NEEDED, Column
from desk.workbook_reading import FORMULA
from procedures.refused import Refused

LONGEST = 200
MOST_FAULTS = 1000
DAYS = (Column.MOVED_IN, Column.HANDED_OVER)
# A day of the year last: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, with or without the hour.
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}.*)?")
JOINER = "\u200d"
NO_ENTRANCE = ("", "0")


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken over; `text_id` of the catalogs, as a refusal's."""

    row: int
    text_id: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Checked:
    """What the rows say; the first MOST_FAULTS faults, and how many there are."""

    living: Sequence[Living]
    faults: Sequence[Fault]
    fault_count: int


def check(
    rows: Iterable[tuple[int, Sequence[str]]], matched: Mapping[str, int], *, zone: str, today: date
) -> Checked:
    """Every row by the columns that were matched. Raises Refused without a building and a room."""
    if missing := [column for column in NEEDED if column not in matched]:
        raise Refused("refused.column_needed", column=missing[0])
    living, faults, many = [], [], 0
    for number, row in rows:
        try:
            living.append(_living(row, matched, zone, today))
        except Refused as refused:
            many += 1
            if many <= MOST_FAULTS:
                facts = {name: str(fact) for name, fact in refused.facts.items()}
                faults.append(Fault(number, refused.text_id, facts))
    return Checked(living, faults, many)


def _living(row: Sequence[str], matched: Mapping[str, int], zone: str, today: date) -> Living:
    cells = {column: clean(row[place], column) for column, place in matched.items()}
    for column in NEEDED:
        if not cells[column]:
            raise Refused("refused.cell_is_empty", column=column)
    name, phone = cells.get(Column.NAME, ""), cells.get(Column.PHONE, "")
    if phone and not name:
        raise Refused("refused.phone_of_nobody", phone=phone)
    entrance = cells.get(Column.ENTRANCE, "")
    building = cells[Column.BUILDING]
    return Living(
        building=building if entrance in NO_ENTRANCE else f"{building}-{entrance}",
        room=cells[Column.ROOM],
        name=name,
        phone=_phone(phone, zone) if phone else None,
        moved_in=_day(cells, Column.MOVED_IN, None),
        handed_over=_day(cells, Column.HANDED_OVER, today),
    )


def clean(cell: str, column: str) -> str:
    """A cell in one line, without signs that nobody sees; emoji stay whole. Raises Refused."""
    if cell == FORMULA:
        raise Refused("refused.cell_is_a_formula", column=column)
    seen = (sign for sign in cell if sign == JOINER or unicodedata.category(sign) != "Cf")
    line = " ".join(unicodedata.normalize("NFC", "".join(seen)).split()).strip(JOINER)
    if len(line) > LONGEST:
        raise Refused("refused.cell_is_too_long", column=column, most=LONGEST)
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in line):
        raise Refused("refused.cell_has_strange_signs", column=column)
    return line


def _phone(typed: str, zone: str) -> str:
    number = e164(typed, zone)
    if not is_phone(number):
        raise Refused("refused.not_a_phone", phone=typed)
    return number


def _day(cells: Mapping[str, str], column: Column, latest: date | None) -> date | None:
    typed = cells.get(column, "")
    if not typed:
        return None
    found = DAY.fullmatch(unicodedata.normalize("NFKC", typed))
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None:
        raise Refused("refused.not_a_day", column=column, day=typed)
    if latest is not None and day > latest:
        raise Refused("refused.day_is_to_come")
    return day
