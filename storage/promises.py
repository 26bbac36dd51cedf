"""Promises of a stretch of time, told apart into kept and broken; those still running are neither."""

from datetime import datetime
from typing import Any

from sqlmodel import and_, col, or_

from storage.boards import CaseRow, case_rows, named_cases
from storage.session import Session
from storage.tables import Case

MOST = 500
Both = tuple[list[CaseRow], list[CaseRow]]


def replies(session: Session, centre_id: int, *, since: datetime, until: datetime, now: datetime) -> Both:
    """Reply promises that ran out between two moments (A4.2.3.2.1): kept, broken."""
    mine = col(Case.reply_by) >= since, col(Case.reply_by) < until
    passed = and_(col(Case.replied_at).is_(None), col(Case.reply_by) < now, col(Case.state) != "closed")
    broken = or_(col(Case.promise_kept).is_(False), passed)
    return (
        _rows(session, centre_id, *mine, col(Case.promise_kept).is_(True)),
        _rows(session, centre_id, *mine, broken),
    )


def closings(session: Session, centre_id: int, *, since: datetime, until: datetime, now: datetime) -> Both:
    """Close-by times between two moments (A3.1-b): kept, broken; one broken before postponing stays so."""
    mine = col(Case.close_by) >= since, col(Case.close_by) < until
    open_still = and_(col(Case.resolved_at).is_(None), col(Case.closed_at).is_(None))
    broken = or_(col(Case.close_kept).is_(False), and_(open_still, col(Case.close_by) < now))
    return (
        _rows(session, centre_id, *mine, col(Case.close_kept).is_(True)),
        _rows(session, centre_id, *mine, broken),
    )


def _rows(session: Session, centre_id: int, *which: Any) -> list[CaseRow]:
    wanted = named_cases(centre_id).where(*which)
    return case_rows(session.exec(wanted.order_by(col(Case.reply_by), col(Case.id)).limit(MOST)))
