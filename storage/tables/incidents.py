"""Many owners, one matter: incidents, and the open letters that answer them (B4.1.2.1)."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint

from storage.tables.table import Table


class Incident(Table, table=True):
    """One matter that several cases are about; an empty `building` means all of them.

    A case's `incident_id` says that it belongs; `answers` counts what was told to all.
    """

    __tablename__ = "incident"
    __table_args__ = (
        UniqueConstraint("centre_id", "number"),
        Index("incident_of_state", "centre_id", "state", "category"),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    number: str = Field(max_length=20)
    title: str
    category: str = Field(max_length=32)
    building: str = ""
    state: str = Field(default="open", max_length=16)
    opened_at: datetime
    opened_by: int = Field(foreign_key="staff.id")
    answers: int = 0
    answered_at: datetime | None = None
    answered_by: int | None = Field(default=None, foreign_key="staff.id")
    cause: str = ""
    measure: str = ""
    closed_at: datetime | None = None
    closed_by: int | None = Field(default=None, foreign_key="staff.id")


class IncidentAnswer(Table, table=True):
    """What was told to all owners of an incident, the n-th time; sent twice it is still one."""

    __tablename__ = "incident_answer"
    __table_args__ = (UniqueConstraint("incident_id", "nth"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    incident_id: int = Field(foreign_key="incident.id")
    nth: int
    words: str
    by_id: int = Field(foreign_key="staff.id")
    at: datetime
    sent: int = 0
    phoned: int = 0


class Letter(Table, table=True):
    """One version of an incident's open letter; versions are kept, the newest that was agreed to is sent."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("incident_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    incident_id: int = Field(foreign_key="incident.id")
    version: int
    title: str
    body: str
    state: str = Field(default="draft", max_length=16)
    drafted_by: int = Field(foreign_key="staff.id")
    drafted_at: datetime
    decided_by: int | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = None
    reason: str = ""
    sent_by: int | None = Field(default=None, foreign_key="staff.id")
    sent_at: datetime | None = None


class LetterCopy(Table, table=True):
    """A letter as one case has it on file: by chat or by hand, and when the owner had it.

    `look_at` is when the clock looks whether the channel took it.
    """

    __tablename__ = "letter_copy"
    __table_args__ = (
        UniqueConstraint("letter_id", "case_id"),
        Index("letter_copy_to_look_at", "look_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    letter_id: int = Field(foreign_key="letter.id")
    case_id: int = Field(foreign_key="case.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="owner.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id")
    means: str = Field(max_length=16)
    look_at: datetime | None = None
    delivered_at: datetime | None = None
    delivered_by: int | None = Field(default=None, foreign_key="staff.id")
    revisit_id: int | None = Field(default=None, foreign_key="revisit.id")
