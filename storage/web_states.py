"""Sign-ins by a platform that have begun: each state is used once, by the browser that began it."""

from datetime import datetime, timedelta

from sqlmodel import col, delete

from storage.session import Session
from storage.tables import WebState

LASTS = timedelta(minutes=10)


def begin(session: Session, *, state_hash: str, account: str, browser_hash: str, now: datetime) -> None:
    """Old ones go at the same time."""
    session.exec(delete(WebState).where(col(WebState.expires_at) <= now))
    session.add(
        WebState(state_hash=state_hash, account=account, browser_hash=browser_hash, expires_at=now + LASTS)
    )
    session.flush()


def use(session: Session, *, state_hash: str, account: str, browser_hash: str, now: datetime) -> bool:
    """Spend it, whoever comes with it; True for the browser that began, in time."""
    mine = (col(WebState.state_hash) == state_hash, col(WebState.account) == account)
    found = session.exec(
        delete(WebState).where(*mine).returning(col(WebState.browser_hash), col(WebState.expires_at))
    ).one_or_none()
    return found is not None and found[0] == browser_hash and now < found[1]
