"""What repeats are counted from, and the centres whose daily look at them is due (A4.4.4)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func
from sqlmodel import col, select

from procedures.control_charts import Share
from procedures.kinds import CaseState, Outcome
from storage import daily, promises
from storage.session import Session
from storage.tables import Case, Daily, Revisit, Unit

NAME = "repeats"


def to_count(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Centres whose daily look is due; not locked."""
    return daily.due(session, NAME, now, most)


def take_day(session: Session, centre_id: int, now: datetime) -> Daily | None:
    """The centre's day, locked; None when another has just looked."""
    return daily.take(session, centre_id, NAME, now)


def counts(
    session: Session, centre_id: int, kinds: Collection[str], *, since: datetime, until: datetime
) -> dict[tuple[str, str], int]:
    """Cases opened in that time, by category and building."""
    chosen: Any = (
        select(Case.category, Unit.building, func.count())
        .join(Unit, col(Unit.id) == col(Case.unit_id))
        .where(*_opened(centre_id, kinds, since, until))
        .group_by(col(Case.category), col(Unit.building))
    )
    return {(category, building): many for category, building, many in session.exec(chosen)}


def behind(
    session: Session,
    centre_id: int,
    kinds: Collection[str],
    *,
    category: str,
    building: str,
    since: datetime,
    until: datetime,
) -> list[int]:
    """The cases that a count is made of."""
    chosen = (
        select(Case.id)
        .join(Unit, col(Unit.id) == col(Case.unit_id))
        .where(*_opened(centre_id, kinds, since, until), Case.category == category, Unit.building == building)
    )
    return [each for each in session.exec(chosen.order_by(col(Case.id))) if each is not None]


def units(session: Session, centre_id: int) -> dict[str, int]:
    """How many flats each building has."""
    chosen: Any = select(Unit.building, func.count()).where(Unit.centre_id == centre_id)
    return dict(session.exec(chosen.group_by(Unit.building)).all())


def first_opened(session: Session, centre_id: int) -> datetime | None:
    """Since when the centre has had cases at all."""
    return session.exec(select(func.min(Case.opened_at)).where(Case.centre_id == centre_id)).one()


def kept(session: Session, centre_id: int, *, since: datetime, until: datetime) -> Share:
    """Promises kept, of those that fell due in that time."""
    # every state is named, so that the index of a centre's states leads to the times
    of = and_(
        col(Case.centre_id) == centre_id,
        col(Case.state).in_(list(CaseState)),
        col(Case.reply_by) >= since,
        col(Case.reply_by) < until,
        col(Case.promise_kept).is_not(None),
    )
    newest = _share(session, Case, col(Case.promise_kept).is_(True), of)
    earlier = promises.kept_before(session, centre_id, since=since, until=until)
    return Share(newest.good + earlier, newest.of + earlier)


def solved(session: Session, centre_id: int, *, since: datetime, until: datetime) -> Share:
    """Revisits whose owner said that it was solved, of those answered in that time."""
    of = and_(
        col(Revisit.centre_id) == centre_id,
        col(Revisit.done_at) >= since,
        col(Revisit.done_at) < until,
        col(Revisit.outcome).is_not(None),
    )
    return _share(session, Revisit, col(Revisit.outcome) == Outcome.SOLVED, of)


def _share(session: Session, table: type[Case | Revisit], good: Any, of: Any) -> Share:
    chosen: Any = select(func.count().filter(good), func.count()).select_from(table).where(of)
    return Share(*session.exec(chosen).one())


def _opened(centre_id: int, kinds: Collection[str], since: datetime, until: datetime) -> tuple[Any, ...]:
    return (
        col(Case.centre_id) == centre_id,
        col(Case.kind).in_(kinds),
        col(Case.opened_at) >= since,
        col(Case.opened_at) < until,
    )
