"""What an answer after rain proves: once, whichever way it came (B4.1.2.3-C)."""

from datetime import datetime

from procedures.kinds import Outcome
from storage import Session, cases, revisits
from storage.rain_words import TASK
from storage.tables import Case, Revisit


def weigh(session: Session, revisit: Revisit, case: Case, *, staff_id: int | None, now: datetime) -> None:
    """A repair asked about after rain waits for none; it is proved unless a visit is still to come."""
    if revisit.storm_id is None:
        return
    case.awaits_rain = False
    others = [each for each in revisits.open_of(session, case.id or 0) if each.id != revisit.id]
    if revisit.outcome == Outcome.SOLVED and not any(each.storm_id for each in others):
        case.proved_dry_at = now
    task = cases.open_task(session, TASK, f"revisit:{revisit.id}")
    if task:
        task.done_at, task.done_by = now, staff_id
