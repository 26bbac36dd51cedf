"""What fell, the storms it made, and the campaign that asks about leak repairs after each (B4.1.2.3-C)."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table

UNDER_WAY = "over_at IS NULL AND withdrawn_at IS NULL"


class RainHour(Table, table=True):
    """The mm of one hour by one source, None when it does not know; `revised` counts its changes of mind."""

    __tablename__ = "rain_hour"
    __table_args__ = (UniqueConstraint("centre_id", "source", "ends_at"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    source: str = Field(max_length=16)
    ends_at: datetime
    mm: float | None = None
    heard_at: datetime
    revised: int = 0


class RainWatch(Table, table=True):
    """How a centre's source does: when it is asked next, and what was wrong with its last answer."""

    __tablename__ = "rain_watch"

    centre_id: int = Field(primary_key=True, foreign_key="centre.id")
    source: str = Field(primary_key=True, max_length=16)
    next_at: datetime = Field(index=True)
    since: datetime
    answered_at: datetime | None = None
    tries: int = 0
    trouble: str | None = Field(default=None, max_length=16)


class Storm(Table, table=True):
    """A heavy rainstorm: measured (`mm`, `sources`) or declared by hand (`declared_by`, `reason`).

    `over_at` is when six dry hours had passed, or a person ended it. One at most is under way.
    """

    __tablename__ = "rain_event"
    __table_args__ = (
        Index("rain_event_of_centre", "centre_id", "started_at"),
        Index(
            "rain_event_under_way",
            "centre_id",
            unique=True,
            sqlite_where=text(UNDER_WAY),
            postgresql_where=text(UNDER_WAY),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    started_at: datetime
    ended_at: datetime
    over_at: datetime | None = None
    mm: float | None = None
    met_mm: float | None = None
    met_hours: int | None = None
    peaks: str = "{}"
    gaps: int = 0
    sources: str = ""
    noticed_at: datetime
    declared_by: int | None = Field(default=None, foreign_key="staff.id")
    ended_by: int | None = Field(default=None, foreign_key="staff.id")
    withdrawn_at: datetime | None = None
    withdrawn_by: int | None = Field(default=None, foreign_key="staff.id")
    reason: str = ""


class Campaign(Table, table=True):
    """Asking the owners of leak repairs after a storm, in chunks; the cursor is where the last chunk ended.

    `spread_until` is when the last question put into the outbox may leave; `some_were_busy` says that this
    pass left somebody for the next.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        Index(
            "campaign_due",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    storm_id: int = Field(foreign_key="rain_event.id", unique=True)
    phase: str = Field(default="asking", max_length=16)
    next_at: datetime | None = None
    cursor_at: datetime | None = None
    cursor_id: int = 0
    passes: int = 0
    some_were_busy: bool = False
    spread_until: datetime | None = None
    asked: int = 0
    begun_at: datetime
    done_at: datetime | None = None
