"""Whom rain asks about: leak repairs done before it, who can be reached and how (B4.1.2.3-C).

The statements are built once, when the first storm asks, with what one storm asks left open (`Ask.values`):
building them costs more than running them. What is looked up row by row is a scalar subquery, which no
planner turns into a join over whole tables, however old its statistics.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, bindparam, func, literal, select, text, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from procedures.kinds import CaseState, Kind, RevisitForm, RevisitState
from storage.due_ids import one_of
from storage.prepared import Prepared
from storage.tables import Case, Contact, Conversation, Revisit

OPEN = (RevisitState.PLANNED, RevisitState.ASKED, RevisitState.REMINDED, RevisitState.PHONE)
# as the partial index has it: SQLite does not see that "awaits_rain = 1" is the same
AWAITS_RAIN = text('"case".awaits_rain')
BEGINNING, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
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

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(sorted({category for category, _ in self.templates}))

    def values(self, **more: object) -> dict[str, object]:
        """What the statements of this module and of those that write leave open."""
        return {
            "centre": self.centre_id,
            "storm": self.storm_id,
            "rain_at": self.started_at,
            "clause_id": self.clause,
            "moment": self.now,
            "busy_since": self.busy_since or NEVER,
            **more,
        }


def moment(name: str) -> ColumnElement[datetime]:
    return bindparam(name, type_=UTCDateTime())


def page(after: Cursor) -> dict[str, object]:
    """Where the next chunk begins, for `next_page` and `beyond`."""
    return {"after_at": after[0] or BEGINNING, "after_id": after[1]}


def _place() -> ColumnElement[Any]:
    return tuple_(col(Case.resolved_at), col(Case.id))


def _beyond() -> tuple[Any, ...]:
    # the plain bound beside the pair's, so that both databases begin where the last chunk ended
    later = _place() > tuple_(moment("after_at"), bindparam("after_id", type_=BigInteger()))
    return (col(Case.resolved_at) >= moment("after_at"), later)


def _until() -> tuple[Any, ...]:
    not_later = _place() <= tuple_(moment("last_at"), bindparam("last_id", type_=BigInteger()))
    return (col(Case.resolved_at) <= moment("last_at"), not_later)


def _in_index() -> tuple[Any, ...]:
    return (col(Case.centre_id) == bindparam("centre"), AWAITS_RAIN)


def _awaiting(categories: Sequence[str]) -> tuple[Any, ...]:
    return (
        *_in_index(),
        col(Case.kind) == str(Kind.REPAIR),
        one_of(Case.category, categories),
        # no column any more, so that no planner prefers the index of states to the one in the rain's order
        one_of(func.coalesce(col(Case.state), ""), (CaseState.RESOLVED, CaseState.CLOSED)),
    )


def _is_asked() -> ColumnElement[Any]:
    open_ones = aliased(Revisit)
    of_rain = (
        col(open_ones.case_id) == col(Case.id),
        # expressions, so that a case's few revisits are looked at and not all of a storm's
        (col(open_ones.storm_id) + 0).is_not(None),
        (col(open_ones.storm_id) + 0 == bindparam("storm")) | one_of(open_ones.state, OPEN),
    )
    return select(literal(1)).where(*of_rain).limit(1).correlate(Case).scalar_subquery()


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


def is_free(contact: ColumnElement[int | None]) -> ColumnElement[bool]:
    """Not in the middle of a dialog: no flow runs that was answered a short while ago."""
    talking = select(literal(1)).where(
        col(Conversation.contact_id) == contact,
        col(Conversation.heard_at) > moment("busy_since"),
        col(Conversation.state).startswith('{"run":'),
    )
    return talking.limit(1).scalar_subquery().is_(None)


def of_storm(storm_id: int, after: int, *states: str) -> tuple[ColumnElement[bool], ...]:
    """Questions by chat only: a visit that was planned from an answer has a life of its own."""
    return (
        col(Revisit.storm_id) == storm_id,
        col(Revisit.id) > after,
        col(Revisit.form) == RevisitForm.CHAT,
        col(Revisit.state).in_(states),
    )


@cache
def next_page() -> Prepared:
    """What was done before the rain and waits for it, in the index's own order: id, resolved_at."""
    return Prepared(
        # Nothing but the index is asked here, so that no planner looks at more of them than are taken.
        select(col(Case.id), col(Case.resolved_at))
        .where(*_in_index(), *_beyond(), col(Case.resolved_at) < moment("rain_at"))
        .order_by(col(Case.resolved_at), col(Case.id))
        .limit(bindparam("most", type_=Integer))
        .offset(bindparam("skipped", type_=Integer))
    )


def of_page(categories: Sequence[str]) -> Any:
    """Those up to a page's last that nobody asks about yet: id, resolved_at, owner_id, unit_id, reach."""
    chosen = select(col(Case.id), col(Case.resolved_at), col(Case.owner_id), col(Case.unit_id))
    # One upper bound: with a second one SQLite may read on to it, far behind the page.
    which = (*_awaiting(categories), *_beyond(), *_until(), _is_asked().is_(None))
    return chosen.add_columns(reach_of().label("reach")).where(*which)
