"""Which document caused a case, and which cases a document caused (B5.3)."""

from sqlmodel import col, select

from storage.boards import CaseRow, case_rows, named_cases
from storage.notices import NoticeRow
from storage.session import Session
from storage.tables import Case, Notice, NoticeCase, NoticeVersion


def of_case(session: Session, case_id: int) -> NoticeCase | None:
    return session.get(NoticeCase, case_id)


def notice_of(session: Session, case_id: int) -> NoticeRow | None:
    """The document that a case names, with its newest version."""
    chosen = (
        select(Notice, NoticeVersion)
        .join(NoticeCase, col(NoticeCase.notice_id) == col(Notice.id))
        .join(NoticeVersion, col(NoticeVersion.notice_id) == col(Notice.id))
        .where(NoticeCase.case_id == case_id, NoticeVersion.version == Notice.version)
    )
    found = session.exec(chosen).one_or_none()
    return NoticeRow(*found) if found else None


def caused_by(session: Session, notice_id: int, centre_id: int) -> list[CaseRow]:
    """The newest first."""
    named = select(NoticeCase.case_id).where(NoticeCase.notice_id == notice_id)
    wanted = named_cases(centre_id).where(col(Case.id).in_(named))
    return case_rows(session.exec(wanted.order_by(col(Case.id).desc())))
