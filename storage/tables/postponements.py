"""New times: asked for, agreed by the director, told to the owner, answered (A4.2.3.1.4)."""

from datetime import datetime

from sqlmodel import Field, Index, text

from storage.tables.table import Table


class Postponement(Table, table=True):
    """One new time of one case, never overwritten; `old_by` is the time it takes the place of. Times are UTC.

    `wanted_by` is the time that the owner proposed instead. `look_at` is when the clock looks whether
    an owner who was told in the chat is silent, `reminded_at` when they were reminded.
    """

    __tablename__ = "postponement"
    __table_args__ = (
        Index(
            "postponement_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    case_id: int = Field(foreign_key="case.id", index=True)
    state: str = Field(max_length=24)
    old_by: datetime | None = None
    until: datetime
    reason: str
    clause: str = Field(max_length=24)
    asked_by: int = Field(foreign_key="staff.id")
    asked_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None
    note: str = ""
    told_at: datetime | None = None
    told_how: str | None = Field(default=None, max_length=16)
    answered_at: datetime | None = None
    wanted_by: datetime | None = None
    look_at: datetime | None = None
    reminded_at: datetime | None = None
