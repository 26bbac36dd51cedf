"""Many owners, one matter: cases gathered into an incident and taken out again (B4.1.2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.actor import Actor
from desk.centres import Working, working
from desk.noting import note
from desk.proposals import written
from procedures import life
from procedures.incidents import IncidentState
from procedures.kinds import CaseState, Category
from procedures.life import Act
from procedures.refused import Refused, Why
from storage import Session, cases, incidents
from storage.tables import Case, Incident

LONGEST_TITLE = 200
CLOSED = "refused.incident_closed"


@dataclass(frozen=True)
class Matter:
    """An incident that somebody is changing, locked before anything of its cases."""

    session: Session
    incident: Incident
    desk: Working
    by: Actor
    now: datetime

    @property
    def id(self) -> int:
        assert self.incident.id is not None
        return self.incident.id

    def noted(self, what: str, *, case: Case | None = None, **data: object) -> None:
        """An event of the incident, or of one of its cases; it names the incident's number."""
        note(
            self.session,
            what,
            centre_id=self.incident.centre_id,
            case_id=case.id if case else None,
            by=self.by,
            now=self.now,
            clause=self.desk.procedure.incidents.clause,
            incident=self.id,
            number=self.incident.number,
            **data,
        )


def matter(session: Session, incident_id: int, act: Act, by: Actor, now: datetime) -> Matter:
    """Raises Refused for whose act it is not, and when the incident is closed; Missing."""
    life.allow(by.role, act)
    incident = incidents.get(session, incident_id, by.centre_id)
    if incident.state == IncidentState.CLOSED:
        raise Refused(CLOSED, number=incident.number)
    return Matter(session, incident, working(session, by.centre_id, now=now), by, now)


def open_incident(
    session: Session,
    *,
    title: str,
    category: Category,
    building: str,
    case_ids: Sequence[int],
    by: Actor,
    now: datetime,
) -> str:
    """Say that these cases are one matter; its number. Raises Refused, Missing."""
    life.allow(by.role, Act.ASSIGN)
    said = written(title, most=LONGEST_TITLE)
    if not case_ids:
        raise Refused("refused.no_case_chosen")
    desk = working(session, by.centre_id, now=now)
    here = now.astimezone(desk.calendar.zone)
    incident = Incident(
        centre_id=by.centre_id,
        number=cases.next_number(session, by.centre_id, now=here, series="I"),
        title=said,
        category=category,
        building=building,
        opened_at=now,
        opened_by=by.staff_id,
    )
    session.add(incident)
    session.flush()
    of = Matter(session, incident, desk, by, now)
    # Cases are locked before the centre's record, as everywhere.
    incidents.hold(session, case_ids, by.centre_id)
    of.noted("incident_opened", title=said)
    _gather(of, case_ids)
    return incident.number


def gather(session: Session, incident_id: int, *, case_ids: Sequence[int], by: Actor, now: datetime) -> None:
    """These cases are the same matter. Raises Refused when one belongs elsewhere or is closed; Missing."""
    of = matter(session, incident_id, Act.ASSIGN, by, now)
    if not case_ids:
        raise Refused("refused.no_case_chosen")
    _gather(of, case_ids)


def take_out(session: Session, incident_id: int, *, case_id: int, by: Actor, now: datetime) -> None:
    """It was another matter after all. Raises Refused, Missing."""
    of = matter(session, incident_id, Act.ASSIGN, by, now)
    case = incidents.hold(session, [case_id], by.centre_id)[0]
    if case.incident_id != of.id:
        raise Refused("refused.not_of_this_incident", case=case.number)
    leave(of, case)


def leave(of: Matter, case: Case) -> None:
    """The case goes on by itself."""
    case.incident_id = None
    of.noted("left_incident", case=case)
    of.noted("incident_lost", case_number=case.number)


def _gather(of: Matter, case_ids: Sequence[int]) -> None:
    for case in incidents.hold(of.session, case_ids, of.by.centre_id):
        if case.incident_id == of.id:
            continue
        if case.incident_id is not None:
            raise Refused("refused.in_another_incident", case=case.number)
        if case.state == CaseState.CLOSED:
            raise Refused(Why.CASE_CLOSED, number=case.number)
        case.incident_id = of.id
        of.noted("joined_incident", case=case)
        of.noted("incident_gathered", case_number=case.number)
