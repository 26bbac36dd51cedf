"""Owners' meetings: the year's plan, each meeting, and whom it invites (A4.1.4)."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class MeetingPlan(Table, table=True):
    """A year's plan; `state`: draft, submitted, approved. `reason` is why it was not approved."""

    __tablename__ = "meeting_plan"
    __table_args__ = (UniqueConstraint("centre_id", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    year: int
    clause: str = Field(max_length=24)
    state: str = Field(default="draft", max_length=16)
    submitted_at: datetime | None = None
    submitted_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    reason: str = ""


class Meeting(Table, table=True):
    """One meeting: time, place, content, people. `building` names the owners invited, all when empty.

    Nobody is invited before it is approved. `look_at` is when the clock invites, reminds, asks for minutes.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        Index("meeting_of_plan", "centre_id", "plan_id"),
        Index(
            "meeting_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    plan_id: int = Field(foreign_key="meeting_plan.id")
    begins_at: datetime
    place: str
    content: str
    people: str = ""
    building: str = ""
    state: str = Field(default="planned", max_length=16)
    approved_at: datetime | None = None
    invited_at: datetime | None = None
    reminded_at: datetime | None = None
    look_at: datetime | None = None
    minutes: str = ""
    minutes_at: datetime | None = None
    minutes_by: int | None = Field(default=None, foreign_key="staff.id")
    reason: str = ""


class MeetingGuest(Table, table=True):
    """An owner who is invited; `coming`: yes, no, None while nothing was said; `how` it was said.

    `contact_id` is the chat that was asked in, None for an owner whom no chat reaches. `look_at` is when the
    clock asks or reminds.
    """

    __tablename__ = "meeting_guest"
    __table_args__ = (
        UniqueConstraint("meeting_id", "owner_id"),
        Index(
            "meeting_guest_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    owner_id: int = Field(foreign_key="owner.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    asked_at: datetime | None = None
    look_at: datetime | None = None
    coming: str | None = Field(default=None, max_length=8)
    how: str | None = Field(default=None, max_length=16)
    answered_at: datetime | None = None
    attended: bool = False
