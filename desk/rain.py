"""What sources say about rain is kept as they say it; silence is told to staff, warnings make them look."""

from collections.abc import Sequence
from datetime import datetime

from desk import storms
from desk.actor import Actor
from desk.centres import working
from desk.noting import note
from procedures.kinds import Role
from procedures.rain import Hour
from procedures.refused import Refused
from storage import Session, cases, rain
from storage.cases import NewTask
from storage.tables import Centre

MAY_PLACE = (Role.DIRECTOR, Role.SUPERVISOR, Role.ADMIN)


def keep_hours(session: Session, centre_id: int, source: str, hours: Sequence[Hour], *, now: datetime) -> int:
    """Keep what fell until now, and look whether it makes or ends a storm; how many hours are new or changed.

    What is yet to come is no rain. The same hours twice change nothing.
    """
    fallen = [hour for hour in hours if hour.ends_at <= now]
    changed = rain.keep(session, centre_id, source, fallen, now=now)
    watch = rain.watch(session, centre_id, source)
    if watch is not None:
        watch.answered_at, watch.trouble, watch.tries = now, None, 0
    if changed:
        storms.look(session, centre_id, now=now)
    session.signals.add(f"centre:{centre_id}")
    return changed


def keep_trouble(
    session: Session, centre_id: int, source: str, trouble: str, *, until: datetime, now: datetime
) -> None:
    """A source had no usable answer; one that has none for long becomes a task, once for each silence."""
    rain.put_off(session, centre_id, source, until=until, trouble=trouble)
    rules, watch = working(session, centre_id, now=now).procedure.rain, rain.watch(session, centre_id, source)
    if rules is None or watch is None:
        return
    silent_since = watch.answered_at or watch.since
    if now - silent_since >= rules.source_silent:
        key = f"{centre_id}:{source}:{silent_since:%Y%m%d%H}"
        task = NewTask(centre_id, "rain_source", key, due_at=now, clause=rules.clause)
        cases.add_task(session, task)


def warn(session: Session, centre_id: int, warning: str, *, now: datetime) -> None:
    """A rainstorm warning proves nothing: staff are told to look, once for each warning."""
    rules = working(session, centre_id, now=now).procedure.rain
    if rules is not None:
        key = f"{centre_id}:{warning}"[:64]
        cases.add_task(session, NewTask(centre_id, "rain_warning", key, due_at=now, clause=rules.clause))


def place(session: Session, *, latitude: float, longitude: float, by: Actor, now: datetime) -> None:
    """Where the centre is; its sources are asked about there from now on. Raises Refused."""
    if by.role not in MAY_PLACE:
        raise Refused("refused.rain_not_yours", role=by.role)
    centre = session.get_one(Centre, by.centre_id, with_for_update=True)
    centre.latitude, centre.longitude = latitude, longitude
    rain.stop_watching(session, by.centre_id)
    note(
        session,
        "centre_placed",
        centre_id=by.centre_id,
        by=by,
        now=now,
        latitude=latitude,
        longitude=longitude,
    )
