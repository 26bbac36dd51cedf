"""A case that becomes urgent after it was filed: a new promise, an alarm, and the 24-hour phone (A4.2.1)."""

from datetime import datetime

import msgspec

from desk.centres import Working
from desk.noting import note_on
from dialogs.speech import Text
from procedures.kinds import CaseState, Kind
from procedures.promises import promise
from storage import Session, cases, promises
from storage.cases import NewTask
from storage.tables import Case


def hurry(session: Session, case: Case, desk: Working, *, actor: str, now: datetime) -> bool:
    """Make an open case urgent and alarm staff at once, day and night; False for a case that is over."""
    if case.state in (CaseState.RESOLVED, CaseState.CLOSED):
        return False
    assert case.id is not None
    is_new = _promise_anew(session, case, desk, now)
    case.urgent = True
    if not cases.is_at_it(session, "emergency", case_id=case.id):
        cases.add_task(session, _alarm(case, desk, now))
    note_on(
        session,
        case,
        "made_urgent",
        desk.procedure.emergency.clause,
        actor,
        now,
        **({"reply_by": case.reply_by.isoformat()} if is_new else {}),
    )
    return True


def now_urgent(case: Case, desk: Working) -> Text:
    """What the owner is told: when the answer comes, and whom to call meanwhile."""
    args = {"number": case.number, "reply_by": case.reply_by, "phone_24h": desk.centre.phone_24h}
    return Text("case.now_urgent", args)


def _alarm(case: Case, desk: Working, now: datetime) -> NewTask:
    return NewTask(
        centre_id=case.centre_id,
        kind="emergency",
        key=f"case:{case.id}:{now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=desk.procedure.emergency.clause,
    )


def _promise_anew(session: Session, case: Case, desk: Working, now: datetime) -> bool:
    """Sooner than promised before, or anew when that was answered; a promise already broken stays counted."""
    is_open = case.replied_at is None and case.promise_kept is None
    made = promise(
        desk.procedure, desk.calendar, kind=Kind(case.kind), urgent=True, wished_by=case.wished_by, now=now
    )
    if is_open and case.reply_by <= made.reply_by:
        return False
    promises.put_down(session, case)
    case.reply_by, case.reply_clause, case.warn_at = made.reply_by, made.clause, made.warn_at
    case.reply_steps = msgspec.json.encode(made.steps).decode()
    case.replied_at = case.warned_at = None
    return True
