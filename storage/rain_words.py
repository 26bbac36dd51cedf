"""What rain asks, set-based: a line in each transcript, a row in the outbox, a task where no chat reaches."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Insert,
    String,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.rain_who import Ask, moment, reach_of
from storage.session import Session
from storage.tables import Case, Contact, Message, Outbox, Revisit, Task

TASK, WEB = "storm_visit", "web:"
REVISIT, NUMBER = "#revisit#", "#number#"


class seconds_after(FunctionElement[datetime]):  # noqa: N801  reads like the SQL function it is
    """A moment and a number of seconds later than it: each database has its own words for that."""

    inherit_cache = True
    type = UTCDateTime()


@compiles(seconds_after, "sqlite")
def _sqlite_later(element: Any, compiler: Any, **more: Any) -> str:
    moment, seconds = (compiler.process(each, **more) for each in element.clauses)
    # the six digits that SQLAlchemy writes; SQLite knows three
    return f"strftime('%Y-%m-%d %H:%M:%f', {moment}, ({seconds}) || ' seconds') || '000'"


@compiles(seconds_after, "postgresql")
def _postgresql_later(element: Any, compiler: Any, **more: Any) -> str:
    moment, seconds = (compiler.process(each, **more) for each in element.clauses)
    return f"(CAST({moment} AS timestamptz) + ({seconds}) * interval '1 second')"


def say(session: Session, ask: Ask, revisits: Sequence[int]) -> int:
    """Put the question into the transcripts, and into the outbox of channels that are sent to."""
    if not revisits:
        return 0
    before = highest(session, Message)
    bodies = {f"body{nth}": body for nth, body in enumerate(ask.templates.values())}
    telling = _telling(tuple(ask.templates))
    said = count_added(session, telling, ask.values(revisits=revisits, **bodies))
    new = {"before": before, "storm": ask.storm_id}
    if count_added(session, _SEND, {**new, "leave_at": ask.leave_at, "spacing": ask.spacing}):
        session.signals.add("outbox")
    # The web chat pulls: it is told that there is something.
    listeners = session.connection().execute(_LISTENERS, new)
    session.signals |= {f"contact:{contact}" for (contact,) in listeners}
    return said


@cache
def _telling(kinds: tuple[tuple[str, str], ...]) -> Insert:
    """The messages of some revisits; a body for each category and language is left open (`body0`, ...)."""
    columns = (col(Revisit.id), col(Revisit.case_id), col(Case.number), col(Case.category))
    to = (
        select(*columns, reach_of().label("reach"))
        .join(Case, col(Case.id) == col(Revisit.case_id))
        .where(col(Revisit.id).in_(bindparam("revisits", expanding=True)))
        # looked up once, and not for each of the bodies
        .cte("reached", nesting=True)
        .prefix_with("MATERIALIZED")
    )
    speaks = select(col(Contact.locale)).where(col(Contact.id) == to.c.reach).scalar_subquery()
    spoken_to = (
        select(to, speaks.label("locale")).where(to.c.reach.is_not(None)).cte("spoken_to", nesting=True)
    )
    of = select(spoken_to.prefix_with("MATERIALIZED")).subquery("asked")
    bodies = [bindparam(f"body{nth}", type_=String()) for nth in range(len(kinds))]
    fits = [((of.c.category == kind) & (of.c.locale == locale)) for kind, locale in kinds]
    chosen = case(*zip(fits, bodies, strict=True), else_=bodies[0])
    values: dict[str, Any] = {
        "centre_id": bindparam("centre"),
        "contact_id": of.c.reach,
        "case_id": of.c.case_id,
        "direction": literal("out"),
        "body": func.replace(func.replace(chosen, NUMBER, of.c.number), REVISIT, cast(of.c.id, String)),
        "revisit_id": of.c.id,
        "at": moment("moment"),
    }
    return insert(Message).from_select(list(values), select(*values.values()).order_by(of.c.id))


def _account() -> ColumnElement[str]:
    return select(col(Contact.account)).where(col(Contact.id) == col(Message.contact_id)).scalar_subquery()


def _is_web() -> ColumnElement[bool]:
    return func.substr(_account(), 1, len(WEB)) == WEB


def _said_since() -> tuple[ColumnElement[bool], ...]:
    """Questions of a storm after the message `before`; others may have written meanwhile."""
    of = select(col(Revisit.storm_id)).where(col(Revisit.id) == col(Message.revisit_id)).scalar_subquery()
    return (col(Message.id) > bindparam("before"), of == bindparam("storm"))


def _sending() -> Insert:
    seconds = (col(Message.id) - bindparam("before") - 1) * bindparam("spacing", type_=Float())
    values: dict[str, Any] = {
        "centre_id": col(Message.centre_id),
        "contact_id": col(Message.contact_id),
        "message_id": col(Message.id),
        "account": _account(),
        "klass": literal("B"),
        "state": literal("open"),
        "try_at": seconds_after(moment("leave_at"), seconds),
        "tries": literal(0),
        "lease_gen": literal(0),
        "ambiguous": literal(value=False),
        "parts_sent": literal(0),
    }
    rows = select(*values.values()).where(*_said_since(), ~_is_web())
    return insert(Outbox).from_select(list(values), rows.order_by(col(Message.id)))


_SEND = _sending()
_LISTENERS = select(col(Message.contact_id)).where(*_said_since(), _is_web())


def list_visits(session: Session, revisits: Sequence[int], *, now: datetime) -> None:
    if revisits:
        session.connection().execute(_LIST, {"revisits": revisits, "moment": now})


def _listing() -> Insert:
    values: dict[str, Any] = {
        "centre_id": col(Revisit.centre_id),
        "kind": literal(TASK),
        "key": literal("revisit:") + cast(col(Revisit.id), String),
        "case_id": col(Revisit.case_id),
        "contact_id": col(Case.contact_id),
        "due_at": moment("moment"),
        "clause": col(Revisit.clause),
        "data": literal("{}"),
        "note": literal(""),
    }
    rows = select(*values.values()).select_from(Revisit).join(Case, col(Case.id) == col(Revisit.case_id))
    chosen = rows.where(col(Revisit.id).in_(bindparam("revisits", expanding=True)))
    return insert(Task).from_select(list(values), chosen)


_LIST = _listing()


def highest(session: Session, table: type[Revisit | Message]) -> int:
    return session.connection().execute(select(func.max(col(table.id)))).scalar() or 0


def count_added(session: Session, rows: Insert, values: dict[str, object]) -> int:
    """Execute an INSERT ... SELECT; how many rows it made, which psycopg tells only when asked to."""
    told = {"preserve_rowcount": True}
    return session.connection().execute(rows, values, execution_options=told).rowcount
