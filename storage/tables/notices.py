"""Documents for owners, their versions and agreements, and the register of who received them."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Notice(Table, table=True):
    """One document; `version` is its newest. Published or withdrawn, it is never deleted (B4.2.6.5).

    `phase` and `next_at` are what the clock is at with its chats: telling, checking; `rounds` counts how
    often they were asked for, `passes` how often busy owners were left for later, `spread_until` is when the
    last message put into the outbox may leave.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("centre_id", "number"),
        Index("notice_of_centre", "centre_id", "state", "published_at"),
        Index(
            "notice_due",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    number: str = Field(max_length=20)
    state: str = Field(default="draft", max_length=16)
    version: int = 1
    drafted_by: int = Field(foreign_key="staff.id")
    drafted_at: datetime
    published_by: int | None = Field(default=None, foreign_key="staff.id")
    published_at: datetime | None = None
    withdrawn_by: int | None = Field(default=None, foreign_key="staff.id")
    withdrawn_at: datetime | None = None
    why_withdrawn: str = ""
    phase: str = Field(default="", max_length=16)
    next_at: datetime | None = None
    rounds: int = 0
    passes: int = 0
    spread_until: datetime | None = None


class NoticeVersion(Table, table=True):
    """What a document said, whom it was for and by which means, once and for all.

    `means` are words of `procedures.notices.Given` between blanks; `places` is the JSON of its audience:
    buildings, or pairs of unit id and remark. `source` names where an outside document comes from (B4.2.6.3).
    """

    __tablename__ = "notice_version"
    __table_args__ = (UniqueConstraint("notice_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    notice_id: int = Field(foreign_key="notice.id")
    version: int
    title: str
    body: str
    important: bool = False
    source: str = ""
    means: str = Field(max_length=40)
    audience: str = Field(max_length=16)
    places: str = "[]"
    valid_until: date | None = None
    drafted_by: int = Field(foreign_key="staff.id")
    drafted_at: datetime


class NoticeFile(Table, table=True):
    """A picture or PDF that a version has beside its words."""

    __tablename__ = "notice_file"
    __table_args__ = (UniqueConstraint("version_id", "attachment_id"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    version_id: int = Field(foreign_key="notice_version.id")
    attachment_id: int = Field(foreign_key="attachment.id", index=True)
    name: str = ""


class Approval(Table, table=True):
    """One version agreed to or not, by name, time and reason (B4.2.5.3)."""

    __tablename__ = "approval"
    __table_args__ = (UniqueConstraint("notice_id", "version", "step"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    notice_id: int = Field(foreign_key="notice.id")
    version: int
    step: str = Field(max_length=20)
    agreed: bool
    reason: str = ""
    by_id: int = Field(foreign_key="staff.id")
    by_role: str = Field(max_length=32)
    at: datetime


class DeliveryRow(Table, table=True):
    """A row of the register: who is to receive a document, how, when it came, who signed (B4.2.6.4).

    `told` is the round in which the chat was written to last; `read_at` is the owner's own tap, or the time
    of a signature; `why` is a word, such as "same_person" or "unreachable".
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("notice_id", "unit_id", "owner_id"),
        Index("delivery_of_notice", "notice_id", "means", "state", "told"),
        Index("delivery_of_owner", "owner_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    notice_id: int = Field(foreign_key="notice.id")
    version: int
    unit_id: int = Field(foreign_key="unit.id")
    owner_id: int | None = Field(default=None, foreign_key="owner.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id")
    means: str = Field(max_length=16)
    state: str = Field(default="waiting", max_length=16)
    why: str = Field(default="", max_length=32)
    remark: str = ""
    told: int = 0
    sent_at: datetime | None = None
    sent_by: int | None = Field(default=None, foreign_key="staff.id")
    read_at: datetime | None = None
    signed_by: str = ""
    signature_id: int | None = Field(default=None, foreign_key="attachment.id")


class NoticeCase(Table, table=True):
    """A case that a document caused (B5.3)."""

    __tablename__ = "notice_case"

    case_id: int = Field(primary_key=True, foreign_key="case.id")
    notice_id: int = Field(foreign_key="notice.id", index=True)
    centre_id: int = Field(foreign_key="centre.id")
    responsible_id: int = Field(foreign_key="staff.id")
    named_by: int = Field(foreign_key="staff.id")
    named_at: datetime
