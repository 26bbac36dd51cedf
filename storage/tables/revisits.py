"""Revisits: owed, asked, answered."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint, text


class Revisit(SQLModel, table=True):
    """One asking-afterwards of a case; UNIQUE (case, round) so that it is planned and asked once.

    `next_at` is when the clock has to look again: ask, remind, or fall back to a phone task.
    """

    __tablename__ = "revisit"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        Index(
            "revisit_due",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    case_id: int = Field(foreign_key="case.id")
    round: int
    form: str = Field(max_length=16)
    by_whom: str = Field(max_length=32)
    clause: str = Field(max_length=24)
    state: str = Field(default="planned", max_length=16)
    due_at: datetime
    next_at: datetime | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    done_at: datetime | None = None
    outcome: str | None = Field(default=None, max_length=16)
    speed: int | None = None
    workmanship: int | None = None
    manner: int | None = None
    words: str = ""
    done_form: str | None = Field(default=None, max_length=16)
    done_by: int | None = Field(default=None, foreign_key="staff.id")
    why: str | None = None
