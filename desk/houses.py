"""The dates of houses, and what the warranty says of a case (A4.2.3.2)."""

from datetime import date, datetime

from desk.actor import Actor
from desk.centres import Working, working
from desk.noting import note
from procedures.kinds import Category, Role
from procedures.life import Act
from procedures.refused import Refused, Why
from procedures.warranty import Clock, Finding, findings
from storage import Missing, Session, transfers
from storage.missing import row_id
from storage.tables import Case, Unit

MAY_DATE = (Role.DIRECTOR, Role.GENERAL_DIRECTOR, Role.ADMIN)


def warranty(session: Session, case: Case, desk: Working, *, now: datetime) -> list[Finding]:
    """What both clocks say of a case today: the building's acceptance, and the hand-over of the flat."""
    unit = session.get(Unit, case.unit_id) if case.unit_id else None
    days = {
        Clock.ACCEPTANCE: transfers.accepted_on(session, case.centre_id, unit.building) if unit else None,
        Clock.HAND_OVER: unit.handed_over_on if unit else None,
    }
    today = desk.calendar.local_day(now)
    return findings(desk.procedure.houses.warranties, Category(case.category), days=days, today=today)


def accept(session: Session, building: str, day: date | None, *, by: Actor, now: datetime) -> None:
    """When a building was accepted (竣工驗收). Raises Refused for a day to come, Missing."""
    _allow(session, day, by, now)
    transfers.accept(session, by.centre_id, building, day)
    _record(session, "building_accepted", by, now, building=building, day=day)


def hand_over_all(session: Session, building: str, day: date, *, by: Actor, now: datetime) -> int:
    """The day for all flats of a building that have none yet; how many. Raises Refused, Missing."""
    _allow(session, day, by, now)
    many = transfers.hand_over(session, by.centre_id, building, day)
    _record(session, "units_handed_over", by, now, building=building, day=day, many=many)
    return many


def hand_over(session: Session, unit_id: int, day: date | None, *, by: Actor, now: datetime) -> None:
    """When one flat was handed over to its owner. Raises Refused for a day to come, Missing."""
    _allow(session, day, by, now)
    unit = session.get(Unit, row_id(unit_id))
    if unit is None or unit.centre_id != by.centre_id:
        raise Missing
    unit.handed_over_on = day
    _record(session, "unit_handed_over", by, now, unit=unit.label, day=day)


def _allow(session: Session, day: date | None, by: Actor, now: datetime) -> None:
    if by.role not in MAY_DATE:
        raise Refused(Why.ROLE_MAY_NOT, role=by.role, act=Act.TRANSFER)
    today = working(session, by.centre_id, now=now).calendar.local_day(now)
    if day is not None and day > today:
        raise Refused("refused.day_is_to_come")


def _record(
    session: Session, what: str, by: Actor, now: datetime, *, day: date | None, **about: object
) -> None:
    note(
        session,
        what,
        centre_id=by.centre_id,
        case_id=None,
        by=by,
        now=now,
        clause="A4.2.3.2",
        **about,
        day=day.isoformat() if day else None,
    )
