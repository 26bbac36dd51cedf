"""The due times that a case has from its first minute: promise, closing, triage, the clock's first look."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from procedures.calendar import Calendar
from procedures.escalation import HANDLER, Standing, next_owed
from procedures.kinds import Category, Kind, Severity
from procedures.procedure import Procedure
from procedures.promises import Due, Promise, close_by, promise, warn_at
from procedures.triage import decide_by


class FirstTimes(NamedTuple):
    """What the owner is promised, and every time of the new case by its column."""

    reply: Promise
    columns: Mapping[str, Any]


def first_times(
    procedure: Procedure,
    calendar: Calendar,
    *,
    kind: Kind,
    category: Category,
    urgent: bool,
    wished_by: datetime | None,
    now: datetime,
) -> FirstTimes:
    """Counted from the minute of `now`, so that what is kept to is the very minute that the owner reads.

    Raises Refused for a kind to which the procedure gives no reply time.
    """
    since = now.replace(second=0, microsecond=0)
    if wished_by is not None:
        return _count(procedure, calendar, kind, category, urgent, wished_by, since)
    return _of_this_minute(procedure, calendar, kind, category, urgent, since)


@lru_cache(maxsize=512)
def _of_this_minute(
    procedure: Procedure,
    calendar: Calendar,
    kind: Kind,
    category: Category,
    urgent: bool,
    since: datetime,
) -> FirstTimes:
    """When many write at once, a burst pipe's whole building, the same is counted once."""
    return _count(procedure, calendar, kind, category, urgent, None, since)


def _count(
    procedure: Procedure,
    calendar: Calendar,
    kind: Kind,
    category: Category,
    urgent: bool,
    wished_by: datetime | None,
    since: datetime,
) -> FirstTimes:
    reply = promise(procedure, calendar, kind=kind, urgent=urgent, wished_by=wished_by, now=since)
    close = close_by(procedure, calendar, kind=kind, severity=Severity.ORDINARY, category=category, now=since)
    warned_at = warn_at(procedure, calendar, since=since, by=close.by) if close else None
    triage = decide_by(procedure, calendar, kind=kind, now=since)
    fresh = _fresh(kind, reply, close, warned_at, urgent=urgent, since=since)
    owed = next_owed(procedure.deadlines, calendar, fresh)
    columns = {
        "reply_by": reply.reply_by,
        "reply_clause": reply.clause,
        "reply_steps": msgspec.json.encode(reply.steps).decode(),
        "warn_at": reply.warn_at,
        "close_by": close.by if close else None,
        "close_clause": close.clause if close else None,
        "close_steps": msgspec.json.encode(close.steps).decode() if close else "[]",
        "close_warn_at": warned_at,
        "look_at": owed.at if owed else None,
        "triage_by": triage.by if triage else None,
        "triage_look_at": triage.by if triage else None,
    }
    return FirstTimes(reply, columns)


def _fresh(
    kind: Kind,
    reply: Promise,
    close: Due | None,
    warned_at: datetime | None,
    *,
    urgent: bool,
    since: datetime,
) -> Standing:
    """A case that nobody has yet (A3.3)."""
    return Standing(
        kind=kind,
        urgent=urgent,
        opened_at=since,
        level=HANDLER,
        stepped_at=None,
        reply_by=reply.reply_by,
        close_by=close.by if close else None,
        close_clause=close.clause if close else "",
        close_warn_at=warned_at,
        close_warned=False,
        close_counted=False,
        is_unassigned=True,
        alarmed_at=None,
    )
