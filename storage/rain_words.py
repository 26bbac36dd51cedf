"""What rain asks, set-based: a line in each transcript, a row in the outbox, a task where no chat reaches."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, String, case, cast, func, insert, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.rain_who import Ask, reach_of
from storage.session import Session
from storage.tables import Case, Contact, Message, Outbox, Revisit, Task

TASK = "storm_visit"
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


def say(session: Session, ask: Ask, chosen: ColumnElement[bool]) -> int:
    """Put the question into the transcripts, and into the outbox of channels that are sent to."""
    before = highest(session, Message)
    to = (
        select(
            col(Revisit.id),
            col(Revisit.case_id),
            col(Case.number),
            col(Case.category),
            reach_of().label("reach"),
        )
        .join(Case, col(Case.id) == col(Revisit.case_id))
        .where(chosen)
        .subquery("asked")
    )
    kinds = [
        ((to.c.category == category) & (col(Contact.locale) == locale), body)
        for (category, locale), body in ask.templates.items()
    ]
    filled = func.replace(case(*kinds, else_=next(iter(ask.templates.values()))), NUMBER, to.c.number)
    values: dict[str, Any] = {
        "centre_id": literal(ask.centre_id),
        "contact_id": col(Contact.id),
        "case_id": to.c.case_id,
        "direction": literal("out"),
        "body": func.replace(filled, REVISIT, cast(to.c.id, String)),
        "revisit_id": to.c.id,
        "at": literal(ask.now, UTCDateTime()),
    }
    rows = select(*values.values()).select_from(to).join(Contact, col(Contact.id) == to.c.reach)
    said = count_added(session, insert(Message).from_select(list(values), rows.order_by(to.c.id)))
    _send(session, ask, before)
    session.signals |= _web_listeners(session, ask.storm_id, before)
    return said


def _send(session: Session, ask: Ask, before: int) -> None:
    seconds = (col(Message.id) - before - 1) * ask.spacing
    values: dict[str, Any] = {
        "centre_id": col(Message.centre_id),
        "contact_id": col(Message.contact_id),
        "message_id": col(Message.id),
        "account": col(Contact.account),
        "klass": literal("B"),
        "state": literal("open"),
        "try_at": seconds_after(literal(ask.leave_at, UTCDateTime()), seconds),
        "tries": literal(0),
        "lease_gen": literal(0),
        "ambiguous": literal(value=False),
        "parts_sent": literal(0),
    }
    rows = _said_since(select(*values.values()), ask.storm_id, before).where(~_is_web())
    if count_added(session, insert(Outbox).from_select(list(values), rows.order_by(col(Message.id)))):
        session.signals.add("outbox")


def _web_listeners(session: Session, storm_id: int, before: int) -> set[str]:
    """The web chat pulls: it is told that there is something."""
    chosen = _said_since(select(col(Message.contact_id)), storm_id, before).where(_is_web())
    return {f"contact:{contact}" for (contact,) in session.connection().execute(chosen)}


def _said_since(chosen: Select[Any], storm_id: int, before: int) -> Select[Any]:
    return (
        chosen.select_from(Message)
        .join(Revisit, col(Revisit.id) == col(Message.revisit_id))
        # an expression, so that the few new messages are looked at first and not all contacts
        .join(Contact, col(Contact.id) == col(Message.contact_id) + 0)
        .where(col(Message.id) > before, col(Revisit.storm_id) + 0 == storm_id)
    )


def _is_web() -> ColumnElement[bool]:
    return col(Contact.account).startswith("web:")


def list_visits(session: Session, chosen: ColumnElement[bool], *, now: datetime) -> None:
    values: dict[str, Any] = {
        "centre_id": col(Revisit.centre_id),
        "kind": literal(TASK),
        "key": literal("revisit:") + cast(col(Revisit.id), String),
        "case_id": col(Revisit.case_id),
        "contact_id": col(Case.contact_id),
        "due_at": literal(now, UTCDateTime()),
        "clause": col(Revisit.clause),
        "data": literal("{}"),
        "note": literal(""),
    }
    rows = select(*values.values()).select_from(Revisit).join(Case, col(Case.id) == col(Revisit.case_id))
    filled = insert(Task).from_select(list(values), rows.where(chosen))
    session.connection().execute(filled)


def highest(session: Session, table: type[Revisit | Message]) -> int:
    return session.connection().execute(select(func.max(col(table.id)))).scalar() or 0


def count_added(session: Session, rows: Insert) -> int:
    """Execute an INSERT ... SELECT; how many rows it made, which psycopg tells only when asked to."""
    return session.connection().execute(rows, execution_options={"preserve_rowcount": True}).rowcount
