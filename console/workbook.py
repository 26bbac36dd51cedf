"""A list as a workbook: text stays text, whatever it begins with, also when somebody edits its cell."""

import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | datetime | None
# A spreadsheet takes a cell that begins so for a formula as soon as somebody edits it, or saves it as CSV.
LIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
LONGEST = 32_767
MOST_ROWS = 1_048_575
UNFIT_TITLE = re.compile(r"[\[\]:*?/\\']")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, zone: ZoneInfo) -> bytes:
    """One sheet with a header row; moments in the centre's zone. What a sheet cannot hold is left out."""
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, OPTIONS)
        sheet = book.add_worksheet(UNFIT_TITLE.sub(" ", title)[:31].strip() or "1")
        formats = {
            "head": book.add_format({"bold": True, "quote_prefix": True}),
            "live": book.add_format({"quote_prefix": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(headers) - 1, 0), 18)
        for place, header in enumerate(headers):
            sheet.write_string(0, place, header, formats["head"])
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                break
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell, formats, zone)
        book.close()
        file.seek(0)
        return file.read()


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, formats: dict, zone: ZoneInfo) -> None:
    if isinstance(cell, str):
        text = cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…"
        sheet.write_string(row, place, text, formats["live"] if text.startswith(LIVE) else None)
    elif isinstance(cell, datetime):
        local = cell.astimezone(zone).replace(tzinfo=None)
        sheet.write_datetime(row, place, local, formats["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), formats["day"])  # noqa: DTZ001
    elif cell is not None:
        sheet.write_number(row, place, cell)
