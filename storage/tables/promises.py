"""Promises that were kept, of cases that have made another one since (A4.2.3.2.1)."""

from datetime import datetime

from sqlmodel import Field, Index

from storage.tables.table import Table


class KeptPromise(Table, table=True):
    """A case shows its newest promise; an earlier one that was kept stays counted here. Times are UTC."""

    __tablename__ = "kept_promise"
    __table_args__ = (Index("kept_promise_of_time", "centre_id", "reply_by"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    case_id: int = Field(foreign_key="case.id")
    reply_by: datetime
    clause: str = Field(max_length=24)
    replied_at: datetime
