"""Due work of deadlines: open cases whose time has come to be looked at (A3.3, A3.6)."""

from datetime import datetime, timedelta

from desk import company_cases, deadlines
from desk.due_unit import Unit
from storage import Session, ladder, overdue

PUT_OFF = timedelta(minutes=10)


def _look(session: Session, case_id: int, now: datetime) -> None:
    case = overdue.get(session, case_id)
    if case.look_at is None or case.look_at > now:
        return
    if case.state in deadlines.ENDED_STATES:
        company_cases.chase(session, case, now=now)
    else:
        deadlines.look(session, case_id, now)


def _look_later(session: Session, case_id: int, now: datetime) -> int:
    case = overdue.get(session, case_id)
    case.look_at = now + PUT_OFF
    return case.centre_id


look_at_cases = Unit("look_at_cases", ladder.due, _look, _look_later)
