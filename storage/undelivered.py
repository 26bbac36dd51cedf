"""Answers that provably did not arrive, and what answered an owner after all."""

from datetime import datetime

from sqlmodel import col, func, select

from storage.session import Session
from storage.tables import Case, CaseEvent, Message, Outbox


def unanswered_cases(session: Session, contact_id: int) -> list[tuple[int, int]]:
    """Case and centre ids: counted as answered by a message to this contact that failed for good."""
    failed = (Outbox.contact_id == contact_id, Outbox.state == "failed")
    chosen = (
        select(Case.id, Case.centre_id)
        .join(Message, col(Message.case_id) == col(Case.id))
        .join(Outbox, col(Outbox.message_id) == col(Message.id))
        .where(*failed, col(Message.at) == col(Case.replied_at))
        .order_by(col(Case.id))
        .distinct()
    )
    return [(case, centre) for case, centre in session.exec(chosen) if case is not None]


def answered_later(session: Session, case: Case, *, after: datetime) -> datetime | None:
    """When somebody first phoned, or wrote what did not fail, after that time."""
    called = select(func.min(CaseEvent.at)).where(
        CaseEvent.case_id == case.id, CaseEvent.what == "called", col(CaseEvent.at) >= after
    )
    failed = select(Outbox.id).where(Outbox.message_id == Message.id, Outbox.state == "failed").exists()
    is_answer = col(Message.by_staff_id).is_not(None) | (col(Message.at) == case.resolved_at)
    wrote = select(func.min(Message.at)).where(
        Message.case_id == case.id, is_answer, col(Message.at) > after, ~failed
    )
    times = (session.exec(called).one(), session.exec(wrote).one())
    return min((at for at in times if at is not None), default=None)
