"""A workbook that somebody uploaded, read within limits: its first filled sheet as rows of text."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils import range_boundaries

from procedures.refused import Refused

# RELIABILITY 7.51
MOST_BYTES = 20 * 1024 * 1024
MOST_UNZIPPED = 100 * 1024 * 1024
MOST_MEMBERS = 1000
MOST_ROWS = 50_000
MOST_COLUMNS = 60
MOST_MERGED = 20_000
FOREIGN = re.compile(r"(?i)vbaProject|externalLinks/|\.bin$|embeddings/|activeX/")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
FORMULA = "\x00formula"
"""Stands where a formula is: what it would come to is not taken on trust."""


@dataclass(frozen=True)
class Table:
    """A sheet: its headers, and the rows that are not empty with the numbers that a spreadsheet shows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]


def read(data: bytes) -> list[Table]:
    """Every filled sheet. Raises Refused for what is no workbook, too large, or not only a table."""
    _allow(data)
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=False)
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            tables = [_table(data, sheet) for sheet in sheets]
        finally:
            book.close()
    except (KeyError, ValueError, TypeError, IndexError, OSError) as fault:
        raise Refused("refused.not_a_workbook") from fault
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, EOFError) as fault:
        raise Refused("refused.not_a_workbook") from fault
    found = [table for table in tables if table.columns and table.rows]
    if not found:
        raise Refused("refused.workbook_is_empty")
    return found


def _allow(data: bytes) -> None:
    """Before anything is unpacked."""
    if len(data) > MOST_BYTES:
        raise Refused("refused.workbook_too_large", most=f"{MOST_BYTES // 1024 // 1024} MB")
    try:
        packed = zipfile.ZipFile(BytesIO(data))
        members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise Refused("refused.not_a_workbook") from fault
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNZIPPED:
        raise Refused("refused.workbook_too_large", most=f"{MOST_UNZIPPED // 1024 // 1024} MB")
    if any(FOREIGN.search(one.filename) for one in members):
        raise Refused("refused.workbook_with_macros")
    try:
        is_odd = any(_has_entities(packed, one) for one in members)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, OSError) as fault:
        raise Refused("refused.not_a_workbook") from fault
    if is_odd:
        raise Refused("refused.not_a_workbook")


def _has_entities(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type, whichever library reads it later; a workbook's parts have none."""
    if not member.filename.endswith((".xml", ".rels")):
        return False
    content = packed.read(member)
    return b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content


def _table(data: bytes, sheet: Any) -> Table:
    sheet.reset_dimensions()  # what a sheet says of its size need not be so
    rows = _filled(sheet.iter_rows(max_col=MOST_COLUMNS))
    lines = _unmerged(dict(rows), _merged(data, sheet))
    first = min(lines, default=0)
    columns = [cell.strip() for cell in lines.pop(first, [])]
    while columns and not columns[-1]:
        columns.pop()
    kept = [(number, _as_wide(lines[number], len(columns))) for number in sorted(lines)]
    return Table(sheet.title, columns, [(number, row) for number, row in kept if any(row)])


def _filled(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    many = 0
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        if any(cells):
            many += 1
            if many > MOST_ROWS + 1:
                raise Refused("refused.workbook_too_long", most=MOST_ROWS)
            yield number, cells


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _merged(data: bytes, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Merged cells: first column, first row, last column, last row; reading row by row does not tell them."""
    found = []
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for named in MERGED.findall(packed.read(sheet._worksheet_path)):  # noqa: SLF001  nowhere else
            found.append(range_boundaries(named.decode()))
            if len(found) > MOST_MERGED:
                raise Refused("refused.workbook_too_large", most=f"{MOST_MERGED} merged cells")
    return found


def _unmerged(
    rows: dict[int, list[str]], merged: Iterable[tuple[int, int, int, int]]
) -> dict[int, list[str]]:
    """A merged cell's words stand in each of its rows; across columns they stand in the first."""
    for column, since, _, until in merged:
        if since in rows and column <= len(rows[since]):
            said = rows[since][column - 1]
            for number in range(since + 1, min(until, since + MOST_ROWS) + 1):
                if number in rows and column <= len(rows[number]):
                    rows[number][column - 1] = said
    return rows


def _as_wide(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]
