"""The first contact is stamped: whoever has a case has spoken with its owner (A4.2.3.1.2)."""

from datetime import datetime

from desk.noting import note_on
from storage import Session, cases
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
    note_on(session, case, "first_contact", CLAUSE, actor, now)
    cases.end_tasks_of(session, case.id or 0, CONTACT, at=now)
