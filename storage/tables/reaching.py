"""Within which rules an owner can be written to: windows, opt-ins, registered forms, a platform's token."""

from datetime import datetime

from sqlmodel import Field, Index

from storage.tables.table import Table


class Window(Table, table=True):
    """For how long and how often a contact let us write; `left` counts down as messages are reserved.

    "words" is what typed words open, "short" what a tap, a menu, a scan or a new follower opens. `muted_at`:
    the owner switched our messages off.
    """

    __tablename__ = "reach_window"

    contact_id: int = Field(primary_key=True, foreign_key="contact.id")
    words_until: datetime | None = None
    words_left: int = 0
    short_until: datetime | None = None
    short_left: int = 0
    muted_at: datetime | None = None
    heard_at: datetime | None = None


class OptIn(Table, table=True):
    """An owner let us send one message by one template; `outbox_id` is the message that took it."""

    __tablename__ = "opt_in"
    __table_args__ = (Index("opt_in_of_contact", "contact_id", "template_id"),)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    template_id: str = Field(max_length=64)
    given_at: datetime
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id", index=True)
    used_at: datetime | None = None


class ReachForm(Table, table=True):
    """A registered template of an account. `kind`: template, subscription. `fields` is JSON.

    `fault` is what the platform said when it refused it; nobody sends by it until the settings change.
    """

    __tablename__ = "reach_form"

    account: str = Field(primary_key=True, max_length=64)
    purpose: str = Field(primary_key=True, max_length=16)
    kind: str = Field(primary_key=True, max_length=16)
    template_id: str = Field(max_length=64)
    fields: str
    link: str = ""
    fault: str | None = None


class Receipt(Table, table=True):
    """What the platform told about a message that it had accepted; it may come before our own mark."""

    __tablename__ = "reach_receipt"

    account: str = Field(primary_key=True, max_length=64)
    external_id: str = Field(primary_key=True, max_length=128)
    status: str = Field(max_length=64)
    at: datetime


class MenuTag(Table, table=True):
    """A follower whose flat is known carries a tag at WeChat, for a menu of their own.

    `state`: on; refused (the platform does not take it for this follower).
    """

    __tablename__ = "menu_tag"

    contact_id: int = Field(primary_key=True, foreign_key="contact.id")
    state: str = Field(max_length=16)


class AccessToken(Table, table=True):
    """One token for all processes of an account, fetched under a lease.

    `forced` counts those of the day of `forced_at` that were fetched by force: a platform allows few.
    """

    __tablename__ = "access_token"

    account: str = Field(primary_key=True, max_length=64)
    token: str = ""
    ends_at: datetime | None = None
    lease_until: datetime | None = None
    forced_at: datetime | None = None
    forced: int = 0


class WebState(Table, table=True):
    """A sign-in by the platform that has begun: its state, once, and of the browser that began it."""

    __tablename__ = "web_state"

    state_hash: str = Field(primary_key=True, max_length=64)
    account: str = Field(max_length=64)
    browser_hash: str = Field(max_length=64)
    expires_at: datetime = Field(index=True)
