"""Storms and campaigns of a centre: found by their time, opened once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select
from sqlalchemy.dialects import postgresql
from sqlmodel import bindparam, col, exists, func, or_, select

from procedures.kinds import CaseState
from storage.due_ids import NOW, DueIds, one_of
from storage.missing import Missing, row_id
from storage.prepared import Prepared
from storage.rain_who import AWAITS_RAIN
from storage.session import Session
from storage.tables import Campaign, Case, Centre, Storm, Task

_OPEN = Prepared(
    postgresql.insert(Campaign).on_conflict_do_nothing(index_elements=["storm_id"]),
    *("centre_id", "storm_id", "phase", "next_at", "begun_at"),
    *("cursor_id", "passes", "some_were_busy", "asked"),
)
RESOLVED = (CaseState.RESOLVED, CaseState.CLOSED)
_UNDER_WAY = select(Storm).where(
    col(Storm.centre_id) == bindparam("of_centre"),
    col(Storm.over_at).is_(None),
    col(Storm.withdrawn_at).is_(None),
)


def same(session: Session, centre_id: int, *, started_at: datetime, over_at: datetime | None) -> list[Storm]:
    """Storms, withdrawn ones too, that overlap this time, from first drops to the end of dry hours."""
    mine = [col(Storm.centre_id) == centre_id]
    mine.append(or_(col(Storm.over_at).is_(None), col(Storm.over_at) > started_at))
    if over_at is not None:
        mine.append(col(Storm.started_at) < over_at)
    return list(session.exec(select(Storm).where(*mine).order_by(col(Storm.started_at))))


def under_way(session: Session, centre_id: int) -> Storm | None:
    return session.exec(_UNDER_WAY, params={"of_centre": centre_id}).one_or_none()


def get(session: Session, storm_id: int, centre_id: int) -> Storm:
    """A storm of this centre, locked. Raises Missing."""
    chosen = select(Storm).where(Storm.id == row_id(storm_id), Storm.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def seen(session: Session, storm_id: int, centre_id: int) -> Storm:
    """A storm of this centre, to look at. Raises Missing."""
    found = session.exec(
        select(Storm).where(Storm.id == storm_id, Storm.centre_id == centre_id)
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def campaign_seen(session: Session, storm_id: int) -> Campaign | None:
    return session.exec(select(Campaign).where(Campaign.storm_id == storm_id)).one_or_none()


def newest(session: Session, centre_id: int, *, most: int = 10) -> Sequence[Storm]:
    chosen = select(Storm).where(Storm.centre_id == centre_id).order_by(col(Storm.started_at).desc())
    return session.exec(chosen.limit(most)).all()


def open_campaign(session: Session, storm: Storm, *, phase: str, next_at: datetime, now: datetime) -> bool:
    """The campaign of a storm; False when it has one already."""
    session.flush()
    row = {"centre_id": storm.centre_id, "storm_id": storm.id, "phase": phase, "next_at": next_at}
    start = {"cursor_id": 0, "passes": 0, "some_were_busy": False, "asked": 0}
    return bool(_OPEN.run(session, **row, **start, begun_at=now))


def campaign_of(session: Session, storm_id: int) -> Campaign | None:
    """Locked where rows can be."""
    chosen = select(Campaign).where(Campaign.storm_id == storm_id).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one_or_none()


def campaigns(session: Session, centre_id: int, *, most: int = 10) -> Sequence[Campaign]:
    chosen = select(Campaign).where(Campaign.centre_id == centre_id).order_by(col(Campaign.id).desc())
    return session.exec(chosen.limit(most)).all()


_DUE = DueIds(select(Campaign.id).where(col(Campaign.next_at) <= NOW).order_by(col(Campaign.next_at)))


def due_campaigns(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Campaigns that the clock has to carry on."""
    return _DUE(session, now, most)


def campaign(session: Session, campaign_id: int) -> Campaign:
    """Locked: one worker at a time carries a campaign on."""
    chosen = select(Campaign).where(Campaign.id == campaign_id).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one()


def storm_of(session: Session, campaign: Campaign) -> Storm:
    return session.get_one(Storm, campaign.storm_id)


def _waiting_long() -> Select[Any]:
    counts = (col(Storm.centre_id) == col(Centre.id), col(Storm.withdrawn_at).is_(None))
    rained = exists().where(*counts, col(Storm.ended_at) > bindparam("since"))
    after_task = exists().where(*counts, col(Storm.ended_at) > col(Task.due_at))
    told = exists().where(col(Task.centre_id) == col(Centre.id), col(Task.kind) == "no_storm", ~after_task)
    waits = exists().where(
        col(Case.centre_id) == col(Centre.id),
        AWAITS_RAIN,
        col(Case.resolved_at) < bindparam("since"),
        one_of(Case.state, RESOLVED),
    )
    return select(Centre.id).where(waits, ~rained, ~told).order_by(col(Centre.id))


_WAITING_LONG = Prepared(_waiting_long())


def waiting_long(session: Session, *, since: datetime, centre_id: int | None = None) -> Sequence[int]:
    """Centres whose leak repairs have waited since before then without a storm, and nobody was told yet."""
    session.flush()
    found = [each for (each,) in _WAITING_LONG.all(session, since=since)]
    return found if centre_id is None else [each for each in found if each == centre_id]


def last_rain(session: Session, centre_id: int) -> datetime | None:
    """When the last storm that counts ended."""
    mine = (Storm.centre_id == centre_id, col(Storm.withdrawn_at).is_(None))
    return session.exec(select(func.max(Storm.ended_at)).where(*mine)).one()


def awaiting(session: Session, centre_id: int) -> int:
    """How many leak repairs wait for rain."""
    waiting = select(func.count()).select_from(Case).where(Case.centre_id == centre_id, AWAITS_RAIN)
    return session.exec(waiting).one()


def oldest_kept(now: datetime) -> datetime:
    """Rain of before then is not looked at any more: every storm of it was noticed long ago."""
    return now - timedelta(days=10)
