"""What repeats are counted from, and the centres whose daily look at them is due (A4.4.4)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import bindparam, col, select

from procedures.control_charts import Share
from procedures.kinds import CaseState, Outcome
from storage import daily, promises
from storage.due_ids import one_of
from storage.prepared import Prepared
from storage.session import Session
from storage.tables import Case, Daily, Revisit, Unit

NAME = "repeats"
_UNITS = Prepared(
    select(Unit.building, func.count())
    .where(col(Unit.centre_id) == bindparam("of_centre"))
    .group_by(col(Unit.building))
)
_OPENED = (
    col(Case.centre_id) == bindparam("of_centre"),
    col(Case.kind).in_(bindparam("of_kinds", expanding=True)),
    col(Case.opened_at) >= bindparam("since"),
    col(Case.opened_at) < bindparam("until"),
)
_COUNTS: Any = (
    select(Case.category, Unit.building, func.count())
    .join(Unit, col(Unit.id) == col(Case.unit_id))
    .where(*_OPENED)
    .group_by(col(Case.category), col(Unit.building))
)
_BEHIND = (
    select(Case.id)
    .join(Unit, col(Unit.id) == col(Case.unit_id))
    .where(
        *_OPENED,
        col(Case.category) == bindparam("of_category"),
        col(Unit.building) == bindparam("of_building"),
    )
    .order_by(col(Case.id))
)
_FIRST = Prepared(select(func.min(Case.opened_at)).where(col(Case.centre_id) == bindparam("of_centre")))
_KEPT = Prepared(
    select(func.count().filter(col(Case.promise_kept).is_(True)), func.count())
    .select_from(Case)
    .where(
        col(Case.centre_id) == bindparam("of_centre"),
        # every state is named, so that the index of a centre's states leads to the times
        one_of(Case.state, list(CaseState)),
        col(Case.reply_by) >= bindparam("since"),
        col(Case.reply_by) < bindparam("until"),
        col(Case.promise_kept).is_not(None),
    )
)
_SOLVED = Prepared(
    select(func.count().filter(col(Revisit.outcome) == str(Outcome.SOLVED)), func.count())
    .select_from(Revisit)
    .where(
        col(Revisit.centre_id) == bindparam("of_centre"),
        col(Revisit.done_at) >= bindparam("since"),
        col(Revisit.done_at) < bindparam("until"),
        col(Revisit.outcome).is_not(None),
    )
)


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
    found = session.exec(_COUNTS, params=_span(centre_id, kinds, since, until))
    return {(category, building): many for category, building, many in found}


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
    mine = {**_span(centre_id, kinds, since, until), "of_category": category, "of_building": building}
    return [each for each in session.exec(_BEHIND, params=mine) if each is not None]


def units(session: Session, centre_id: int) -> dict[str, int]:
    """How many flats each building has."""
    session.flush()
    return dict(_UNITS.all(session, of_centre=centre_id))


def first_opened(session: Session, centre_id: int) -> datetime | None:
    """Since when the centre has had cases at all."""
    session.flush()
    [(found,)] = _FIRST.all(session, of_centre=centre_id)
    return found


def kept(session: Session, centre_id: int, *, since: datetime, until: datetime) -> Share:
    """Promises kept, of those that fell due in that time."""
    session.flush()
    newest = _share(_KEPT, session, centre_id, since, until)
    earlier = promises.kept_before(session, centre_id, since=since, until=until)
    return Share(newest.good + earlier, newest.of + earlier)


def solved(session: Session, centre_id: int, *, since: datetime, until: datetime) -> Share:
    """Revisits whose owner said that it was solved, of those answered in that time."""
    session.flush()
    return _share(_SOLVED, session, centre_id, since, until)


def _share(counted: Prepared, session: Session, centre_id: int, since: datetime, until: datetime) -> Share:
    [row] = counted.all(session, of_centre=centre_id, since=since, until=until)
    return Share(*row)


def _span(centre_id: int, kinds: Collection[str], since: datetime, until: datetime) -> dict[str, Any]:
    return {"of_centre": centre_id, "of_kinds": list(kinds), "since": since, "until": until}
