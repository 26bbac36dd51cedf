"""Reports on a month or a week, each version kept for ever (A4.4.1, A4.4.2, B4.2.1, B4.2.4)."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Report(Table, table=True):
    """A version of a report; `period` as "2026-11" or "2026-W48", `state`: draft, submitted, signed.

    From `since` on it counts, up to `until` once it is signed: `figures` is then the JSON of a
    `procedures.reports.Figures`, with the ids behind each figure. `reason` says why a version after the
    first was made, or why the last was given back. `look_at` is when the clock reminds or chases somebody,
    `chased` how often it has.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("centre_id", "kind", "period", "version"),
        Index(
            "report_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    kind: str = Field(max_length=16)
    period: str = Field(max_length=8)
    version: int = 1
    clause: str = Field(max_length=24)
    state: str = Field(default="draft", max_length=16)
    since: datetime
    until: datetime | None = None
    due_at: datetime
    look_at: datetime | None = None
    reminded_at: datetime | None = None
    chased: int = 0
    figures: str = ""
    remarks: str = ""
    opinion: str = ""
    reason: str = ""
    drafted_at: datetime
    submitted_at: datetime | None = None
    submitted_by: int | None = Field(default=None, foreign_key="staff.id")
    signed_at: datetime | None = None
    signed_by: int | None = Field(default=None, foreign_key="staff.id")
