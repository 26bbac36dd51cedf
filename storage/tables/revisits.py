"""Revisits: owed, asked, answered."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Revisit(Table, table=True):
    """One asking-afterwards: of a case once per round; of an owner without a case (a new one) once per `key`.

    `rule` names the procedure's rule that asks for it, `also` others that it answers ("a,b"), `reason` why a
    person planned it by hand (at `planned_at`). `next_at` is when the clock has to look again: ask, remind,
    or fall back to a phone task. `visitor_id` is who is to go, `done_by` who went; `visited_at` is when they
    were there, `confirmed_at` when the owner confirmed it with a tap of their own. `tries` counts attempts
    on record that reached nobody, the last at `tried_at`.
    """

    __tablename__ = "revisit"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        UniqueConstraint("centre_id", "key"),
        Index("revisit_of_centre", "centre_id", "due_at"),
        Index(
            "revisit_by_visitor",
            "done_by",
            "done_at",
            sqlite_where=text("done_by IS NOT NULL"),
            postgresql_where=text("done_by IS NOT NULL"),
        ),
        Index(
            "revisit_due",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case.id")
    owner_id: int | None = Field(default=None, foreign_key="owner.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    key: str | None = Field(default=None, max_length=64)
    rule: str = Field(default="", max_length=32)
    also: str = ""
    round: int = 1
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
    satisfaction: int | None = None
    manner: int | None = None
    words: str = ""
    done_form: str | None = Field(default=None, max_length=16)
    done_by: int | None = Field(default=None, foreign_key="staff.id")
    why: str | None = None
    storm_id: int | None = Field(default=None, index=True)
    visitor_id: int | None = Field(default=None, foreign_key="staff.id")
    visit_from: datetime | None = None
    visit_until: datetime | None = None
    visited_at: datetime | None = None
    confirmed_at: datetime | None = None
    planned_at: datetime | None = None
    reason: str = ""
    tries: int = 0
    tried_at: datetime | None = None
