"""Due work about rain: campaigns are carried on, and long dryness is told once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from desk import campaigns
from desk.centres import working
from desk.due_unit import Unit
from storage import Session, cases, storms
from storage.cases import NewTask

ONE_CHUNK, A_DAY = 1, timedelta(days=1)


def _campaigns(session: Session, now: datetime, most: int) -> Sequence[int]:
    """One chunk to a transaction: between two of them owners have their turn."""
    return storms.due_campaigns(session, now, min(most, ONE_CHUNK))


def _dry_for_long(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Centres that have waited for as many days as their own procedure says."""
    some_time = storms.waiting_long(session, since=now - A_DAY)
    return [each for each in some_time if _waits_long(session, each, now)][:most]


def _waits_long(session: Session, centre_id: int, now: datetime) -> bool:
    rules = working(session, centre_id, now=now).procedure.rain
    if rules is None:
        return False
    since = now - rules.quiet_days * A_DAY
    return bool(storms.waiting_long(session, since=since, centre_id=centre_id))


def _tell(session: Session, centre_id: int, now: datetime) -> None:
    """Nobody is asked without rain: staff know how many wait, and may look themselves."""
    rules = working(session, centre_id, now=now).procedure.rain
    assert rules is not None
    last = storms.last_rain(session, centre_id)
    data = {"waiting": storms.awaiting(session, centre_id), "days": rules.quiet_days}
    task = NewTask(
        centre_id,
        "no_storm",
        f"{centre_id}:{now:%Y%m%d%H%M}" if last is None else f"{centre_id}:{last:%Y%m%d%H}:{now:%Y%m%d}",
        due_at=now,
        clause=rules.clause,
        data=msgspec.json.encode(data).decode(),
    )
    cases.add_task(session, task)


def _not_put_off(_session: Session, centre_id: int, _now: datetime) -> int:
    """Whoever was not told is found again."""
    return centre_id


carry_campaigns_on = Unit(
    "carry_campaigns_on", _campaigns, campaigns.carry_on, campaigns.put_off, gives_way=True
)
tell_of_long_dryness = Unit("tell_of_long_dryness", _dry_for_long, _tell, _not_put_off)
