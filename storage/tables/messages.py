"""The transcript both ways, what was heard already, and what we could not understand."""

from datetime import datetime

from sqlmodel import Field, Index, text

from storage.tables.table import Table


class InboundKey(Table, table=True):
    """The dedupe row of RELIABILITY 1.3-1.4, written in the transaction that does the work."""

    __tablename__ = "inbound_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    account: str = Field(primary_key=True, max_length=64)
    sender: str = Field(primary_key=True, max_length=128)
    external_id: str = Field(primary_key=True, max_length=128)
    message_id: int | None = None


class Message(Table, table=True):
    """One line of a transcript. `body` is the JSON of `dialogs.speech.Spoken` or `desk.heard.Heard`.

    `direction` is "in" or "out"; `by_staff_id` tells a person's words from the bot's; `revisit_id` is what a
    question after rain asks about, which is on no conversation's screen.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("message_of_contact", "contact_id", "id"),
        Index(
            "message_of_case",
            "case_id",
            sqlite_where=text("case_id IS NOT NULL"),
            postgresql_where=text("case_id IS NOT NULL"),
        ),
        Index(
            "message_of_revisit",
            "revisit_id",
            sqlite_where=text("revisit_id IS NOT NULL"),
            postgresql_where=text("revisit_id IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    contact_id: int = Field(foreign_key="contact.id")
    case_id: int | None = Field(default=None, foreign_key="case.id")
    direction: str = Field(max_length=3)
    body: str
    external_id: str | None = Field(default=None, max_length=128)
    album: str | None = Field(default=None, max_length=64)
    by_staff_id: int | None = Field(default=None, foreign_key="staff.id")
    revisit_id: int | None = Field(default=None, foreign_key="revisit.id")
    at: datetime


class Attachment(Table, table=True):
    """A picture or a voice. `state`: wanted (to be fetched from the channel), stored, refused (why).

    A voice is stored as what browsers play; `original_sha256` is the file that came, untouched.
    """

    __tablename__ = "attachment"

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id")
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    revisit_id: int | None = Field(default=None, foreign_key="revisit.id")
    source: str = ""
    state: str = Field(max_length=16)
    why: str | None = None
    sha256: str | None = Field(default=None, max_length=64, index=True)
    media_type: str | None = Field(default=None, max_length=32)
    original_sha256: str | None = Field(default=None, max_length=64, index=True)
    original_type: str | None = Field(default=None, max_length=32)
    size: int | None = None
    width: int | None = None
    height: int | None = None
    try_at: datetime | None = Field(default=None, index=True)
    tries: int = 0


class PassedPicture(Table, table=True):
    """A picture that a member of staff sent in a group for a case's owner; still at the group's channel.

    `account` has it; `external_id` is the message of the group, `album` the album that it is of.
    """

    __tablename__ = "passed_picture"
    __table_args__ = (Index("passed_picture_of_album", "group_id", "album"),)

    attachment_id: int = Field(primary_key=True, foreign_key="attachment.id")
    account: str = Field(max_length=64)
    group_id: int = Field(foreign_key="staff_group.id")
    staff_id: int = Field(foreign_key="staff.id")
    external_id: str = Field(max_length=64)
    thread: str = Field(default="", max_length=64)
    album: str = Field(default="", max_length=64)
    at: datetime


class DeadLetter(Table, table=True):
    """What arrived and could not be carried out; staff see it, nothing is lost (ARCHITECTURE 2)."""

    __tablename__ = "dead_letter"

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int | None = Field(default=None, foreign_key="centre.id", index=True)
    account: str
    raw: str
    error: str
    at: datetime
    solved_at: datetime | None = None
