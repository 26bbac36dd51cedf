"""A revisit by chat as the clock follows it: what happened is recorded, silence ends at the phone."""

from datetime import datetime

from desk.actor import THE_BOT
from desk.revisits import phone_task
from procedures.kinds import RevisitState
from storage import Session, cases, events
from storage.tables import Case, Revisit


def hand_to_phone(session: Session, revisit: Revisit, case: Case, why: str, now: datetime) -> None:
    """Nobody was reached in a chat, or nobody answered: a person phones, and sees why."""
    revisit.state, revisit.why, revisit.next_at = RevisitState.PHONE, why, None
    cases.add_task(session, phone_task(revisit, case, clause=revisit.clause, now=now))
    record(session, case, "revisit_by_phone", revisit.clause, now, revisit=revisit.id, why=why)


def record(
    session: Session, case: Case, what: str, clause: str | None, now: datetime, **data: object
) -> None:
    session.flush()
    assert case.id is not None
    events.record(
        session,
        centre_id=case.centre_id,
        case_id=case.id,
        what=what,
        actor=THE_BOT,
        at=now,
        clause=clause,
        data=data,
    )
