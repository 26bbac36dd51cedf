"""How many revisits a director owes in a month, and whether they were made."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint

from storage.tables.table import Table


class Quota(Table, table=True):
    """One director's month (A3.1-a); `month` as "2026-11". `state`: due, met, missed.

    From `remind_at` on the director is reminded; at `close_at` it is counted for good, `done` of `wanted`.
    """

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("staff_id", "month"), Index("quota_due", "state", "close_at"))

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    staff_id: int = Field(foreign_key="staff.id")
    month: str = Field(max_length=7)
    wanted: int
    done: int = 0
    clause: str = Field(max_length=24)
    state: str = Field(default="due", max_length=8)
    remind_at: datetime
    close_at: datetime
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
