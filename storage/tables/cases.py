"""Cases, everything that happened to them, and what staff still have to do."""

from datetime import datetime

from sqlmodel import Field, Index, UniqueConstraint, text

from storage.tables.table import Table


class Case(Table, table=True):
    """One matter of one owner (A4.2.2). Times are UTC; `number` is what people say on the phone.

    `level` is the rung of the escalation ladder that has it now (A3.3), since `stepped_at`, because of
    `stepped_for`; `alarmed_at` is when somebody was last told that nobody has it. `look_at` is when the clock
    has to look at its deadlines again, `triage_look_at` when at its triage and first contact; `awaits_rain`
    marks a leak repair that no heavy rain has proved yet (B4.1.2.3-C), `waits_since` is when its owner was
    asked something.
    """

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("centre_id", "number"),
        Index("case_of_state", "centre_id", "state", "reply_by"),
        Index("case_of_day", "centre_id", "opened_at"),
        Index(
            "case_unanswered",
            "reply_by",
            sqlite_where=text("replied_at IS NULL"),
            postgresql_where=text("replied_at IS NULL"),
        ),
        Index(
            "case_unwarned",
            "warn_at",
            sqlite_where=text("replied_at IS NULL AND warned_at IS NULL"),
            postgresql_where=text("replied_at IS NULL AND warned_at IS NULL"),
        ),
        Index(
            "case_to_look_at",
            "look_at",
            sqlite_where=text("look_at IS NOT NULL"),
            postgresql_where=text("look_at IS NOT NULL"),
        ),
        Index(
            "case_unsolved",
            "opened_at",
            sqlite_where=text("resolved_at IS NULL AND closed_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL AND closed_at IS NULL"),
        ),
        Index(
            "case_to_triage",
            "triage_look_at",
            sqlite_where=text("triage_look_at IS NOT NULL"),
            postgresql_where=text("triage_look_at IS NOT NULL"),
        ),
        Index(
            "case_awaiting_rain",
            "centre_id",
            "resolved_at",
            sqlite_where=text("awaits_rain"),
            postgresql_where=text("awaits_rain"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    number: str = Field(max_length=20)
    kind: str = Field(max_length=16)
    category: str = Field(max_length=32)
    severity: str = Field(default="ordinary", max_length=16)
    state: str = Field(default="open", max_length=16)
    urgent: bool = False
    source: str = Field(default="chat", max_length=16)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    owner_id: int | None = Field(default=None, foreign_key="owner.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    place: str = ""
    story: str
    details: str = "{}"
    visit_from: datetime | None = None
    visit_until: datetime | None = None
    wished_by: datetime | None = None
    reply_by: datetime
    reply_clause: str = Field(max_length=24)
    reply_steps: str = "[]"
    close_steps: str = "[]"
    warn_at: datetime
    warned_at: datetime | None = None
    replied_at: datetime | None = None
    promise_kept: bool | None = None
    close_by: datetime | None = None
    close_clause: str | None = Field(default=None, max_length=24)
    close_warn_at: datetime | None = None
    close_warned_at: datetime | None = None
    close_broken_at: datetime | None = None
    close_kept: bool | None = None
    alarmed_at: datetime | None = None
    waits_since: datetime | None = None
    department_id: int | None = Field(default=None, foreign_key="department.id")
    handler_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    relation: str | None = Field(default=None, max_length=16)
    cause: str = ""
    measure: str = ""
    opened_at: datetime
    reopened_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: str | None = Field(default=None, max_length=16)
    validity: str = Field(default="undecided", max_length=16)
    validity_reason: str = ""
    explanation: str = ""
    helped: str = ""
    triage_by: datetime | None = None
    triage_look_at: datetime | None = None
    triaged_at: datetime | None = None
    triaged_by: int | None = Field(default=None, foreign_key="staff.id")
    cause_kind: str | None = Field(default=None, max_length=16)
    contact_by: datetime | None = None
    first_contact_at: datetime | None = None
    level: str = Field(default="handler", max_length=24)
    stepped_at: datetime | None = None
    stepped_for: str | None = Field(default=None, max_length=16)
    look_at: datetime | None = None
    return_by: datetime | None = None
    returned_at: datetime | None = None
    incident_id: int | None = Field(default=None, index=True)
    constructive: bool = False
    awaits_rain: bool = False
    proved_dry_at: datetime | None = None


class CaseEvent(Table, table=True):
    """Who did what, when, by which clause, to a case or (without one) to the centre, as a storm.

    Append-only, chained by hash per centre.
    """

    __tablename__ = "case_event"
    __table_args__ = (Index("event_of_case", "case_id", "id"), Index("event_of_centre", "centre_id", "id"))

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    case_id: int | None = Field(default=None, foreign_key="case.id")
    at: datetime
    actor: str = Field(max_length=32)
    what: str = Field(max_length=32)
    clause: str | None = Field(default=None, max_length=24)
    data: str = "{}"
    hash: str = Field(max_length=64)


class Chain(Table, table=True):
    """The newest hash of a centre's events; its row lock puts writers of one centre in order."""

    __tablename__ = "chain"

    centre_id: int = Field(primary_key=True, foreign_key="centre.id")
    hash: str = Field(max_length=64)


class Counter(Table, table=True):
    """The last number given, by centre and month."""

    __tablename__ = "counter"

    centre_id: int = Field(primary_key=True, foreign_key="centre.id")
    name: str = Field(primary_key=True, max_length=16)
    value: int


class Task(Table, table=True):
    """What a member of staff has to do by hand: phone an owner, confirm who wrote, look at a failure.

    `for_role` and `staff_id` say whose it is; a task of nobody in particular is everybody's.
    """

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("kind", "key"), Index("task_open", "centre_id", "done_at", "due_at"))

    id: int | None = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="centre.id")
    kind: str = Field(max_length=32)
    key: str = Field(max_length=64)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    due_at: datetime
    clause: str | None = Field(default=None, max_length=24)
    for_role: str | None = Field(default=None, max_length=32)
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    data: str = "{}"
    done_at: datetime | None = None
    done_by: int | None = Field(default=None, foreign_key="staff.id")
    note: str = ""
