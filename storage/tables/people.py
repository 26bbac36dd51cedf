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
    """One signed-in browser; only the SHA-256 of its cookie is kept.

    `waits_for`: the password fitted, and a code ("code") or the set-up of one ("set_up") is still to come.
    """

    __tablename__ = "staff_session"

    token_hash: str = Field(primary_key=True, max_length=64)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    created_at: datetime
    seen_at: datetime
    browser: str = Field(default="", max_length=80)
    waits_for: str | None = Field(default=None, max_length=16)


class SecondFactor(Table, table=True):
    """An authenticator's secret (RFC 6238), sealed; `since` it was proved once, None while it is set up.

    `last_step` is the time step of the newest code that counted: none counts twice (RELIABILITY 7.28).
    """

    __tablename__ = "second_factor"

    staff_id: int = Field(primary_key=True, foreign_key="staff.id")
    sealed: str
    last_step: int = 0
    since: datetime | None = None


class RecoveryCode(Table, table=True):
    """Stands in for a code, once; only its SHA-256 is kept."""

    __tablename__ = "recovery_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    used_at: datetime | None = None


class SignIn(Table, table=True):
    """A failed sign-in, by account and by address, for the limits of RELIABILITY 7.27."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("sign_in_what_at", "what", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    what: str = Field(max_length=120)
    at: datetime
