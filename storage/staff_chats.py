"""Which chat account is whose among the staff, and the accounts of ours that they write to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select, update

from storage.missing import Missing, row_id
from storage.session import Session
from storage.tables import BotAccount, Staff, StaffChat, StaffCode


def member(session: Session, account: str, sender: str, centre_id: int) -> Staff | None:
    """Who of the centre is behind a chat account; nobody who was switched off."""
    chosen = (
        select(Staff)
        .join(StaffChat, col(StaffChat.staff_id) == col(Staff.id))
        .where(
            StaffChat.account == account,
            StaffChat.sender == sender,
            Staff.centre_id == centre_id,
            col(Staff.disabled_at).is_(None),
        )
    )
    return session.exec(chosen).one_or_none()


def anybody(session: Session, account: str, sender: str) -> Staff | None:
    """Who of any centre is behind a chat account."""
    chosen = (
        select(Staff)
        .join(StaffChat, col(StaffChat.staff_id) == col(Staff.id))
        .where(StaffChat.account == account, StaffChat.sender == sender, col(Staff.disabled_at).is_(None))
    )
    return session.exec(chosen).one_or_none()


def chats_of(session: Session, staff_id: int) -> Sequence[StaffChat]:
    chosen = select(StaffChat).where(StaffChat.staff_id == staff_id)
    return session.exec(chosen.order_by(col(StaffChat.id))).all()


def bind(session: Session, staff_id: int, account: str, sender: str, *, now: datetime) -> None:
    """A chat account is one member's: the newest proof counts."""
    mine = (col(StaffChat.account) == account, col(StaffChat.sender) == sender)
    session.exec(delete(StaffChat).where(*mine))
    session.add(StaffChat(staff_id=staff_id, account=account, sender=sender, bound_at=now))
    session.flush()


def unbind(session: Session, chat_id: int, staff_id: int) -> None:
    """Raises Missing for somebody else's."""
    mine = (col(StaffChat.id) == row_id(chat_id), col(StaffChat.staff_id) == staff_id)
    if not session.exec(delete(StaffChat).where(*mine)).rowcount:
        raise Missing


def use_code(session: Session, code_hash: str, *, now: datetime) -> Staff | None:
    """Spend a code; whose it was, if it still counts and they still work here."""
    mine = (
        col(StaffCode.code_hash) == code_hash,
        col(StaffCode.used_at).is_(None),
        col(StaffCode.expires_at) > now,
    )
    if not session.exec(update(StaffCode).where(*mine).values(used_at=now)).rowcount:
        return None
    staff_id = session.exec(select(StaffCode.staff_id).where(StaffCode.code_hash == code_hash)).one()
    found = session.get(Staff, staff_id)
    return found if found is not None and found.disabled_at is None else None


def keep_account(
    session: Session,
    account: str,
    *,
    centre_id: int | None,
    username: str,
    platform_id: int,
    reads_all: bool,
    now: datetime,
) -> None:
    """What the platform says of our account."""
    kept = session.get(BotAccount, account) or BotAccount(account=account, seen_at=now)
    kept.centre_id, kept.username, kept.platform_id = centre_id, username, platform_id
    kept.reads_all, kept.seen_at = reads_all, now
    session.add(kept)
    session.flush()


def bots_of_centre(session: Session, centre_id: int) -> Sequence[BotAccount]:
    """The Telegram bots that speak for a centre."""
    chosen = select(BotAccount).where(
        BotAccount.centre_id == centre_id, col(BotAccount.account).startswith("telegram:")
    )
    return session.exec(chosen.order_by(col(BotAccount.account))).all()


def accounts(session: Session, channel: str) -> Sequence[BotAccount]:
    """Our accounts of a channel ("telegram")."""
    chosen = select(BotAccount).where(col(BotAccount.account).startswith(f"{channel}:"))
    return session.exec(chosen.order_by(col(BotAccount.account))).all()
