"""Staff, their sessions, and how often somebody tried to sign in."""

from datetime import datetime

from sqlmodel import Field, Index

from procedures.kinds import Role
from storage.tables.table import Table


class Staff(Table, table=True):
    __tablename__ = "staff"

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id", index=True)
    login: str = Field(unique=True, max_length=64)
    name: str
    role: str = Field(default=Role.ASSISTANT, max_length=32)
    department_id: int | None = Field(default=None, foreign_key="department.id")
    password_hash: str
    locale: str = "zh-Hant"
    disabled_at: datetime | None = None


class StaffSession(Table, table=True):
    """One signed-in browser; only the SHA-256 of its cookie is kept."""

    __tablename__ = "staff_session"

    token_hash: str = Field(primary_key=True, max_length=64)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    created_at: datetime
    seen_at: datetime


class SignIn(Table, table=True):
    """A failed sign-in, by account and by address, for the limits of RELIABILITY 7.27."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("sign_in_what_at", "what", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    what: str = Field(max_length=120)
    at: datetime
