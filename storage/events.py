"""The append-only record of a centre, chained by hash (ARCHITECTURE 13)."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlmodel import bindparam, col, insert, select, update

from storage import failpoints
from storage.prepared import Prepared, insert_once
from storage.session import Session
from storage.tables import CaseEvent, Chain

FIRST = "0" * 64
_BEGIN = insert_once(Chain, "centre_id", "hash")
_NEWEST = Prepared(select(Chain.hash).where(col(Chain.centre_id) == bindparam("centre")).with_for_update())
_ADVANCE = Prepared(
    update(Chain).where(col(Chain.centre_id) == bindparam("centre")).values(hash=bindparam("to"))
)
_ADD = Prepared(insert(CaseEvent), *("centre_id", "case_id", "at", "actor", "what", "clause", "data", "hash"))


def hold(session: Session, centre_id: int) -> None:
    """Stand in line for a centre's record before a lock that is taken after it elsewhere."""
    if not session.is_sqlite:
        _BEGIN.run(session, centre_id=centre_id, hash=FIRST)
        _NEWEST.one(session, centre=centre_id)


def record(
    session: Session,
    *,
    centre_id: int,
    case_id: int | None,
    what: str,
    actor: str,
    at: datetime,
    clause: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Append what happened, to a case or to the centre itself; its hash covers the one before it."""
    newest = _NEWEST.one(session, centre=centre_id)
    if newest is None:
        _BEGIN.run(session, centre_id=centre_id, hash=FIRST)
        newest = _NEWEST.one(session, centre=centre_id)
    assert newest
    details = msgspec.json.encode(data or {}, order="deterministic").decode()
    linked = link(newest[0], case_id, at, actor, what, clause, details)
    _ADD.run(
        session,
        centre_id=centre_id,
        case_id=case_id,
        at=at,
        actor=actor,
        what=what,
        clause=clause,
        data=details,
        hash=linked,
    )
    _ADVANCE.run(session, centre=centre_id, to=linked)
    failpoints.hit("events.appended")
    session.signals.add(f"centre:{centre_id}")


def link(
    before: str, case_id: int | None, at: datetime, actor: str, what: str, clause: str | None, details: str
) -> str:
    """The hash of one event after another."""
    line = "\n".join(
        (before, str(case_id or ""), at.astimezone(UTC).isoformat(), actor, what, clause or "", details)
    )
    return hashlib.sha256(line.encode()).hexdigest()


def broken_at(session: Session, centre_id: int) -> int | None:
    """The id of the first event that does not follow from the one before; 0 for a cut tail, None if sound."""
    before = FIRST
    events = select(CaseEvent).where(col(CaseEvent.centre_id) == centre_id).order_by(col(CaseEvent.id))
    for event in session.exec(events):
        wanted = link(before, event.case_id, event.at, event.actor, event.what, event.clause, event.data)
        if event.hash != wanted:
            return event.id
        before = event.hash
    head = session.exec(select(Chain.hash).where(col(Chain.centre_id) == centre_id)).first()
    return None if (head or FIRST) == before else 0
