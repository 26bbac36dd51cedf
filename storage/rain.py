"""What fell: hours by source as they are known now, and how each source does."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects import postgresql
from sqlmodel import bindparam, col, or_, select, update

from procedures.rain import Hour
from storage.cases import count_changed
from storage.prepared import Prepared, insert_once
from storage.session import Session
from storage.tables import Centre, RainHour, RainWatch

_NEW = insert_once(RainHour, "centre_id", "source", "ends_at", "mm", "heard_at", "revised")
_REVISED = Prepared(
    update(RainHour)
    .where(
        col(RainHour.centre_id) == bindparam("of_centre"),
        col(RainHour.source) == bindparam("by_source"),
        col(RainHour.ends_at) == bindparam("at_end"),
        # what was known is not forgotten because a later answer has a hole there
        or_(col(RainHour.mm).is_(None), col(RainHour.mm) != bindparam("fell")),
    )
    .values(mm=bindparam("fell"), heard_at=bindparam("now"), revised=RainHour.revised + 1)
)
_WATCH = Prepared(
    postgresql.insert(RainWatch).on_conflict_do_nothing(),
    *("centre_id", "source", "next_at", "since", "tries"),
)


_HOURS = Prepared(
    select(RainHour.ends_at, RainHour.mm)
    .where(
        col(RainHour.centre_id) == bindparam("of_centre"),
        col(RainHour.source) == bindparam("by_source"),
        col(RainHour.ends_at) > bindparam("since"),
        col(RainHour.ends_at) <= bindparam("until"),
    )
    .order_by(col(RainHour.ends_at))
)
_SOURCES = Prepared(
    select(RainHour.source)
    .where(col(RainHour.centre_id) == bindparam("of_centre"), col(RainHour.ends_at) > bindparam("since"))
    .distinct()
)
_ONE_WATCH = (
    select(RainWatch)
    .where(
        col(RainWatch.centre_id) == bindparam("of_centre"), col(RainWatch.source) == bindparam("by_source")
    )
    .with_for_update()
    .execution_options(populate_existing=True)
)


def keep(session: Session, centre_id: int, source: str, hours: Sequence[Hour], *, now: datetime) -> int:
    """Write hours down; how many changed. A new figure is a revision, no figure never replaces one."""
    changed = 0
    for hour in sorted(hours):
        row = {"centre_id": centre_id, "source": source, "ends_at": hour.ends_at, "mm": hour.mm}
        if _NEW.run(session, **row, heard_at=now, revised=0):
            changed += 1
        elif hour.mm is not None:
            where = {"of_centre": centre_id, "by_source": source, "at_end": hour.ends_at}
            changed += _REVISED.run(session, **where, fell=hour.mm, now=now)
    return changed


def hours(session: Session, centre_id: int, source: str, *, since: datetime, until: datetime) -> list[Hour]:
    """The hours of a source that end after `since` and not after `until`, in time's order."""
    session.flush()
    mine = {"of_centre": centre_id, "by_source": source, "since": since, "until": until}
    return [Hour(ends_at, mm) for ends_at, mm in _HOURS.all(session, **mine)]


def rows(
    session: Session, centre_id: int, source: str, *, since: datetime, until: datetime
) -> Sequence[RainHour]:
    """The same with what is known about each."""
    chosen = select(RainHour).where(
        RainHour.centre_id == centre_id,
        RainHour.source == source,
        col(RainHour.ends_at) > since,
        col(RainHour.ends_at) <= until,
    )
    return session.exec(chosen.order_by(col(RainHour.ends_at))).all()


def sources(session: Session, centre_id: int, *, since: datetime) -> list[str]:
    """Who told of hours after `since`."""
    session.flush()
    return sorted(source for (source,) in _SOURCES.all(session, of_centre=centre_id, since=since))


def places(session: Session) -> list[tuple[int, float, float]]:
    """Centres that know where they are: id, latitude, longitude."""
    chosen = select(Centre.id, Centre.latitude, Centre.longitude).where(
        col(Centre.latitude).is_not(None), col(Centre.longitude).is_not(None)
    )
    found = session.exec(chosen.order_by(col(Centre.id)))
    return [(id_, lat, lon) for id_, lat, lon in found if id_ and lat is not None and lon is not None]


def begin_watching(
    session: Session, centre_id: int, source: str, *, first_at: datetime, now: datetime
) -> None:
    """A source of a centre is looked at from now on; nothing when it is already."""
    row = {"centre_id": centre_id, "source": source, "next_at": first_at, "since": now}
    _WATCH.run(session, **row, tries=0)


def claim(session: Session, source: str, *, now: datetime, until: datetime, most: int) -> list[RainWatch]:
    """Take watches that are due; another process, or this one after a fall, finds them again at `until`."""
    due = (
        select(RainWatch)
        .where(RainWatch.source == source, col(RainWatch.next_at) <= now)
        .order_by(col(RainWatch.next_at))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = list(session.exec(due))
    for watch in found:
        watch.next_at = until
    session.flush()
    return found


def watch(session: Session, centre_id: int, source: str) -> RainWatch | None:
    """How a source does; locked where rows can be."""
    return session.exec(_ONE_WATCH, params={"of_centre": centre_id, "by_source": source}).one_or_none()


def watches(session: Session, centre_id: int) -> Sequence[RainWatch]:
    mine = select(RainWatch).where(RainWatch.centre_id == centre_id)
    return session.exec(mine.order_by(col(RainWatch.source))).all()


def stop_watching(session: Session, centre_id: int) -> int:
    """The centre has moved, or nobody looks any more: its sources begin anew."""
    mine = select(RainWatch).where(RainWatch.centre_id == centre_id)
    found = session.exec(mine).all()
    for each in found:
        session.delete(each)
    session.flush()
    return len(found)


def put_off(session: Session, centre_id: int, source: str, *, until: datetime, trouble: str | None) -> bool:
    """Ask again then."""
    mine = (col(RainWatch.centre_id) == centre_id, col(RainWatch.source) == source)
    values = {"next_at": until, "trouble": trouble, "tries": RainWatch.tries + 1}
    return bool(count_changed(session.exec(update(RainWatch).where(*mine).values(**values))))
