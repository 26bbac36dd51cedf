"""Incidents with their cases, and the cases and incidents that look the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import col, select

from storage import conversations
from storage.boards import OPEN_STATES, CaseRow, case_rows, named_cases
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Case, Incident, IncidentAnswer, Unit

MOST = 300
GONE = "closed"


@dataclass(frozen=True)
class IncidentRow:
    incident: Incident
    cases: int
    open: int


@dataclass(frozen=True)
class Alike:
    """Cases that look like one matter: how many, of which category and building."""

    category: str
    building: str
    many: int


def get(session: Session, incident_id: int, centre_id: int) -> Incident:
    """Locked, before the conversations and cases that belong to it. Raises Missing."""
    chosen = select(Incident).where(Incident.id == row_id(incident_id), Incident.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def by_number(session: Session, number: str, centre_id: int) -> Incident:
    """Raises Missing, also for another centre's."""
    chosen = select(Incident).where(Incident.number == number, Incident.centre_id == centre_id)
    found = session.exec(chosen).one_or_none()
    if found is None:
        raise Missing
    return found


def of_centre(session: Session, centre_id: int) -> list[IncidentRow]:
    """Open ones first, then the newest."""
    still = func.count(col(Case.id)).filter(col(Case.state).in_(OPEN_STATES))
    chosen: Any = (
        select(Incident, func.count(col(Case.id)), still)
        .join(Case, col(Case.incident_id) == col(Incident.id), isouter=True)
        .where(Incident.centre_id == centre_id)
        .group_by(col(Incident.id))
        .order_by(col(Incident.state) == GONE, col(Incident.id).desc())
        .limit(MOST)
    )
    return [IncidentRow(*row) for row in session.exec(chosen)]


def hold(session: Session, case_ids: Sequence[int], centre_id: int) -> list[Case]:
    """Conversations, then cases, each in order and locked. Raises Missing if one is not this centre's."""
    wanted = sorted({row_id(each) for each in case_ids})
    conversations.hold(session, select(Case.id).where(col(Case.id).in_(wanted)))
    chosen = select(Case).where(col(Case.id).in_(wanted), Case.centre_id == centre_id).order_by(col(Case.id))
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).all()
    if len(found) != len(wanted):
        raise Missing
    return list(found)


def member_ids(session: Session, incident_id: int) -> list[int]:
    chosen = select(Case.id).where(Case.incident_id == incident_id).order_by(col(Case.id))
    return [each for each in session.exec(chosen) if each is not None]


def members(session: Session, incident_id: int, centre_id: int) -> list[CaseRow]:
    wanted = named_cases(centre_id).where(Case.incident_id == incident_id)
    return case_rows(session.exec(wanted.order_by(col(Case.id))))


def alike(
    session: Session, centre_id: int, *, category: str, building: str, since: datetime, until: datetime
) -> list[CaseRow]:
    """Open cases of no incident, of this category and building (all if empty), opened in that time."""
    wanted = _loose(named_cases(centre_id), since, until).where(Case.category == category)
    if building:
        wanted = wanted.where(Unit.building == building)
    return case_rows(session.exec(wanted.order_by(col(Case.id).desc()).limit(MOST)))


def groups(session: Session, centre_id: int, *, since: datetime, until: datetime) -> list[Alike]:
    """Where two or more open cases of no incident look the same, the largest first."""
    many = func.count(col(Case.id))
    chosen: Any = (
        select(Case.category, Unit.building, many)
        .join(Unit, col(Unit.id) == col(Case.unit_id))
        .where(Case.centre_id == centre_id)
        .group_by(Case.category, Unit.building)
        .having(many > 1)
        .order_by(many.desc(), Case.category, Unit.building)
        .limit(MOST)
    )
    return [Alike(*row) for row in session.exec(_loose(chosen, since, until))]


def like(session: Session, case: Case, since: datetime) -> Sequence[Incident]:
    """Incidents under way that a case looks the same as: proposed, never joined silently."""
    unit = session.get(Unit, case.unit_id) if case.unit_id else None
    where = [col(Incident.building) == "", *([col(Incident.building) == unit.building] if unit else [])]
    chosen = select(Incident).where(
        Incident.centre_id == case.centre_id,
        Incident.category == case.category,
        Incident.state != GONE,
        Incident.opened_at >= since,
        or_(*where),
    )
    return session.exec(chosen.order_by(col(Incident.id).desc())).all()


def building_of(session: Session, case: Case) -> str:
    unit = session.get(Unit, case.unit_id) if case.unit_id else None
    return unit.building if unit else ""


def answer(session: Session, incident_id: int, nth: int) -> IncidentAnswer | None:
    chosen = select(IncidentAnswer).where(IncidentAnswer.incident_id == incident_id)
    return session.exec(chosen.where(IncidentAnswer.nth == nth)).one_or_none()


def answers(session: Session, incident_id: int) -> Sequence[IncidentAnswer]:
    chosen = select(IncidentAnswer).where(IncidentAnswer.incident_id == incident_id)
    return session.exec(chosen.order_by(col(IncidentAnswer.nth))).all()


def _loose(wanted: Any, since: datetime, until: datetime) -> Any:
    return wanted.where(
        col(Case.incident_id).is_(None),
        col(Case.state).in_(OPEN_STATES),
        col(Case.opened_at) >= since,
        col(Case.opened_at) <= until,
    )


def window(at: datetime, around: timedelta) -> dict[str, datetime]:
    """Since and until, so long before and after a moment."""
    return {"since": at - around, "until": at + around}
