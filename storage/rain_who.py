"""Whom rain asks about: leak repairs done before it, who can be reached and how (B4.1.2.3-C)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from procedures.kinds import CaseState, Kind, RevisitForm, RevisitState
from storage.tables import Case, Contact, Conversation, Revisit

OPEN = (RevisitState.PLANNED, RevisitState.ASKED, RevisitState.REMINDED, RevisitState.PHONE)
# as the partial index has it: SQLite does not see that "awaits_rain = 1" is the same
AWAITS_RAIN = text('"case".awaits_rain')
Templates = Mapping[tuple[str, str], str]
Cursor = tuple[datetime | None, int]
"""Where the last chunk ended: resolved_at, case id."""


@dataclass(frozen=True)
class Ask:
    """One storm's question. `templates` are message bodies by category and language, the ids left open.

    `leave_at` is when the chunk's first message may leave, the next each `spacing` seconds later; who spoke
    in a dialog after `busy_since` is left for a later pass.
    """

    centre_id: int
    storm_id: int
    started_at: datetime
    clause: str
    templates: Templates
    now: datetime
    leave_at: datetime
    spacing: float
    busy_since: datetime | None


def next_cases(ask: Ask, after: Cursor) -> Select[Any]:
    """Leak repairs done before the rain that none has proved, in the index's own order: id, resolved_at.

    Nothing is joined here, so that no planner looks at more of them than are taken.
    """
    at, case_id = after
    chosen: Any = select(col(Case.id), col(Case.resolved_at)).where(*_awaiting(ask))
    if at is not None:
        since = literal(at, UTCDateTime())
        later = tuple_(col(Case.resolved_at), col(Case.id)) > tuple_(since, literal(case_id))
        # the plain bound beside the pair's, so that both databases begin where the last chunk ended
        chosen = chosen.where(col(Case.resolved_at) >= since, later)
    return chosen.order_by(col(Case.resolved_at), col(Case.id))


def eligible(ask: Ask) -> Select[Any]:
    """Those of them that nobody asks about yet, each with the contact to ask."""
    open_ones = aliased(Revisit)
    asked = exists().where(
        col(open_ones.case_id) == col(Case.id),
        col(open_ones.storm_id).is_not(None),
        (col(open_ones.storm_id) == ask.storm_id) | col(open_ones.state).in_(OPEN),
    )
    columns = (col(Case.id), col(Case.resolved_at), col(Case.owner_id), col(Case.unit_id))
    chosen: Any = select(*columns, reach_of().label("reach"))
    return chosen.where(*_awaiting(ask), ~asked)


def _awaiting(ask: Ask) -> tuple[Any, ...]:
    return (
        col(Case.centre_id) == ask.centre_id,
        AWAITS_RAIN,
        col(Case.resolved_at) < ask.started_at,
        col(Case.kind) == Kind.REPAIR,
        col(Case.category).in_(sorted({category for category, _ in ask.templates})),
        # no column any more, so that no planner prefers the index of states to the one in the rain's order
        func.coalesce(col(Case.state), "").in_((CaseState.RESOLVED, CaseState.CLOSED)),
    )


def reach_of() -> ColumnElement[int | None]:
    """The contact that a case's owner can be asked at: the one it came from, else another of the owner."""
    own, other = aliased(Contact), aliased(Contact)
    first = select(col(own.id)).where(col(own.id) == col(Case.contact_id), col(own.unreachable).is_(None))
    second = select(func.max(col(other.id))).where(
        col(other.owner_id) == col(Case.owner_id),
        col(other.centre_id) == col(Case.centre_id),
        col(other.unreachable).is_(None),
    )
    return func.coalesce(first.correlate(Case).scalar_subquery(), second.correlate(Case).scalar_subquery())


def is_busy(ask: Ask, contact: ColumnElement[int | None]) -> ColumnElement[bool]:
    """In the middle of a dialog: a flow runs, and was answered a short while ago."""
    if ask.busy_since is None:
        return literal(value=False)
    talking = select(col(Conversation.contact_id)).where(
        col(Conversation.contact_id) == contact,
        col(Conversation.heard_at) > ask.busy_since,
        col(Conversation.state).startswith('{"run":'),
    )
    return talking.correlate(Case).exists()


def of_storm(storm_id: int, after: int, *states: str) -> tuple[ColumnElement[bool], ...]:
    """Questions by chat only: a visit that was planned from an answer has a life of its own."""
    return (
        col(Revisit.storm_id) == storm_id,
        col(Revisit.id) > after,
        col(Revisit.form) == RevisitForm.CHAT,
        col(Revisit.state).in_(states),
    )
