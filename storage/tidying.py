"""Rows that nobody needs any more, and which files still have a row."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, delete, or_, select

from storage.cases import count_changed
from storage.session import Session
from storage.tables import Attachment, BindCode, Pace, PassiveReply, Receipt


def forget_paces(session: Session, *, before: datetime) -> int:
    """Chats whose pause was over before that time; how many went."""
    is_over = or_(col(Pace.paused_until).is_(None), col(Pace.paused_until) < before)
    return count_changed(session.exec(delete(Pace).where(col(Pace.free_at) < before, is_over)))


def forget_codes(session: Session, *, before: datetime) -> int:
    """One-time codes that ended before that time, used or not; how many went."""
    return count_changed(session.exec(delete(BindCode).where(col(BindCode.expires_at) < before)))


def forget_replies(session: Session, *, before: datetime) -> int:
    """Answers given before that time, which no platform asks for again; how many went."""
    return count_changed(session.exec(delete(PassiveReply).where(col(PassiveReply.at) < before)))


def forget_receipts(session: Session, *, before: datetime) -> int:
    """What platforms told of messages before that time; how many went."""
    return count_changed(session.exec(delete(Receipt).where(col(Receipt.at) < before)))


def known_files(session: Session, hashes: Sequence[str]) -> set[str]:
    """Those of these hashes that a picture or a voice in the database has."""
    columns = (col(Attachment.sha256), col(Attachment.original_sha256))
    found = [session.exec(select(column).where(column.in_(hashes))) for column in columns]
    return {sha256 for hashes in found for sha256 in hashes if sha256}
