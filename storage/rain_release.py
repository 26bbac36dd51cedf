"""Asking many owners at once after a storm: set-based, a chunk per transaction, never the same case twice.

Each chunk is an INSERT ... SELECT per table over the same rows; which rows those are is told by their ids
being above the highest before, under the campaign's lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Insert,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from procedures.kinds import RevisitForm, RevisitState, Role
from storage.prepared import Prepared
from storage.rain_who import (
    NEVER,
    OPEN,
    Ask,
    Cursor,
    is_free,
    moment,
    next_page,
    of_page,
    of_storm,
    page,
    reach_of,
)
from storage.rain_words import TASK, highest, list_these, list_visits, say
from storage.session import Session
from storage.tables import Case, Contact, Message, Outbox, Revisit, Task

RULE = "storm"


@dataclass(frozen=True)
class Chunk:
    """What one chunk did: rows, messages, where the next begins (resolved_at, case or revisit id).

    `some_were_busy`: owners in the middle of a dialog were left for a later pass.
    """

    rows: int
    said: int = 0
    last_at: datetime | None = None
    last_id: int = 0
    some_were_busy: bool = False


def ask_some(session: Session, ask: Ask, *, after: Cursor, most: int) -> Chunk:
    """Plan and ask the next cases; owners that no chat reaches go straight to the list of visits."""
    here = page(after)
    rows, (last_id, last_at) = _page(session, ask.values(**here), most)
    if not rows:
        return Chunk(0)
    before = highest(session, Revisit)
    till_last = ask.values(**here, last_at=last_at, last_id=last_id)
    planning = _planning(ask.categories)
    planned = planning.plan.run(session, **till_last)
    said = say(session, ask, state=RevisitState.ASKED, after=before) if planned else 0
    if said < planned:
        list_visits(session, ask, after=before)
    # whoever of the page is not planned was asked before, or is busy and could be asked still
    some_were_busy = planned < rows and planning.left.one(session, **till_last) is not None
    return Chunk(rows, said, last_at, last_id, some_were_busy)


def _page(session: Session, values: dict[str, object], most: int) -> tuple[int, Any]:
    """How many repairs the next page has, and its last: one row is read, until the last page comes."""
    full = next_page().one(session, **values, most=1, skipped=most - 1)
    if full:
        return most, full
    rest = next_page().all(session, **values, most=most, skipped=0)
    return len(rest), rest[-1] if rest else (0, None)


def remind_some(session: Session, ask: Ask, *, after: int, most: int) -> Chunk:
    """Ask the silent once more; whoever cannot be reached any more is left for the list of visits."""
    reach = reach_of()
    silent = (
        select(col(Revisit.id))
        .join(Case, col(Case.id) == col(Revisit.case_id))
        .where(*of_storm(ask.storm_id, after, RevisitState.ASKED), reach.is_not(None), is_free(reach))
        .order_by(col(Revisit.id))
        .limit(most)
        .with_for_update(of=Revisit)
    )
    ids = _ids(session, silent, {"busy_since": ask.busy_since or NEVER})
    if not ids:
        return Chunk(0)
    _set(session, ids, state=RevisitState.REMINDED)
    said = say(session, ask, state=RevisitState.REMINDED, after=after, last=ids[-1])
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
    list_these(session, ids, now=now)
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


def _set(session: Session, ids: Sequence[int], **values: Any) -> None:
    session.connection().execute(update(Revisit).where(col(Revisit.id).in_(ids)).values(**values))


def _ids(session: Session, chosen: Select[Any], values: dict[str, object] | None = None) -> list[int]:
    return [row[0] for row in session.connection().execute(chosen, values or {})]


@dataclass(frozen=True)
class _Planning:
    """`plan` writes a page's questions as revisits; `left` finds a repair of it that has none yet."""

    plan: Prepared
    left: Prepared


@lru_cache(maxsize=16)
def _planning(categories: tuple[str, ...]) -> _Planning:
    return _Planning(Prepared(_insert_of(categories)), Prepared(of_page(categories).limit(1)))


def _insert_of(categories: tuple[str, ...]) -> Insert:
    """Asked, or on the list of visits when no chat reaches the owner."""
    # looked up once, and not wherever it is named
    once: Any = of_page(categories).cte("repairs", nesting=True).prefix_with("MATERIALIZED")
    of = select(once).where(is_free(once.c.reach)).subquery("free")
    rounds = aliased(Revisit)
    nth = select(func.coalesce(func.max(rounds.round), 0) + 1).where(col(rounds.case_id) == of.c.id)
    is_reached = of.c.reach.is_not(None)
    values: dict[str, Any] = {
        "centre_id": bindparam("centre"),
        "case_id": of.c.id,
        "owner_id": of.c.owner_id,
        "unit_id": of.c.unit_id,
        "key": literal(f"{RULE}:") + cast(bindparam("storm"), String) + ":" + cast(of.c.id, String),
        "rule": literal(RULE),
        "round": nth.scalar_subquery(),
        "form": literal(str(RevisitForm.CHAT)),
        "by_whom": literal(str(Role.ASSISTANT)),
        "clause": bindparam("clause_id"),
        "state": case((is_reached, str(RevisitState.ASKED)), else_=str(RevisitState.PHONE)),
        "why": case((is_reached, null()), else_="unreachable"),
        "due_at": moment("moment"),
        "asked_at": case((is_reached, moment("moment")), else_=null()),
        "storm_id": bindparam("storm"),
        **{name: literal("") for name in ("words", "also", "reason")},
        "tries": literal(0),
    }
    rows = select(*values.values()).select_from(of).order_by(of.c.resolved_at, of.c.id)
    return insert(Revisit).from_select(list(values), rows, include_defaults=False)
