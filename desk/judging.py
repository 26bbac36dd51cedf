"""A suggestion is called constructive: the director goes to see who made it (A4.3.3.3.2, B4.1.2.2)."""

from datetime import datetime

from desk.actor import Actor
from desk.centres import working
from desk.noting import note
from desk.planning import on_triage
from procedures import life
from procedures.kinds import Kind, Severity
from procedures.life import Act
from procedures.refused import Refused
from storage import Session, cases, conversations


def mark_constructive(session: Session, case_id: int, *, by: Actor, now: datetime) -> None:
    """Intake or the director calls a suggestion constructive, once. Raises Refused, Missing."""
    life.allow(by.role, Act.MARK_CONSTRUCTIVE)
    conversations.hold_of_case(session, case_id)
    case = cases.get(session, case_id, by.centre_id)
    if case.kind != Kind.SUGGESTION:
        raise Refused("refused.only_a_suggestion")
    if case.constructive:
        raise Refused("refused.done_already")
    case.constructive, case.severity = True, Severity.MAJOR
    session.flush()
    desk = working(session, by.centre_id, now=now)
    asks = (rule for rule in desk.procedure.revisits if rule.applies_to.constructive)
    note(
        session,
        "called_constructive",
        centre_id=by.centre_id,
        case_id=case_id,
        by=by,
        now=now,
        clause=next((rule.clause for rule in asks), None),
    )
    on_triage(session, case, desk, by=str(by), now=now)
    session.signals.add(f"centre:{by.centre_id}")
