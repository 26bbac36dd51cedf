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
from sqlmodel import SQLModel, col
from sqlmodel.sql.sqltypes import UTCDateTime

from procedures.kinds import RevisitForm, RevisitState
from storage.prepared import Prepared
from storage.rain_who import Ask, moment, reach_of
from storage.session import Session
from storage.tables import Case, Contact, Message, Outbox, Revisit, Task

TASK, WEB = "storm_visit", "web:"
# the highest id that PostgreSQL has
LAST = 2**31 - 1
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


def say(session: Session, ask: Ask, *, state: RevisitState, after: int, last: int = LAST) -> int:
    """Some revisits' question goes into the transcripts, and into the outbox of channels that are sent to.

    They are the storm's by chat in this state whose ids are above `after` and not above `last`; how many.
    """
    before = highest(session, Message)
    bodies = {f"body{nth}": body for nth, body in enumerate(ask.templates.values())}
    which = {"of_state": str(state), "after_revisit": after, "last_revisit": last}
    said = _telling(tuple(ask.templates)).run(session, **ask.values(**which, **bodies))
    new = {"before": before, "storm": ask.storm_id}
    if said and _SEND.run(session, **new, leave_at=ask.leave_at, spacing=ask.spacing):
        session.signals.add("outbox")
    # The web chat pulls: it is told that there is something.
    if said:
        session.signals |= {f"contact:{contact}" for (contact,) in _LISTENERS.all(session, **new)}
    return said


def _chosen() -> tuple[ColumnElement[bool], ...]:
    # an expression, so that the few new ones are looked at and not all of the storm's
    return (
        col(Revisit.id) > bindparam("after_revisit"),
        col(Revisit.id) <= bindparam("last_revisit"),
        col(Revisit.storm_id) + 0 == bindparam("storm"),
        col(Revisit.form) == str(RevisitForm.CHAT),
        col(Revisit.state) == bindparam("of_state"),
    )


@cache
def _telling(kinds: tuple[tuple[str, str], ...]) -> Prepared:
    """The messages of some revisits; a body for each category and language is left open (`body0`, ...)."""
    columns = (col(Revisit.id), col(Revisit.case_id), col(Case.number), col(Case.category))
    to = (
        select(*columns, reach_of().label("reach"))
        .join(Case, col(Case.id) == col(Revisit.case_id))
        .where(*_chosen())
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
    return Prepared(
        insert(Message).from_select(
            list(values), select(*values.values()).order_by(of.c.id), include_defaults=False
        )
    )


def _account() -> ColumnElement[str]:
    return select(col(Contact.account)).where(col(Contact.id) == col(Message.contact_id)).scalar_subquery()


def _is_web() -> ColumnElement[bool]:
    return func.substr(_account(), 1, len(WEB)) == WEB


def _said_since() -> tuple[ColumnElement[bool], ...]:
    """Questions of a storm after the message `before`; others may have written meanwhile."""
    of = select(col(Revisit.storm_id)).where(col(Revisit.id) == col(Message.revisit_id)).scalar_subquery()
    return (col(Message.id) > bindparam("before"), of == bindparam("storm"))


def _sending() -> Prepared:
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
    return Prepared(
        insert(Outbox).from_select(list(values), rows.order_by(col(Message.id)), include_defaults=False)
    )


_SEND = _sending()
_LISTENERS = Prepared(select(col(Message.contact_id)).where(*_said_since(), _is_web()))


def list_visits(session: Session, ask: Ask, *, after: int) -> None:
    """A task for each of the storm's revisits above `after` whose owner no chat reaches."""
    which = {"of_state": str(RevisitState.PHONE), "after_revisit": after, "last_revisit": LAST}
    _LIST_NEW.run(session, **ask.values(**which))


def list_these(session: Session, revisits: Sequence[int], *, now: datetime) -> None:
    session.connection().execute(_LIST, {"revisits": revisits, "moment": now})


def _listing(*which: ColumnElement[bool]) -> Insert:
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
    return insert(Task).from_select(list(values), rows.where(*which), include_defaults=False)


_LIST = _listing(col(Revisit.id).in_(bindparam("revisits", expanding=True)))
_LIST_NEW = Prepared(_listing(*_chosen()))
_HIGHEST: dict[type[SQLModel], Prepared] = {
    table: Prepared(select(func.max(col(table.id)))) for table in (Revisit, Message)
}


def highest(session: Session, table: type[Revisit | Message]) -> int:
    [(found,)] = _HIGHEST[table].all(session)
    return found or 0
