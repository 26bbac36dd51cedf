"""Pictures that are still at their channel: claimed, fetched, kept or refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, func, select, update

from storage.session import Session
from storage.tables import Attachment, Contact, Message, PassedPicture

VOICE = "audio"
"""The media type of a voice message that is not fetched yet."""


# who has the file: the channel of the owner who sent it, or of the group where staff did
_ACCOUNT = func.coalesce(PassedPicture.account, Contact.account)


@dataclass(frozen=True)
class Wanted:
    """A picture to fetch now. Whoever marks it must come with `tries`, or somebody else has taken over."""

    id: int
    tries: int
    source: str
    account: str
    centre_id: int
    contact_id: int | None
    since: datetime | None
    is_voice: bool = False


@dataclass(frozen=True)
class Kept:
    sha256: str
    size: int  # bytes
    media_type: str
    width: int
    height: int
    original_sha256: str | None = None
    original_type: str | None = None


def claim_wanted(
    session: Session, *, accounts: Sequence[str], now: datetime, lease: timedelta, most: int
) -> list[Wanted]:
    """Take up to `most`; if this process dies they are due again after the lease."""
    due = (
        select(Attachment.id)
        .join(Contact, col(Contact.id) == col(Attachment.contact_id), isouter=True)
        .join(PassedPicture, col(PassedPicture.attachment_id) == col(Attachment.id), isouter=True)
        .where(
            col(Attachment.state) == "wanted",
            col(Attachment.try_at) <= now,
            _ACCOUNT.in_(accounts),
        )
        .order_by(col(Attachment.try_at), col(Attachment.id))
        .limit(most)
        .with_for_update(skip_locked=True, of=Attachment)
        .cte("due")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    claim = (
        update(Attachment)
        .where(col(Attachment.id).in_(select(due.c.id)))
        .values(try_at=now + lease, tries=Attachment.tries + 1)
        .returning(col(Attachment.id))
        .execution_options(synchronize_session=False)
    )
    return _details(session, [row[0] for row in session.exec(claim)])


def _details(session: Session, ids: Sequence[int]) -> list[Wanted]:
    rows = session.exec(
        select(Attachment, _ACCOUNT, func.coalesce(Message.at, PassedPicture.at))
        .join(Contact, col(Contact.id) == col(Attachment.contact_id), isouter=True)
        .join(PassedPicture, col(PassedPicture.attachment_id) == col(Attachment.id), isouter=True)
        .join(Message, col(Message.id) == col(Attachment.message_id), isouter=True)
        .where(col(Attachment.id).in_(ids))
        .order_by(col(Attachment.id))
        .execution_options(populate_existing=True)
    )
    return [_wanted(row, account, since) for row, account, since in rows]


def _wanted(row: Attachment, account: str, since: datetime | None) -> Wanted:
    assert row.id is not None
    return Wanted(
        row.id, row.tries, row.source, account, row.centre_id, row.contact_id, since, row.media_type == VOICE
    )


def keep(session: Session, wanted: Wanted, kept: Kept) -> bool:
    """The file lies on disk under its hash. False when somebody else was first."""
    found = {"sha256": kept.sha256, "size": kept.size, "media_type": kept.media_type}
    sides = {"width": kept.width, "height": kept.height}
    original = {"original_sha256": kept.original_sha256, "original_type": kept.original_type}
    done = {"state": "stored", "try_at": None, "why": None}
    return _mark(session, wanted, {**done, **found, **sides, **original})


def refuse(session: Session, wanted: Wanted, why: str) -> bool:
    """It never can be kept. False when somebody else was first."""
    return _mark(session, wanted, {"state": "refused", "try_at": None, "why": why})


def postpone(session: Session, wanted: Wanted, *, until: datetime, why: str) -> bool:
    return _mark(session, wanted, {"try_at": until, "why": why})


def _mark(session: Session, wanted: Wanted, values: dict[str, Any]) -> bool:
    mine = (
        col(Attachment.id) == wanted.id,
        col(Attachment.tries) == wanted.tries,
        col(Attachment.state) == "wanted",
    )
    if not session.exec(update(Attachment).where(*mine).values(**values)).rowcount:
        return False
    session.signals.add(f"centre:{wanted.centre_id}")
    if wanted.contact_id is not None:
        session.signals.add(f"contact:{wanted.contact_id}")
    return True
