"""Asking many owners at once after a storm: set-based, a chunk per transaction, never the same case twice.

Each chunk is an INSERT ... SELECT per table over the same rows; which rows those are is told by their ids
being above the highest before, under the campaign's lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, and_, case, cast, func, insert, literal, null, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from procedures.kinds import RevisitForm, RevisitState, Role
from storage.rain_who import OPEN, Ask, Cursor, eligible, is_busy, next_cases, of_storm, reach_of
from storage.rain_words import TASK, count_added, highest, list_visits, say
from storage.session import Session
from storage.tables import Case, Contact, Message, Outbox, Revisit, Task

RULE = "storm"


@dataclass(frozen=True)
class Chunk:
    """What one chunk did: rows, messages, and where the next begins (resolved_at, case or revisit id)."""

    rows: int
    said: int = 0
    last_at: datetime | None = None
    last_id: int = 0


def ask_some(session: Session, ask: Ask, *, after: Cursor, most: int) -> Chunk:
    """Plan and ask the next cases; owners that no chat reaches go straight to the list of visits."""
    next_ones = _rows(session, next_cases(ask, after).limit(most))
    if not next_ones:
        return Chunk(0)
    before = highest(session, Revisit)
    _plan(session, ask, [case_id for case_id, _ in next_ones])
    mine = and_(col(Revisit.id) > before, col(Revisit.storm_id) + 0 == ask.storm_id)
    said = say(session, ask, mine & (col(Revisit.state) == RevisitState.ASKED))
    list_visits(session, mine & (col(Revisit.state) == RevisitState.PHONE), now=ask.now)
    last_id, last_at = next_ones[-1]
    return Chunk(len(next_ones), said, last_at, last_id)


def remind_some(session: Session, ask: Ask, *, after: int, most: int) -> Chunk:
    """Ask the silent once more; whoever cannot be reached any more is left for the list of visits."""
    reach = reach_of()
    silent = (
        select(col(Revisit.id))
        .join(Case, col(Case.id) == col(Revisit.case_id))
        .where(*of_storm(ask.storm_id, after, RevisitState.ASKED), reach.is_not(None), ~is_busy(ask, reach))
        .order_by(col(Revisit.id))
        .limit(most)
        .with_for_update(of=Revisit)
    )
    ids = _ids(session, silent)
    if not ids:
        return Chunk(0)
    chosen = col(Revisit.id).in_(ids)
    said = say(session, ask, chosen)
    _set(session, ids, state=RevisitState.REMINDED)
    return Chunk(len(ids), said, None, ids[-1])


def list_some(session: Session, storm_id: int, *, after: int, most: int, now: datetime) -> Chunk:
    """Put owners who never answered on the list of visits."""
    states = (RevisitState.ASKED, RevisitState.REMINDED)
    silent = select(col(Revisit.id)).where(*of_storm(storm_id, after, *states))
    ids = _ids(session, silent.order_by(col(Revisit.id)).limit(most).with_for_update())
    if not ids:
        return Chunk(0)
    own = select(col(Contact.id)).join(Case, col(Case.contact_id) == col(Contact.id))
    lost = own.where(col(Case.id) == col(Revisit.case_id), col(Contact.unreachable).is_not(None)).exists()
    _set(session, ids, state=RevisitState.PHONE, why=case((lost, "unreachable"), else_="silent"))
    list_visits(session, col(Revisit.id).in_(ids), now=now)
    return Chunk(len(ids), 0, None, ids[-1])


def take_back_some(session: Session, storm_id: int, *, most: int, why: str, now: datetime) -> Chunk:
    """End the open questions of a storm that was none; what was not sent yet is not sent."""
    still_open = select(col(Revisit.id)).where(*of_storm(storm_id, 0, *OPEN))
    ids = _ids(session, still_open.order_by(col(Revisit.id)).limit(most).with_for_update())
    if not ids:
        return Chunk(0)
    unsent = select(col(Message.id)).where(col(Message.revisit_id).in_(ids))
    waiting = (col(Outbox.message_id).in_(unsent), col(Outbox.done_at).is_(None), col(Outbox.state) == "open")
    session.connection().execute(
        update(Outbox).where(*waiting).values(state="failed", error=why, done_at=now)
    )
    keys = [f"revisit:{each}" for each in ids]
    tasks = (col(Task.kind) == TASK, col(Task.key).in_(keys), col(Task.done_at).is_(None))
    session.connection().execute(update(Task).where(*tasks).values(done_at=now, note=why))
    _set(session, ids, state=RevisitState.SKIPPED, why=why, next_at=None, done_at=now)
    return Chunk(len(ids), 0, None, ids[-1])


def are_left(session: Session, ask: Ask) -> bool:
    """Whether somebody is still to be asked: they were in the middle of a dialog."""
    return bool(_rows(session, eligible(ask).limit(1)))


def _plan(session: Session, ask: Ask, cases: Sequence[int]) -> int:
    chosen = eligible(ask).where(col(Case.id).in_(cases))
    if ask.busy_since is not None:
        chosen = chosen.where(~is_busy(ask, reach_of()))
    of = chosen.order_by(col(Case.resolved_at), col(Case.id)).subquery("repairs")
    rounds = aliased(Revisit)
    nth = select(func.coalesce(func.max(rounds.round), 0) + 1).where(col(rounds.case_id) == of.c.id)
    isreach_ofed = of.c.reach.is_not(None)
    values: dict[str, Any] = {
        "centre_id": literal(ask.centre_id),
        "case_id": of.c.id,
        "owner_id": of.c.owner_id,
        "unit_id": of.c.unit_id,
        "key": literal(f"{RULE}:{ask.storm_id}:") + cast(of.c.id, String),
        "rule": literal(RULE),
        "round": nth.scalar_subquery(),
        "form": literal(RevisitForm.CHAT),
        "by_whom": literal(Role.ASSISTANT),
        "clause": literal(ask.clause),
        "state": case((isreach_ofed, RevisitState.ASKED), else_=RevisitState.PHONE),
        "why": case((isreach_ofed, null()), else_="unreachable"),
        "due_at": literal(ask.now, UTCDateTime()),
        "asked_at": case((isreach_ofed, literal(ask.now, UTCDateTime())), else_=null()),
        "storm_id": literal(ask.storm_id),
        "words": literal(""),
    }
    rows = select(*values.values()).select_from(of).order_by(of.c.resolved_at, of.c.id)
    return count_added(session, insert(Revisit).from_select(list(values), rows))


def _set(session: Session, ids: Sequence[int], **values: Any) -> None:
    session.connection().execute(update(Revisit).where(col(Revisit.id).in_(ids)).values(**values))


def _ids(session: Session, chosen: Select[Any]) -> list[int]:
    return [row[0] for row in _rows(session, chosen)]


def _rows(session: Session, chosen: Select[Any]) -> Sequence[Any]:
    return session.connection().execute(chosen).all()
