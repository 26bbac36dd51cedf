"""Opinions of a consultancy's clients: the supervisor's, answered, with the improvement on record (C6)."""

from datetime import datetime

from desk.centres import Working
from procedures.kinds import Kind
from procedures.refused import Refused
from storage import Session, cases, improving
from storage.cases import NewTask
from storage.tables import Case

TASK = "opinion"


def hand_over(
    session: Session, case_id: int, kind: Kind, desk: Working, *, due_at: datetime, contact_id: int | None
) -> None:
    """An opinion is the supervisor's, with the promised reply time; others are left as they are."""
    rules = desk.procedure.clients
    if rules is None or not rules.is_opinion(kind):
        return
    task = NewTask(
        centre_id=desk.centre.id,
        kind=TASK,
        key=f"case:{case_id}",
        case_id=case_id,
        contact_id=contact_id,
        due_at=due_at,
        clause=rules.opinions.clause,
        for_role=rules.opinions.to,
    )
    cases.add_task(session, task)


def require_improvement(session: Session, case: Case, desk: Working) -> None:
    """An opinion ends with what is improved: an action of the case, or a proposal. Raises Refused (C6)."""
    rules = desk.procedure.clients
    if rules is None or not rules.is_opinion(Kind(case.kind)):
        return
    case_id = case.id or 0
    there = improving.actions_of(session, case.centre_id, case_id=case_id)
    if not there and not improving.proposals_of(session, case_id, case.centre_id):
        raise Refused("refused.improvement_needed", clause=rules.opinions.clause)
