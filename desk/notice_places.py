"""Whom a document is for: the centre, some buildings, some units, or the units of an imported list."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from desk.workbook_reading import FORMULA, read
from procedures.notices import Audience
from procedures.refused import Refused
from storage import Session, notices

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 5000
LONGEST_REMARK = 60
BETWEEN = re.compile(r"[\n,，、;；]+")
HEADERS: Mapping[str, frozenset[str]] = {
    "building": frozenset({"building", "block", "樓棟", "楼栋", "座", "棟", "栋", "大廈", "大厦", "幢"}),
    "room": frozenset({"room", "unit", "flat", "房號", "房号", "房間", "房间", "室", "單元", "单元"}),
    "remark": frozenset({"amount", "arrears", "remark", "金額", "金额", "欠費", "欠费", "備註", "备注"}),
}
UTF8, CHINESE = "utf-8-sig", "gb18030"
Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Places:
    """An audience; `kept` are names of buildings, or pairs of unit id and remark, as a version has them."""

    audience: Audience
    kept: Sequence[str | tuple[int, str]] = ()


@dataclass(frozen=True)
class Listed:
    """A row of an imported list: its number in the spreadsheet, the unit as it is written, a remark."""

    row: int
    building: str
    room: str
    remark: str = ""


@dataclass(frozen=True)
class Fault:
    """A row that names no unit of ours; `text_id` of the catalogs, as a refusal's."""

    row: int
    text_id: str
    facts: Mapping[str, str]


class BadList(Exception):
    """Rows of a list that cannot be taken: none of it is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} bad rows")
        self.faults = faults


def typed(session: Session, audience: Audience, words: str, centre_id: int) -> Places:
    """Buildings, or units ("3座 12A"), as typed, one a line. Raises Refused, naming the unknown."""
    if audience is Audience.CENTRE:
        return Places(audience)
    said = [" ".join(one.split()) for one in BETWEEN.split(words)]
    lines = list(dict.fromkeys(one for one in said if one))
    if not lines:
        raise Refused("refused.notice_needs_places")
    units = notices.units_of(session, centre_id)
    if audience is Audience.BUILDING:
        known = {building for building, _ in units}
        _all_known(lines, known)
        return Places(audience, lines)
    by_label = {f"{building} {room}": number for (building, room), number in units.items()}
    _all_known(lines, set(by_label))
    return Places(Audience.UNIT, [(by_label[line], "") for line in lines])


def read_list(data: bytes) -> list[Listed]:
    """The rows of a workbook or CSV file: building, room and, if wanted, a remark such as an amount.

    Raises Refused for what is neither, and BadList for rows that say too little.
    """
    if not data:
        raise Refused("refused.list_needed")
    if len(data) > MOST_BYTES:
        raise Refused("refused.workbook_too_large", most=f"{MOST_BYTES // 1024 // 1024} MB")
    columns, rows = _book(data) if data.startswith(b"PK") else _csv(data)
    if len(rows) > MOST_ROWS:
        raise Refused("refused.workbook_too_long", most=str(MOST_ROWS))
    places = {name: _place(columns, headers) for name, headers in HEADERS.items()}
    for name in ("building", "room"):
        if places[name] is None:
            raise Refused("refused.list_column_needed", column=name)
    listed, faults = [], []
    for number, row in rows:
        cells = {name: _cell(row, place) for name, place in places.items()}
        if fault := _fault(number, cells):
            faults.append(fault)
        else:
            listed.append(Listed(number, **cells))
    if faults:
        raise BadList(faults)
    return listed


def of_list(session: Session, listed: Sequence[Listed], centre_id: int) -> Places:
    """The units of a list. Raises BadList with every row that names none of ours, or one again."""
    units = notices.units_of(session, centre_id)
    found: dict[int, tuple[int, str]] = {}
    faults = []
    for one in listed:
        unit = units.get((one.building, one.room))
        name = f"{one.building} {one.room}"
        if unit is None:
            faults.append(Fault(one.row, "refused.unit_unknown", {"unit": name}))
        elif unit in found:
            faults.append(Fault(one.row, "refused.unit_twice", {"unit": name}))
        else:
            found[unit] = (unit, one.remark)
    if faults:
        raise BadList(faults)
    return Places(Audience.LIST, list(found.values()))


def _all_known(lines: Sequence[str], known: set[str]) -> None:
    if unknown := [line for line in lines if line not in known]:
        raise Refused("refused.place_unknown", place="、".join(unknown[:5]))


def _book(data: bytes) -> tuple[Sequence[str], Rows]:
    table = read(data)[0]
    return table.columns, table.rows


def _csv(data: bytes) -> tuple[Sequence[str], Rows]:
    """UTF-8, or what spreadsheets of mainland China write."""
    text = _decoded(data)
    try:
        lines = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), strict=True)]
    except csv.Error as fault:
        raise Refused("refused.not_a_list") from fault
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(line)]
    if len(filled) < 2:  # noqa: PLR2004  a header and a row
        raise Refused("refused.workbook_is_empty")
    return filled[0][1], filled[1:]


def _decoded(data: bytes) -> str:
    for encoding in (UTF8, CHINESE):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("refused.not_a_list")


def _place(columns: Sequence[str], headers: frozenset[str]) -> int | None:
    return next((n for n, name in enumerate(columns) if name.strip().casefold() in headers), None)


def _cell(row: Sequence[str], place: int | None) -> str:
    return " ".join(row[place].split()) if place is not None and place < len(row) else ""


def _fault(number: int, cells: Mapping[str, str]) -> Fault | None:
    for name, cell in cells.items():
        if cell == FORMULA:
            return Fault(number, "refused.cell_is_a_formula", {"column": name})
        if name != "remark" and not cell:
            return Fault(number, "refused.cell_is_empty", {"column": name})
        if len(cell) > LONGEST_REMARK or not cell.isprintable():
            return Fault(number, "refused.cell_is_too_long", {"column": name, "most": str(LONGEST_REMARK)})
    return None
