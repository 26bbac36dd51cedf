"""Which chat account is whose: proved by a one-time code, never by a name (RELIABILITY 7.10, 7.11)."""

import hashlib
from datetime import datetime, timedelta

from desk.actor import Actor
from procedures.refused import Refused
from storage import Session, signins, staff, staff_chats
from storage.tables import Staff, StaffCode

CODE_LASTS = timedelta(minutes=10)
MOST_WRONG, WRONG_WITHIN = 5, timedelta(hours=1)
LONGEST_CODE = 64


def give_code(session: Session, *, by: Actor, now: datetime, token: str) -> str:
    """Keep a one-time code of the member who asks. `token` comes from the edge, at least 64 bits."""
    return code_for(session, by.staff_id, now=now, token=token)


def code_for(session: Session, staff_id: int, *, now: datetime, token: str) -> str:
    session.add(StaffCode(code_hash=hashed(token), staff_id=staff_id, expires_at=now + CODE_LASTS))
    session.flush()
    return token


def code_by_login(session: Session, login: str, *, now: datetime, token: str) -> str:
    """For the command line. Raises Refused for a login that nobody has, or who left."""
    who = staff.by_login(session, login)
    if who is None or who.disabled_at is not None:
        raise Refused("refused.login_unfit")
    return code_for(session, who.id or 0, now=now, token=token)


def bind(session: Session, account: str, sender: str, code: str, *, now: datetime) -> Staff | None:
    """Spend a code. None for one that does not count; Refused after five such within an hour."""
    tries = f"staff:{account}:{sender}"
    if signins.failures(session, tries, since=now - WRONG_WITHIN) >= MOST_WRONG:
        raise Refused("refused.bind_too_often")
    who = staff_chats.use_code(session, hashed(code), now=now) if len(code) <= LONGEST_CODE else None
    if who is None:
        signins.add_failure(session, tries, at=now)
        return None
    staff_chats.bind(session, who.id or 0, account, sender, now=now)
    session.signals.add(f"centre:{who.centre_id}")
    return who


def unbind(session: Session, chat_id: int, *, by: Actor) -> None:
    """Raises Missing for somebody else's."""
    staff_chats.unbind(session, chat_id, by.staff_id)
    session.signals.add(f"centre:{by.centre_id}")


def hashed(code: str) -> str:
    return hashlib.sha256(f"staff {code.strip()}".encode()).hexdigest()
