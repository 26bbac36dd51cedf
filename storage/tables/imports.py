"""Workbooks of owners and flats that somebody uploaded, until they are carried out or given up."""

from datetime import datetime

from sqlmodel import Field, Index, text

from storage.tables.table import Table


class ImportBatch(Table, table=True):
    """`rows` is the JSON of what was read, [[row number, cell...]...], emptied when it is carried out.

    `columns` are the headers as the workbook has them, `matched` which of them is what ({"name": 3}).
    `state`: uploaded, wanted (the clock carries it out), done, failed (why). `faults` is the JSON of the bad
    rows, [[row number, text id, facts]...]; `fault_count` how many there are in all.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        Index("import_of_centre", "centre_id", "id"),
        Index(
            "import_wanted",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime
    file_name: str
    state: str = Field(default="uploaded", max_length=16)
    columns: str
    matched: str
    rows: str
    row_count: int
    faults: str = "[]"
    fault_count: int = 0
    look_at: datetime | None = None
    added: int = 0
    changed: int = 0
    done_at: datetime | None = None
    why: str = ""
