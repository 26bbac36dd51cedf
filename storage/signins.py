"""Failed tries, by account, address or contact, for limits over a stretch of time."""

from datetime import datetime

from sqlmodel import col, func, select

from storage.session import Session
from storage.tables import SignIn


def failures(session: Session, what: str, *, since: datetime) -> int:
    """How often `what` failed since then."""
    counted = select(func.count()).select_from(SignIn).where(SignIn.what == what, col(SignIn.at) >= since)
    return session.exec(counted).one()


def add_failure(session: Session, what: str, *, at: datetime) -> None:
    session.add(SignIn(what=what, at=at))
    session.flush()
