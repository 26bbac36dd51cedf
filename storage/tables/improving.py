"""So that it does not happen again: reviews, actions and proposals (A3.2, A4.4.3, A4.4.4)."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Proposal(Table, table=True):
    """A change that a written procedure needs (A4.4.3, B6); `document` and `version` say where it went in."""

    __tablename__ = "proposal"
    __table_args__ = (Index("proposal_of_state", "centre_id", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    clause: str = Field(max_length=24)
    words: str
    state: str = Field(default="filed", max_length=16)
    filed_by: str = Field(max_length=32)
    filed_at: datetime
    passed_by: int | None = Field(default=None, foreign_key="staff.id")
    passed_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None
    reason: str = ""
    carried_by: int | None = Field(default=None, foreign_key="staff.id")
    carried_at: datetime | None = None
    document: str = ""
    version: str = Field(default="", max_length=64)


class Action(Table, table=True):
    """An action of a case, a review or a meeting, with who verified that it helped (A3.2).

    `look_at` is when the clock has to chase somebody, `chased` how often it has.
    """

    __tablename__ = "action"
    __table_args__ = (
        Index("action_of_centre", "centre_id", "state", "due_at"),
        Index(
            "action_to_chase",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    review_id: int | None = Field(default=None, foreign_key="review.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    kind: str = Field(max_length=16)
    what: str
    state: str = Field(default="open", max_length=16)
    clause: str = Field(max_length=24)
    responsible_id: int = Field(foreign_key="staff.id")
    set_by: int = Field(foreign_key="staff.id")
    set_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="staff.id")
    done_words: str = ""
    verified_at: datetime | None = None
    verified_by: int | None = Field(default=None, foreign_key="staff.id")
    verdict: str | None = Field(default=None, max_length=16)
    verdict_words: str = ""
    look_at: datetime | None = None
    chased: int = 0


class Review(Table, table=True):
    """A repeat or a moving figure that has to be discussed, once per matter and period (A4.4.4).

    `figures` is the JSON of what was counted (see `procedures.control_charts`), `case_ids` that of the cases
    behind it; `look_at` is when the clock looks again: no measure yet, or the effect is to be checked.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("centre_id", "subject", "category", "building", "period"),
        Index(
            "review_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    subject: str = Field(max_length=16)
    category: str = Field(default="", max_length=32)
    building: str = ""
    period: str = Field(max_length=7)
    clause: str = Field(max_length=24)
    state: str = Field(default="open", max_length=16)
    figures: str = "{}"
    case_ids: str = "[]"
    opened_at: datetime
    measure: str = ""
    measured_by: int | None = Field(default=None, foreign_key="staff.id")
    measured_at: datetime | None = None
    responsible_id: int | None = Field(default=None, foreign_key="staff.id")
    due_at: datetime | None = None
    check_at: datetime | None = None
    checked_by: int | None = Field(default=None, foreign_key="staff.id")
    checked_at: datetime | None = None
    verdict: str | None = Field(default=None, max_length=16)
    verdict_words: str = ""
    effect: str = "{}"
    look_at: datetime | None = None
    chased: int = 0


class Daily(Table, table=True):
    """When a centre's daily look at something is next due, so that a tick looks once a day."""

    __tablename__ = "daily"

    centre_id: int = Field(primary_key=True, foreign_key="centre.id")
    name: str = Field(primary_key=True, max_length=32)
    next_at: datetime
