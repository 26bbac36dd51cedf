"""The quarterly reports on a consultancy's client archive (C2)."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class ClientReport(Table, table=True):
    """A quarter's report, as "2026-Q4"; `state`: due, handed_in.

    `figures` is the JSON of what was handed in, by whom and when; `look_at` is when somebody is told that it
    is late.
    """

    __tablename__ = "client_report"
    __table_args__ = (
        UniqueConstraint("centre_id", "quarter"),
        Index(
            "client_report_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    quarter: str = Field(max_length=7)
    clause: str = Field(max_length=24)
    state: str = Field(default="due", max_length=16)
    due_at: datetime
    look_at: datetime | None = None
    figures: str = "{}"
    note: str = ""
    handed_in_at: datetime | None = None
    handed_in_by: int | None = Field(default=None, foreign_key="staff.id")
