"""A director's revisits of a month: counted from what was recorded, whatever rule asked for it (A3.1-a)."""

from datetime import datetime

from desk.centres import Working
from procedures.months import Month
from storage import Session, cases, quotas
from storage.tables import Quota

REMINDER = "director_quota"


def made_in(session: Session, quota: Quota, desk: Working) -> int:
    """How many revisits by phone or at the door this director has on record in the month."""
    rule, month = desk.procedure.revisiting.quota, Month.read(quota.month)
    if rule is None:
        return 0
    since, until = month.begins(desk.calendar), month.ends(desk.calendar)
    return quotas.made(session, quota.staff_id, forms=rule.forms, since=since, until=until)


def made_ids_in(session: Session, quota: Quota, desk: Working) -> list[int]:
    """Those that `made_in` counts."""
    rule, month = desk.procedure.revisiting.quota, Month.read(quota.month)
    if rule is None:
        return []
    since, until = month.begins(desk.calendar), month.ends(desk.calendar)
    return quotas.made_ids(session, quota.staff_id, forms=rule.forms, since=since, until=until)


def visited(session: Session, staff_id: int | None, desk: Working, *, now: datetime) -> None:
    """A person has a revisit on record: a director whose month is full is reminded of it no more."""
    quota = quotas.of(session, staff_id, str(Month.of(now, desk.calendar))) if staff_id is not None else None
    if quota is not None and made_in(session, quota, desk) >= quota.wanted:
        end_reminder(session, quota, now=now)


def end_reminder(session: Session, quota: Quota, *, now: datetime) -> None:
    if task := cases.open_task(session, REMINDER, key_of(quota)):
        task.done_at, task.done_by = now, quota.staff_id
        session.signals.add(f"centre:{quota.centre_id}")


def key_of(quota: Quota) -> str:
    return f"{quota.staff_id}:{quota.month}"
