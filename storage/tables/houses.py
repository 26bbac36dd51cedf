"""Houses and what is passed on about them: when a building was accepted, who was asked to put what right."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Building(Table, table=True):
    """A building by the name that its units bear; a warranty counts from its acceptance (A4.2.3.2)."""

    __tablename__ = "building"
    __table_args__ = (UniqueConstraint("centre_id", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    name: str
    accepted_on: date | None = None


class Transfer(Table, table=True):
    """A matter passed on to the company, the developer or a contractor (A3.3, A4.2.3.2).

    `defect` is what they are told of it, in the words of staff; `note` is the text as it left, with the owner
    named only if they agreed (`with_person`, PIPL 23). `look_at` is when the clock looks again.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        Index("transfer_of_centre", "centre_id", "state", "due_at"),
        Index(
            "transfer_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    case_id: int = Field(foreign_key="case.id", index=True)
    recipient: str = Field(max_length=16)
    name: str
    reason: str
    defect: str
    clause: str = Field(max_length=24)
    state: str = Field(default="proposed", max_length=16)
    proposed_at: datetime
    proposed_by: int = Field(foreign_key="staff.id")
    consent_asked_at: datetime | None = None
    consent_at: datetime | None = None
    consent_how: str | None = Field(default=None, max_length=16)
    consent_words: str = ""
    consent_by: int | None = Field(default=None, foreign_key="staff.id")
    with_person: bool = False
    note: str = ""
    sent_at: datetime | None = None
    sent_by: int | None = Field(default=None, foreign_key="staff.id")
    due_at: datetime | None = None
    look_at: datetime | None = None
    answer: str = ""
    ended_at: datetime | None = None
    ended_by: int | None = Field(default=None, foreign_key="staff.id")
    why: str = ""
