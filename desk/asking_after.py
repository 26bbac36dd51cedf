"""A revisit by chat as the clock follows it: what happened is recorded, silence ends at the phone."""

from datetime import datetime

from desk.actor import THE_BOT
from desk.noting import note_on
from desk.revisits import phone_task
from procedures.kinds import RevisitState
from storage import Session, cases
from storage.tables import Case, Revisit


def hand_to_phone(session: Session, revisit: Revisit, case: Case, why: str, now: datetime) -> None:
    """Nobody was reached in a chat, or nobody answered: a person phones, and sees why."""
    revisit.state, revisit.why, revisit.next_at = RevisitState.PHONE, why, None
    cases.add_task(session, phone_task(revisit, case, clause=revisit.clause, now=now))
    note_on(session, case, "revisit_by_phone", revisit.clause, THE_BOT, now, revisit=revisit.id, why=why)
