"""Putting on record what happened at the desk: an event of a case, or of the centre itself."""

from datetime import datetime

from storage import Session, events
from storage.tables import Case


def note(
    session: Session,
    what: str,
    *,
    centre_id: int,
    case_id: int | None = None,
    by: object,
    now: datetime,
    clause: str | None = None,
    **data: object,
) -> None:
    """Append an event; `by` is an `Actor`, or the text of one. Rows changed before it are written first."""
    session.flush()
    events.record(
        session,
        centre_id=centre_id,
        case_id=case_id,
        what=what,
        actor=str(by),
        at=now,
        clause=clause,
        data=data,
    )


def note_on(
    session: Session, case: Case, what: str, clause: str | None, by: object, now: datetime, /, **data: object
) -> None:
    """Append an event of a case."""
    note(session, what, centre_id=case.centre_id, case_id=case.id, by=by, now=now, clause=clause, **data)
