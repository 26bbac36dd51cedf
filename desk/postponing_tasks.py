"""What somebody has to do about a new time: agree, phone, answer the owner's own one (A4.2.3.1.4)."""

from datetime import datetime

from procedures.kinds import Role
from storage import Session, cases, ladder
from storage.cases import NewTask
from storage.tables import Case, Postponement

APPROVAL, REFUSED = "postpone_approval", "postpone_refused"
TO_TELL, PROPOSED, WANTED = "tell_postponed", "owner_proposes_time", "person_wanted"
SILENT = "postpone_silent"
ALL = (APPROVAL, REFUSED, TO_TELL, PROPOSED, SILENT)


def task(
    session: Session,
    case: Case,
    about: Postponement,
    kind: str,
    *,
    due_at: datetime,
    role: Role | None = None,
    staff_id: int | None = None,
) -> None:
    """One of its kind for each new time."""
    added = NewTask(
        centre_id=case.centre_id,
        kind=kind,
        key=f"postponement:{about.id}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=due_at,
        clause=about.clause,
        for_role=role,
        staff_id=staff_id,
    )
    cases.add_task(session, added)


def ask_leader(session: Session, case: Case, about: Postponement, role: Role, *, at: datetime) -> None:
    session.flush()
    task(session, case, about, APPROVAL, due_at=at, role=role, staff_id=ladder.whom(session, case, role))


def end(session: Session, about: Postponement, *kinds: str, by_id: int | None, now: datetime) -> None:
    """What this new time asked of somebody is done; all of it, when no kind is named."""
    for kind in kinds or ALL:
        found = cases.open_task(session, kind, f"postponement:{about.id}")
        if found:
            found.done_at, found.done_by = now, by_id
