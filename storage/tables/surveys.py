"""Half-yearly surveys: what is asked, who is invited, what they answer (A4.1.5, A6.4)."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Survey(Table, table=True):
    """A half-year's survey, as "2026-H2"; `state` is a SurveyState, `per` who answers once.

    `seed` makes its links and sheet codes; `spread_until` is when the last message in line leaves, `next_at`
    when it closes. `figures` is the JSON of what the director signed, and what everybody may see.
    """

    __tablename__ = "survey"
    __table_args__ = (
        UniqueConstraint("centre_id", "half"),
        Index(
            "survey_due",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    half: str = Field(max_length=7)
    clause: str = Field(max_length=24)
    state: str = Field(default="draft", max_length=16)
    per: str = Field(default="unit", max_length=8)
    seed: str = Field(default="", max_length=64)
    drafted_at: datetime
    started_at: datetime | None = None
    started_by: int | None = Field(default=None, foreign_key="staff.id")
    ends_at: datetime | None = None
    spread_until: datetime | None = None
    next_at: datetime | None = None
    closed_at: datetime | None = None
    figures: str = "{}"
    conclusion: str = ""
    signed_at: datetime | None = None
    signed_by: int | None = Field(default=None, foreign_key="staff.id")


class Question(Table, table=True):
    """One question of a survey as it was chosen; `text_id` or a company's own `words` (JSON by language)."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("survey_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="survey.id")
    place: int
    key: str = Field(max_length=32)
    kind: str = Field(max_length=16)
    category: str = Field(max_length=32)
    text_id: str = Field(default="", max_length=64)
    words: str = "{}"


class Invitation(Table, table=True):
    """Who may answer a survey once; `key` is the unit or the owner ("unit:7"), `state` an InvitationState.

    `why` says why it ended, or why no chat was used; `next_at` is when the clock asks or reminds. `how` is
    the way that the answers came, `entered_by` who typed in a sheet; `case_id` what was opened from them.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("survey_id", "key"),
        Index(
            "invitation_due",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    survey_id: int = Field(foreign_key="survey.id")
    key: str = Field(max_length=24)
    unit_id: int = Field(foreign_key="unit.id")
    owner_id: int = Field(foreign_key="owner.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    state: str = Field(default="waiting", max_length=16)
    why: str = Field(default="", max_length=32)
    next_at: datetime | None = None
    asked_at: datetime | None = None
    reminded: int = 0
    reminded_at: datetime | None = None
    answered_at: datetime | None = None
    how: str = Field(default="", max_length=8)
    entered_by: int | None = Field(default=None, foreign_key="staff.id")
    case_id: int | None = Field(default=None, foreign_key="case.id")


class Answer(Table, table=True):
    """An answer, kept as soon as it is given: "1" to "5", "yes", "no", "words", or "skip"; and words."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("invitation_id", "question_id"),)

    id: int | None = Field(default=None, primary_key=True)
    invitation_id: int = Field(foreign_key="invitation.id")
    question_id: int = Field(foreign_key="question.id", index=True)
    value: str = Field(max_length=8)
    words: str = ""
    how: str = Field(max_length=8)
    at: datetime
