"""The first contact is stamped: whoever has a case has spoken with its owner (A4.2.3.1.2)."""

from datetime import datetime

from storage import Session, cases, events
from storage.tables import Case

CLAUSE = "A4.2.3.1.2"
CONTACT = ("first_contact", "first_contact_late")


def stamp(session: Session, case: Case, *, actor: str, now: datetime) -> None:
    """Once; nobody has to be told to hurry with it any more."""
    if case.first_contact_at is not None:
        return
    case.first_contact_at = now
    if case.contact_by is None:
        return
    assert case.id is not None
    session.flush()
    events.record(
        session,
        centre_id=case.centre_id,
        case_id=case.id,
        what="first_contact",
        actor=actor,
        at=now,
        clause=CLAUSE,
    )
    cases.end_tasks_of(session, case.id, CONTACT, at=now)
