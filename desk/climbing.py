"""What the clock does to a case that is late or nobody's: a task for whoever comes next, an event (A3.3)."""

from datetime import datetime

import msgspec

from desk.actor import THE_BOT
from desk.noting import note_on
from procedures.escalation import Coming, Next
from procedures.kinds import Role
from storage import Session, cases, ladder
from storage.cases import NewTask
from storage.tables import Case

BY_HAND, FOR_REPLY, FOR_CLOSE = "by_hand", "reply", "close"
ESCALATED = ("escalated_reply", "escalated_close", "escalated_by_hand")


def carry_out(session: Session, case: Case, owed: Next, *, now: datetime) -> None:
    """Do what is owed to a case; the case itself is changed so that it is not owed again."""
    match owed.what:
        case Coming.UNASSIGNED:
            case.alarmed_at = now
            _tell(session, case, "unassigned", owed.role, owed.clause, now)
            note_on(session, case, "unassigned_alarm", owed.clause, THE_BOT, now, to=owed.role)
        case Coming.CLOSE_WARNING:
            case.close_warned_at = now
            _tell_handler(session, case, "close_warning", owed, now)
            note_on(session, case, "close_warned", owed.clause, THE_BOT, now)
        case Coming.CLOSE_BROKEN:
            case.close_kept, case.close_broken_at = False, now
            cases.end_tasks_of(session, case.id or 0, ("close_warning",), at=now)
            _tell_handler(session, case, "close_broken", owed, now)
            note_on(session, case, "close_broken", owed.clause, THE_BOT, now, close_by=_iso(case.close_by))
        case Coming.STILL_OVERDUE:
            case.stepped_at = now
            _replace(session, case, owed.role, owed.clause, now)
            note_on(
                session, case, "still_overdue", owed.clause, THE_BOT, now, to=owed.role, due=_iso(owed.due)
            )
        case Coming.ESCALATED:
            assert owed.role is not None
            cause = FOR_REPLY if owed.due == case.reply_by and case.replied_at is None else FOR_CLOSE
            step(session, case, owed.role, owed.clause, cause, now=now, due=_iso(owed.due))


def step(
    session: Session,
    case: Case,
    role: Role,
    clause: str,
    cause: str,
    *,
    now: datetime,
    actor: str = THE_BOT,
    **data: object,
) -> None:
    """One rung up: the next person has it on their list, the one below is relieved of theirs."""
    before, case.level, case.stepped_at, case.stepped_for = case.level, role, now, cause
    _replace(session, case, role, clause, now, **data)
    note_on(session, case, "escalated", clause, actor, now, **{"for": cause, "from": before}, to=role, **data)


def _replace(
    session: Session, case: Case, role: Role | None, clause: str, now: datetime, **data: object
) -> None:
    cases.end_tasks_of(session, case.id or 0, ESCALATED, at=now)
    _tell(session, case, f"escalated_{case.stepped_for or FOR_CLOSE}", role, clause, now, **data)


def _tell(
    session: Session,
    case: Case,
    kind: str,
    role: Role | None,
    clause: str,
    now: datetime,
    **data: object,
) -> None:
    task = NewTask(
        centre_id=case.centre_id,
        kind=kind,
        key=f"case:{case.id}:{role}:{now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=clause,
        for_role=role,
        staff_id=ladder.whom(session, case, role) if role else None,
        data=msgspec.json.encode(data).decode(),
    )
    cases.add_task(session, task)


def _tell_handler(session: Session, case: Case, kind: str, owed: Next, now: datetime) -> None:
    task = NewTask(
        centre_id=case.centre_id,
        kind=kind,
        key=f"case:{case.id}:{now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=owed.due or now,
        clause=owed.clause,
        staff_id=case.handler_id,
    )
    cases.add_task(session, task)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
