"""Promises of a stretch of time, told apart into kept and broken; those still running are neither."""

from datetime import datetime
from typing import Any

from sqlmodel import and_, col, func, or_, select

from storage.boards import CaseRow, case_rows, named_cases
from storage.session import Session
from storage.tables import Case, KeptPromise

MOST = 500
Both = tuple[list[CaseRow], list[CaseRow]]


def put_down(session: Session, case: Case) -> None:
    """A kept promise stays counted before another is made; a broken one stays with its case (A4.2.3.2.1)."""
    if case.promise_kept and case.replied_at is not None:
        kept = KeptPromise(
            centre_id=case.centre_id,
            case_id=case.id or 0,
            reply_by=case.reply_by,
            clause=case.reply_clause,
            replied_at=case.replied_at,
        )
        session.add(kept)
    case.promise_kept = False if case.promise_kept is False else None


def kept_before(
    session: Session, centre_id: int, *, since: datetime | None = None, until: datetime | None = None
) -> int:
    """How many earlier promises were kept, of those that ran out between two moments."""
    earlier = col(KeptPromise.reply_by)
    span = [earlier >= since] if since else []
    span += [earlier < until] if until else []
    chosen = select(func.count()).select_from(KeptPromise).where(KeptPromise.centre_id == centre_id, *span)
    return session.exec(chosen).one()


def replies(session: Session, centre_id: int, *, since: datetime, until: datetime, now: datetime) -> Both:
    """Reply promises that ran out between two moments (A4.2.3.2.1): kept, broken.

    A case that kept one and then another stands there for each of them.
    """
    kept, broken = _replies(since, until, now)
    return (
        [*_earlier(session, centre_id, since=since, until=until), *_rows(session, centre_id, *kept)],
        _rows(session, centre_id, *broken),
    )


def closings(session: Session, centre_id: int, *, since: datetime, until: datetime, now: datetime) -> Both:
    """Close-by times between two moments (A3.1-b): kept, broken; one broken before postponing stays so."""
    kept, broken = _closings(since, until, now)
    return _rows(session, centre_id, *kept), _rows(session, centre_id, *broken)


def reply_ids(
    session: Session, centre_id: int, *, since: datetime, until: datetime, now: datetime
) -> tuple[list[int], list[int]]:
    """The cases of `replies`, all of them: kept, broken."""
    kept, broken = _replies(since, until, now)
    span = col(KeptPromise.reply_by) >= since, col(KeptPromise.reply_by) < until
    earlier = select(KeptPromise.case_id).where(KeptPromise.centre_id == centre_id, *span)
    before = session.exec(earlier.order_by(col(KeptPromise.reply_by), col(KeptPromise.id))).all()
    return [*before, *_ids(session, centre_id, *kept)], _ids(session, centre_id, *broken)


def closing_ids(
    session: Session, centre_id: int, *, since: datetime, until: datetime, now: datetime
) -> tuple[list[int], list[int]]:
    """The cases of `closings`, all of them: kept, broken."""
    kept, broken = _closings(since, until, now)
    return _ids(session, centre_id, *kept), _ids(session, centre_id, *broken)


def _replies(since: datetime, until: datetime, now: datetime) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    mine = col(Case.reply_by) >= since, col(Case.reply_by) < until
    passed = and_(col(Case.replied_at).is_(None), col(Case.reply_by) < now, col(Case.state) != "closed")
    broken = or_(col(Case.promise_kept).is_(False), passed)
    return (*mine, col(Case.promise_kept).is_(True)), (*mine, broken)


def _closings(since: datetime, until: datetime, now: datetime) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    mine = col(Case.close_by) >= since, col(Case.close_by) < until
    open_still = and_(col(Case.resolved_at).is_(None), col(Case.closed_at).is_(None))
    broken = or_(col(Case.close_kept).is_(False), and_(open_still, col(Case.close_by) < now))
    return (*mine, col(Case.close_kept).is_(True)), (*mine, broken)


def _earlier(session: Session, centre_id: int, *, since: datetime, until: datetime) -> list[CaseRow]:
    wanted = named_cases(centre_id).join(KeptPromise, col(KeptPromise.case_id) == col(Case.id))
    span = col(KeptPromise.reply_by) >= since, col(KeptPromise.reply_by) < until
    return case_rows(session.exec(wanted.where(*span).order_by(col(KeptPromise.reply_by)).limit(MOST)))


def _ids(session: Session, centre_id: int, *which: Any) -> list[int]:
    chosen = select(Case.id).where(Case.centre_id == centre_id, *which)
    return [each for each in session.exec(chosen.order_by(col(Case.reply_by), col(Case.id))) if each]


def _rows(session: Session, centre_id: int, *which: Any) -> list[CaseRow]:
    wanted = named_cases(centre_id).where(*which)
    return case_rows(session.exec(wanted.order_by(col(Case.reply_by), col(Case.id)).limit(MOST)))
