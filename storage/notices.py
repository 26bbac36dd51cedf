"""Documents for owners: found within their centre, with versions, files and agreements (B4.2.5, B4.2.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, update
from sqlmodel import col, select

from procedures.notices import Given, NoticeState
from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import Approval, Attachment, Notice, NoticeFile, NoticeVersion, Task, Unit


@dataclass(frozen=True)
class NoticeRow:
    """A document with its newest version."""

    notice: Notice
    version: NoticeVersion


@dataclass(frozen=True)
class FiledWith:
    """A file beside a version's words."""

    file: NoticeFile
    attachment: Attachment


def by_number(session: Session, number: str, centre_id: int) -> Notice:
    """Only to be looked at. Raises Missing, also for another centre's."""
    chosen = select(Notice).where(Notice.number == number, Notice.centre_id == centre_id)
    found = session.exec(chosen).one_or_none()
    if found is None:
        raise Missing
    return found


def get(session: Session, notice_id: int, centre_id: int) -> Notice:
    """Locked. Raises Missing, also for another centre's."""
    chosen = select(Notice).where(Notice.id == row_id(notice_id), Notice.centre_id == centre_id)
    found = session.exec(chosen.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise Missing
    return found


def locked(session: Session, notice_id: int) -> Notice:
    """One worker at a time carries a document on."""
    chosen = select(Notice).where(Notice.id == notice_id).with_for_update()
    return session.exec(chosen.execution_options(populate_existing=True)).one()


def row(session: Session, notice_id: int, centre_id: int) -> NoticeRow:
    """Only to be looked at. Raises Missing."""
    found = session.get(Notice, row_id(notice_id))
    if found is None or found.centre_id != centre_id:
        raise Missing
    return NoticeRow(found, newest(session, found))


def newest(session: Session, notice: Notice) -> NoticeVersion:
    return version(session, notice.id or 0, notice.version)


def version(session: Session, notice_id: int, number: int) -> NoticeVersion:
    chosen = select(NoticeVersion).where(
        NoticeVersion.notice_id == notice_id, NoticeVersion.version == number
    )
    return session.exec(chosen).one()


def versions(session: Session, notice_id: int) -> Sequence[NoticeVersion]:
    """All that were ever written, the newest first (B4.2.6.5)."""
    chosen = select(NoticeVersion).where(NoticeVersion.notice_id == notice_id)
    return session.exec(chosen.order_by(col(NoticeVersion.version).desc())).all()


def approvals(session: Session, notice_id: int, *, version: int | None = None) -> Sequence[Approval]:
    """The agreements to one version, or to all of them, in their order."""
    chosen = select(Approval).where(Approval.notice_id == notice_id)
    if version is not None:
        chosen = chosen.where(Approval.version == version)
    return session.exec(chosen.order_by(col(Approval.id))).all()


def files(session: Session, version_id: int) -> list[FiledWith]:
    chosen = (
        select(NoticeFile, Attachment)
        .join(Attachment, col(Attachment.id) == col(NoticeFile.attachment_id))
        .where(NoticeFile.version_id == version_id)
        .order_by(col(NoticeFile.id))
    )
    return [FiledWith(*row) for row in session.exec(chosen)]


def file(session: Session, number: str, file_id: int, centre_id: int) -> FiledWith:
    """A file, reached through its document alone (RELIABILITY 7.17). Raises Missing."""
    notice = by_number(session, number, centre_id)
    chosen = (
        select(NoticeFile, Attachment)
        .join(Attachment, col(Attachment.id) == col(NoticeFile.attachment_id))
        .join(NoticeVersion, col(NoticeVersion.id) == col(NoticeFile.version_id))
        .where(NoticeFile.id == row_id(file_id), NoticeVersion.notice_id == notice.id)
    )
    found = session.exec(chosen).one_or_none()
    if found is None:
        raise Missing
    return FiledWith(*found)


def archive(
    session: Session, centre_id: int, *, words: str = "", state: str = "", page: int = 1, per_page: int = 50
) -> tuple[list[NoticeRow], int]:
    """Documents by number or any version's words, the newest first; and how many in all (B4.2.6.5)."""
    wanted = _with_newest().where(Notice.centre_id == centre_id)
    for word in words.split()[:5]:
        columns = (NoticeVersion.title, NoticeVersion.body, NoticeVersion.source)
        said = or_(*(col(column).icontains(word, autoescape=True) for column in columns))
        earlier = select(NoticeVersion.notice_id).where(NoticeVersion.centre_id == centre_id, said)
        numbered = col(Notice.number).icontains(word, autoescape=True)
        wanted = wanted.where(or_(numbered, col(Notice.id).in_(earlier)))
    if state:
        wanted = wanted.where(Notice.state == state)
    many = session.exec(select(func.count()).select_from(wanted.subquery())).one()
    shown = wanted.order_by(col(Notice.id).desc()).offset((page - 1) * per_page).limit(per_page)
    return [NoticeRow(*row) for row in session.exec(shown)], many


def on_board(session: Session, centre_id: int, *, today: date, most: int = 100) -> list[NoticeRow]:
    """What hangs on the board: published, for the board, and still valid; the newest first (B4.2.6.1)."""
    wanted = _posted(centre_id).where(_is_valid(today))
    shown = wanted.order_by(col(Notice.published_at).desc(), col(Notice.id).desc()).limit(most)
    return [NoticeRow(*row) for row in session.exec(shown)]


def posted(session: Session, number: str, centre_id: int, *, today: date) -> NoticeRow:
    """One document of the board. Raises Missing for any that does not hang there."""
    found = session.exec(_posted(centre_id).where(_is_valid(today), Notice.number == number)).one_or_none()
    if found is None:
        raise Missing
    return NoticeRow(*found)


def end_tasks(session: Session, notice_id: int, *, by_id: int | None, at: datetime) -> None:
    """Nothing is to be done about a document any more."""
    mine = (col(Task.kind).startswith("notice_to_"), col(Task.key).startswith(f"notice:{notice_id}:"))
    session.exec(update(Task).where(*mine, col(Task.done_at).is_(None)).values(done_at=at, done_by=by_id))


def units_of(session: Session, centre_id: int) -> dict[tuple[str, str], int]:
    """The centre's units by building and room."""
    chosen = select(Unit.building, Unit.room, Unit.id).where(Unit.centre_id == centre_id)
    return {(building, room): number for building, room, number in session.exec(chosen) if number}


def _with_newest() -> Any:
    same = (col(NoticeVersion.notice_id) == col(Notice.id)) & (
        col(NoticeVersion.version) == col(Notice.version)
    )
    return select(Notice, NoticeVersion).join(NoticeVersion, same)


def _posted(centre_id: int) -> Any:
    return _with_newest().where(
        Notice.centre_id == centre_id,
        Notice.state == NoticeState.PUBLISHED,
        col(NoticeVersion.means).contains(Given.BOARD),
    )


def _is_valid(today: date) -> Any:
    return or_(col(NoticeVersion.valid_until).is_(None), col(NoticeVersion.valid_until) >= today)
