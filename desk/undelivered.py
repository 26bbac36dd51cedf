"""An answer that cannot reach its owner keeps no promise: staff phone, and the call counts (A4.2.3.2.1)."""

from datetime import datetime

import msgspec

from desk.actor import THE_BOT
from desk.noting import note_on
from storage import Session, cases, conversations, undelivered
from storage.cases import NewTask
from storage.tables import Case

CLAUSE = "A4.2.3.2.1"
PHONE = "phone_answer"


def hold(session: Session, contact_id: int, *, now: datetime) -> None:
    """Lock the conversation before a failure touches its contact and cases, as a turn does."""
    conversations.locked(session, contact_id, now=now)


def take_back(session: Session, contact_id: int, *, why: str, now: datetime) -> None:
    """Answers that failed for good no longer count; the promise is open again until somebody phones."""
    for case_id, centre_id in undelivered.unanswered_cases(session, contact_id):
        case = cases.get(session, case_id, centre_id)
        assert case.replied_at is not None
        case.replied_at = undelivered.answered_later(session, case, after=case.replied_at)
        case.promise_kept = _kept(case)
        record(session, case, why=why, now=now)
        if case.replied_at is None:
            ask_to_phone(session, case, now=now)


def ask_to_phone(session: Session, case: Case, *, words: str = "", now: datetime) -> None:
    """A task that a logged call ends, with the words to say; renewed when another answer fails."""
    task = NewTask(
        centre_id=case.centre_id,
        kind=PHONE,
        key=f"case:{case.id}:{now:%Y%m%d%H%M%S}",
        case_id=case.id,
        contact_id=case.contact_id,
        due_at=now,
        clause=CLAUSE,
        data=msgspec.json.encode({"words": words}).decode() if words else "{}",
    )
    cases.end_tasks_of(session, case.id or 0, (PHONE,), at=now)
    cases.add_task(session, task)


def record(session: Session, case: Case, *, why: str, now: datetime) -> None:
    note_on(session, case, "answer_not_delivered", CLAUSE, THE_BOT, now, why=why)


def _kept(case: Case) -> bool | None:
    """A promise broken before stays broken; one that is open again is counted when its time has passed."""
    if case.promise_kept is False:
        return False
    return case.replied_at <= case.reply_by if case.replied_at else None
