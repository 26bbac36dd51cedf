"""Appointments: when somebody comes to an owner, and what became of each."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from storage.tables.table import Table


class Appointment(Table, table=True):
    """A time for a visit; a change ends one row and begins the next, so that the history stays.

    `state`: offered (asked, no time yet), booked, changed, cancelled, kept, missed. `made_by` and `why` say
    who fixed it and why it ended. `reminded_at` is when the owner was reminded on the evening before.
    """

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("revisit_id", "revision"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    revisit_id: int | None = Field(default=None, foreign_key="revisit.id")
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    revision: int = 1
    state: str = Field(max_length=16)
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    made_at: datetime
    made_by: str = Field(max_length=32)
    ended_at: datetime | None = None
    why: str = ""
    remind_at: datetime | None = None
    reminded_at: datetime | None = None
