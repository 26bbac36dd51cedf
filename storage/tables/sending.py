"""What waits to be sent, how fast it may go, and where polling stands."""

from datetime import datetime

from sqlmodel import BigInteger, Field, Index, text

from storage.tables.table import Table


class Outbox(Table, table=True):
    """One message on its way. `klass` A is repeated when in doubt, B never (RELIABILITY 2).

    `state`: open; sending (A, under way) and reserved (B, before its only try), until `try_at`, the end of
    lease; sent, accepted (the platform has it and will tell), failed (why), unknown (B, uncertain), moved (to
    another channel).

    `means` and `why` say which way it went, or why there was none (procedures/reaching.py); `reserved` names
    the windows whose count it holds while it is under way, `parts_most` into how many parts it may be cut.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "outbox_due",
            "account",
            "try_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index(
            "outbox_open_of_contact",
            "contact_id",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    contact_id: int = Field(foreign_key="contact.id")
    message_id: int = Field(foreign_key="message.id")
    account: str = Field(max_length=64)
    klass: str = Field(max_length=1)
    state: str = Field(default="open", max_length=16)
    try_at: datetime
    tries: int = 0
    lease_gen: int = 0
    ambiguous: bool = False
    parts_sent: int = 0
    error: str | None = None
    done_at: datetime | None = None
    means: str | None = Field(default=None, max_length=16)
    why: str | None = Field(default=None, max_length=32)
    reserved: str | None = Field(default=None, max_length=16)
    parts_most: int | None = None


class Pace(Table, table=True):
    """When an account ("telegram:main") or a chat of it may speak again; shared by all senders."""

    __tablename__ = "pace"

    key: str = Field(primary_key=True, max_length=200)
    free_at: datetime
    paused_until: datetime | None = None


class Poll(Table, table=True):
    """Where long polling of an account stands, written with the updates it confirms."""

    __tablename__ = "poll"

    account: str = Field(primary_key=True, max_length=64)
    next_offset: int = Field(sa_type=BigInteger)
    lease_until: datetime | None = None
    lease_gen: int = 0
