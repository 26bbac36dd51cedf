"""Reports: which are to be drafted, reminded of and chased; their versions; the rows behind a figure."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select, update

from procedures.reports import ReportKind, ReportState
from storage import daily
from storage.boards import CaseRow, case_rows, named_cases
from storage.due_ids import NOW, DueIds
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Case, Daily, Report, Review, Task

NAME = "reports"
MOST = 400
_DUE = DueIds(select(Report.id).where(col(Report.look_at) <= NOW).order_by(col(Report.look_at)))


def to_draft(session: Session, now: datetime, most: int) -> Sequence[int]:
    """Centres that have to be looked at; not locked."""
    return daily.due(session, NAME, now, most)


def take_turn(session: Session, centre_id: int, now: datetime) -> Daily | None:
    """The centre's next look, locked; None when another has just looked."""
    return daily.take(session, centre_id, NAME, now)


def due(session: Session, now: datetime, most: int) -> Sequence[int]:
    return _DUE(session, now, most)


def get(session: Session, report_id: int, centre_id: int | None = None) -> Report:
    """Locked where rows can be. Raises Missing, also for another centre's."""
    chosen = select(Report).where(col(Report.id) == row_id(report_id)).with_for_update()
    found = session.exec(chosen.execution_options(populate_existing=True)).one_or_none()
    if found is None or centre_id not in (None, found.centre_id):
        raise Missing
    return found


def look(session: Session, report_id: int, centre_id: int) -> Report:
    """Only to be looked at. Raises Missing."""
    found = session.get(Report, row_id(report_id))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return found


def is_there(session: Session, centre_id: int, kind: ReportKind, period: str) -> bool:
    mine = Report.centre_id == centre_id, Report.kind == kind, Report.period == period
    return session.exec(select(Report.id).where(*mine).limit(1)).first() is not None


def before_is_there(session: Session, centre_id: int, kind: ReportKind, period: str) -> bool:
    """Whether there is a report of an earlier period."""
    mine = Report.centre_id == centre_id, Report.kind == kind, Report.period < period
    return session.exec(select(Report.id).where(*mine).limit(1)).first() is not None


def versions(session: Session, report: Report) -> Sequence[Report]:
    """All of them, the newest first."""
    mine = (
        Report.centre_id == report.centre_id,
        Report.kind == report.kind,
        Report.period == report.period,
    )
    return session.exec(select(Report).where(*mine).order_by(col(Report.version).desc())).all()


def before(session: Session, centre_id: int, kind: ReportKind, period: str) -> Report | None:
    """The first signed version of the report before: where it ended, the next one begins."""
    mine = (
        Report.centre_id == centre_id,
        Report.kind == kind,
        Report.period < period,
        Report.state == ReportState.SIGNED,
    )
    chosen = select(Report).where(*mine).order_by(col(Report.period).desc(), col(Report.version))
    return session.exec(chosen.limit(1)).first()


def of_centre(session: Session, centre_id: int) -> Sequence[Report]:
    """The newest version of each, the latest period first."""
    later: Any = (
        select(func.max(Report.id).label("newest"))
        .where(Report.centre_id == centre_id)
        .group_by(col(Report.kind), col(Report.period))
        .subquery()
    )
    chosen = select(Report).join(later, later.c.newest == col(Report.id))
    return session.exec(chosen.order_by(col(Report.drafted_at).desc(), col(Report.id)).limit(MOST)).all()


def signed(session: Session, centre_id: int, kinds: Collection[str]) -> Sequence[Report]:
    """Every signed version of these kinds, the latest first."""
    mine = Report.centre_id == centre_id, Report.state == ReportState.SIGNED, col(Report.kind).in_(kinds)
    return session.exec(select(Report).where(*mine).order_by(col(Report.id).desc()).limit(MOST)).all()


def times_told(session: Session, report: Report, kind: str) -> int:
    """How many tasks of a kind a version has had."""
    mine = col(Task.key).startswith(f"report:{report.id}:", autoescape=True), Task.kind == kind
    return session.exec(select(func.count()).select_from(Task).where(*mine)).one()


def end_tasks(session: Session, report: Report, kinds: Collection[str], *, by_id: int, at: datetime) -> None:
    """End what a version asked for."""
    mine = col(Task.key).startswith(f"report:{report.id}:", autoescape=True), col(Task.kind).in_(kinds)
    session.exec(update(Task).where(*mine, col(Task.done_at).is_(None)).values(done_at=at, done_by=by_id))
    session.signals.add(f"centre:{report.centre_id}")


def cases(session: Session, ids: Collection[int], centre_id: int) -> list[CaseRow]:
    """These cases of a centre, by number."""
    return case_rows(session.exec(named_cases(centre_id).where(col(Case.id).in_(ids)).order_by(col(Case.id))))


def reviews(session: Session, ids: Collection[int], centre_id: int) -> Sequence[Review]:
    chosen = select(Review).where(col(Review.id).in_(ids), Review.centre_id == centre_id)
    return session.exec(chosen.order_by(col(Review.id))).all()
