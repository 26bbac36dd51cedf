"""Pictures on their way from a staff group to a case's owner."""

from datetime import datetime

from sqlmodel import col, select

from storage.session import Session
from storage.tables import Attachment, PassedPicture


def add(session: Session, source: str, passed: PassedPicture, *, centre_id: int, case_id: int) -> int:
    """One that is wanted from its channel; its attachment id. `passed.attachment_id` is filled in."""
    wanted = Attachment(
        centre_id=centre_id, case_id=case_id, source=source, state="wanted", try_at=passed.at, tries=0
    )
    session.add(wanted)
    session.flush()
    assert wanted.id
    passed.attachment_id = wanted.id
    session.add(passed)
    session.flush()
    session.signals.add("pictures")
    return wanted.id


def of(session: Session, attachment_id: int) -> PassedPicture | None:
    return session.get(PassedPicture, attachment_id)


def case_of_album(session: Session, group_id: int, album: str, *, since: datetime) -> int | None:
    """The case that the first picture of an album was for; the others need not say it again."""
    chosen = (
        select(Attachment.case_id)
        .join(PassedPicture, col(PassedPicture.attachment_id) == col(Attachment.id))
        .where(
            PassedPicture.group_id == group_id,
            PassedPicture.album == album,
            col(PassedPicture.at) >= since,
        )
    )
    return session.exec(chosen).first()
