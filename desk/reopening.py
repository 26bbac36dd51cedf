"""A case taken up again: a new promised reply and close-by time, and its owner is told (A4.2.3.1.1)."""

from datetime import datetime

import msgspec

from desk.apologising import phones
from desk.centres import Working
from desk.deadlines import down
from desk.severity import count_close_by
from desk.telling import listener, tell
from dialogs.speech import Text
from procedures.kinds import Kind
from procedures.promises import promise
from storage import Session, conversations, promises
from storage.tables import Case


def promise_anew(session: Session, case: Case, desk: Working, *, now: datetime) -> None:
    """It counts from now as from intake; what was broken before stays counted as broken (A4.2.3.2.1)."""
    case.reopened_at = now
    case.resolved_at = case.closed_at = case.close_reason = None
    made = promise(
        desk.procedure, desk.calendar, kind=Kind(case.kind), urgent=case.urgent, wished_by=None, now=now
    )
    promises.put_down(session, case)
    case.reply_by, case.reply_clause, case.warn_at = made.reply_by, made.clause, made.warn_at
    case.reply_steps = msgspec.json.encode(made.steps).decode()
    case.warned_at = case.replied_at = case.wished_by = None
    case.first_contact_at = case.contact_by = None
    count_close_by(case, desk)
    case.close_broken_at = case.alarmed_at = None
    case.close_kept = False if case.close_kept is False else None
    down(case)


def times(case: Case) -> dict[str, str | None]:
    """Both due times, for the record."""
    close = case.close_by.isoformat() if case.close_by else None
    return {"reply_by": case.reply_by.isoformat(), "close_by": close}


def tell_reopened(session: Session, case: Case, desk: Working, *, now: datetime) -> None:
    """By when they are answered now, and whom to phone; their next words belong to this case."""
    if case.contact_id is None:
        return
    args = {"number": case.number, "reply_by": case.reply_by, **phones(desk.centre)}
    to = listener(session, case.contact_id)
    tell(session, to, [Text("case.reopened", args)], now=now, case_id=case.id)
    conversations.focus(session, case.contact_id, case.id or 0, now=now)
