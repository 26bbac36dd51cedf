"""The director's two a month: opened with it, reminded of from the 20th on, counted at its end (A3.1-a)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.actor import THE_BOT
from desk.centres import procedures_in_use, working
from desk.due_unit import Unit
from desk.noting import note
from desk.quotas import REMINDER, end_reminder, key_of, made_in
from procedures.kinds import QuotaState, Role
from procedures.months import Month
from storage import Session, cases, quotas
from storage.cases import NewTask
from storage.tables import Quota, Staff

PUT_OFF = timedelta(hours=1)


def _without_month(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Directors whose month on their centre's wall is not opened yet.

    Their first one counts only if it is seen before its reminder is due: nobody is measured by a month in
    which the desk was not there.
    """
    found: dict[int, str] = {}
    for name, procedure in procedures_in_use(session):
        rule = procedure.revisiting.quota
        for one in quotas.directors(session, name) if rule else ():
            today = now.astimezone(ZoneInfo(one.zone))
            if one.is_known or (rule and today.day < rule.remind_on):
                found[one.staff_id] = f"{today:%Y-%m}"
    there = quotas.opened(session, set(found.values()))
    return [staff for staff, month in found.items() if (staff, month) not in there][:most]


def _open(session: Session, staff_id: int, now: datetime) -> None:
    director = session.get_one(Staff, staff_id)
    desk = working(session, director.centre_id, now=now)
    rule, month = desk.procedure.revisiting.quota, Month.of(now, desk.calendar)
    if rule is None:
        return
    quota = Quota(
        centre_id=director.centre_id,
        staff_id=staff_id,
        month=str(month),
        wanted=rule.visits,
        clause=rule.clause,
        remind_at=month.opens_on(rule.remind_on, desk.calendar),
        close_at=month.ends(desk.calendar) + desk.procedure.revisiting.late,
    )
    session.add(quota)


def _remind(session: Session, quota_id: int, now: datetime) -> None:
    """Whoever has not made them all is reminded once; the task stays until they have, or it is over."""
    quota = quotas.get(session, quota_id)
    if quota.reminded_at is not None:
        return
    quota.reminded_at = now
    desk = working(session, quota.centre_id, now=now)
    if made_in(session, quota, desk) >= quota.wanted:
        return
    task = NewTask(
        centre_id=quota.centre_id,
        kind=REMINDER,
        key=key_of(quota),
        due_at=Month.read(quota.month).ends(desk.calendar),
        clause=quota.clause,
        for_role=Role.DIRECTOR,
        staff_id=quota.staff_id,
    )
    cases.add_task(session, task)
    _record(session, quota, "quota_reminded", now)


def _close(session: Session, quota_id: int, now: datetime) -> None:
    """Met or missed: the row and the event stay."""
    quota = quotas.get(session, quota_id)
    if quota.state != QuotaState.DUE:
        return
    quota.done = made_in(session, quota, working(session, quota.centre_id, now=now))
    quota.state = QuotaState.MET if quota.done >= quota.wanted else QuotaState.MISSED
    quota.closed_at = now
    end_reminder(session, quota, now=now)
    _record(session, quota, f"quota_{quota.state}", now)


def _record(session: Session, quota: Quota, what: str, now: datetime) -> None:
    note(
        session,
        what,
        centre_id=quota.centre_id,
        by=THE_BOT,
        now=now,
        clause=quota.clause,
        staff=quota.staff_id,
        month=quota.month,
        done=quota.done,
        wanted=quota.wanted,
    )


def _open_without(session: Session, staff_id: int, now: datetime) -> int:
    """A month that cannot be counted is opened all the same, so that it is not tried for ever."""
    director = session.get_one(Staff, staff_id)
    later = now + PUT_OFF
    session.add(
        Quota(
            centre_id=director.centre_id,
            staff_id=staff_id,
            month=f"{now:%Y-%m}",
            wanted=0,
            clause="A3.1-a",
            remind_at=later,
            close_at=later,
        )
    )
    return director.centre_id


def _remind_later(session: Session, quota_id: int, now: datetime) -> int:
    quota = quotas.get(session, quota_id)
    quota.remind_at = now + PUT_OFF
    return quota.centre_id


def _close_later(session: Session, quota_id: int, now: datetime) -> int:
    quota = quotas.get(session, quota_id)
    quota.close_at = now + PUT_OFF
    return quota.centre_id


open_quotas = Unit("open_quotas", _without_month, _open, _open_without)
remind_of_quotas = Unit("remind_of_quotas", quotas.to_remind, _remind, _remind_later)
close_quotas = Unit("close_quotas", quotas.to_close, _close, _close_later)
