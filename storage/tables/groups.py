"""Staff groups in chat platforms: where they are, the cards shown there, what still has to be said."""

from datetime import datetime

from sqlmodel import BigInteger, Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class StaffGroup(Table, table=True):
    """A group chat of a centre's staff, and which cases are shown there.

    `kind` is telegram, wecom_robot or wecom_app; `address` the chat id, the sealed key of the robot, or the
    members written to. Empty `categories` (joined by commas) are all of them. `discreet` cards carry number,
    category and link only (PIPL 38). `seen_event` is the newest event that was looked at, `list_at` when the
    next list is due, `lost_at` when the group could be reached no more.
    """

    __tablename__ = "staff_group"
    __table_args__ = (
        Index(
            "staff_group_at",
            "account",
            "address",
            unique=True,
            sqlite_where=text("kind = 'telegram' AND address <> ''"),
            postgresql_where=text("kind = 'telegram' AND address <> ''"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    name: str = Field(max_length=64)
    kind: str = Field(max_length=16)
    account: str = Field(max_length=64)
    address: str = Field(default="", max_length=512)
    hint: str = Field(default="", max_length=64)
    categories: str = ""
    severity: str = Field(default="ordinary", max_length=16)
    discreet: bool = True
    wants_lists: bool = True
    has_topics: bool = False
    seen_event: int = 0
    list_at: datetime | None = Field(default=None, index=True)
    code_hash: str | None = Field(default=None, max_length=64, index=True)
    code_until: datetime | None = None
    lost_at: datetime | None = None
    lost_why: str = ""
    closed_at: datetime | None = None


class GroupCard(Table, table=True):
    """A case as a group sees it. `shown` is what was last shown, `external_id` the message that shows it.

    Without `external_id` it was told in a digest, or where messages cannot be changed. `code` lets us change
    a message of WeCom once, until `code_until`.
    """

    __tablename__ = "group_card"
    __table_args__ = (UniqueConstraint("group_id", "case_id"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    group_id: int = Field(foreign_key="staff_group.id")
    case_id: int = Field(foreign_key="case.id", index=True)
    shown: str = ""
    external_id: str | None = Field(default=None, max_length=64)
    thread_id: str | None = Field(default=None, max_length=64)
    topics_made: int = 0
    topic_closed: bool = False
    code: str | None = Field(default=None, max_length=512)
    code_until: datetime | None = None


class GroupPost(Table, table=True):
    """Something to be said in a group, of class A (RELIABILITY 2); `key` makes it one of its kind.

    `weight` orders what waits: answers to a press, words, announcements, changes of cards. `state`: open;
    sending until `try_at`, the end of its lease; sent, failed. An `ask` waits until somebody replied to the
    message `external_id`. Without `group_id` it goes to `address`: a chat that is no group yet.
    """

    __tablename__ = "group_post"
    __table_args__ = (
        UniqueConstraint("account", "key"),
        Index(
            "group_post_due",
            "account",
            "weight",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index("group_post_shown", "group_id", "external_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int | None = Field(default=None, foreign_key="centre.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="staff_group.id")
    card_id: int | None = Field(default=None, foreign_key="group_card.id", index=True)
    account: str = Field(max_length=64)
    address: str = Field(default="", max_length=512)
    kind: str = Field(max_length=16)
    key: str = Field(max_length=128)
    weight: int
    body: str = "{}"
    state: str = Field(default="open", max_length=16)
    made_at: datetime
    try_at: datetime
    tries: int = 0
    lease_gen: int = 0
    ambiguous: bool = False
    error: str | None = None
    external_id: str | None = Field(default=None, max_length=64)
    answered_at: datetime | None = None
    done_at: datetime | None = None


class StaffChat(Table, table=True):
    """A chat account that a member of staff proved to be theirs; `sender` is the platform's id of it."""

    __tablename__ = "staff_chat"
    __table_args__ = (UniqueConstraint("account", "sender"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    account: str = Field(max_length=64)
    sender: str = Field(max_length=64)
    bound_at: datetime


class StaffCode(Table, table=True):
    """A one-time code that binds whoever sends it to a member of staff (RELIABILITY 7.11)."""

    __tablename__ = "staff_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    expires_at: datetime
    used_at: datetime | None = None


class BotAccount(Table, table=True):
    """What a platform says of an account of ours, so that links to it can be shown."""

    __tablename__ = "bot_account"

    account: str = Field(primary_key=True, max_length=64)
    centre_id: int | None = Field(default=None, foreign_key="centre.id")
    username: str = Field(default="", max_length=64)
    platform_id: int = Field(default=0, sa_type=BigInteger)
    reads_all: bool = False
    seen_at: datetime
