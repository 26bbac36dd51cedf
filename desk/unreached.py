"""A message that reaches nobody: what it answered is open again, what it asked is asked by phone."""

from datetime import datetime

from desk import undelivered
from desk.asking_after import hand_to_phone
from storage import Session, cases, revisits
from storage.tables import Message


def give_up(session: Session, message_id: int, *, why: str, now: datetime) -> None:
    """Call with the conversation locked, after the message was marked as failed."""
    message = session.get_one(Message, message_id)
    undelivered.take_back(session, message.contact_id, why=why, now=now)
    if message.case_id is None:
        return
    case = cases.get(session, message.case_id, message.centre_id)
    for revisit in revisits.asked_by(session, message_id):
        hand_to_phone(session, revisit, case, why, now)
