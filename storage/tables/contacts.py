"""An owner's address in a channel, and the conversation held there."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Contact(Table, table=True):
    """One address of an owner in one channel; `owner_id` is open until staff or a code bound it.

    `account` names our end ("telegram:main", "web:yinzhou"), `address` theirs (chat id, cookie hash).
    """

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("account", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    account: str = Field(max_length=64)
    address: str = Field(max_length=128)
    owner_id: int | None = Field(default=None, foreign_key="owner.id", index=True)
    name: str = ""
    locale: str = Field(max_length=16)
    unreachable: str | None = Field(default=None, max_length=32)


class Conversation(Table, table=True):
    """Where the dialog with a contact stands; `state` is the JSON of `dialogs.state.State`.

    `chase_at` is set while words wait in it that nobody has filed.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        Index(
            "conversation_to_chase",
            "chase_at",
            sqlite_where=text("chase_at IS NOT NULL"),
            postgresql_where=text("chase_at IS NOT NULL"),
        ),
    )

    contact_id: int = Field(primary_key=True, foreign_key="contact.id")
    state: str
    revision: int = 0
    heard_at: datetime | None = None
    chase_at: datetime | None = None


class BindCode(Table, table=True):
    """A one-time code given by staff; binds whoever sends it to an owner (RELIABILITY 7.11)."""

    __tablename__ = "bind_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    centre_id: int = Field(foreign_key="centre.id")
    owner_id: int = Field(foreign_key="owner.id")
    expires_at: datetime
    used_at: datetime | None = None
