"""Answers that went out within the platform's own request, kept in case it asks again."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from storage.tables.table import Table


class PassiveReply(Table, table=True):
    """The complete answer to one message, byte for byte (RELIABILITY 2); swept after some days."""

    __tablename__ = "passive_reply"
    __table_args__ = (UniqueConstraint("account", "sender", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    account: str = Field(max_length=64)
    sender: str = Field(max_length=128)
    key: str = Field(max_length=128)
    body: str
    at: datetime = Field(index=True)
