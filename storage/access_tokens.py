"""A platform's access token, shared by all processes of an account; one at a time fetches a new one."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.dialects import postgresql
from sqlmodel import col, or_, select, update

from storage.session import Session
from storage.tables import AccessToken

BETWEEN_FORCED = timedelta(seconds=30)
# of the 20 that the platform allows a day
MOST_FORCED = 18


class Lease(NamedTuple):
    """Fetch a token; by force, when the platform refused the one that we have."""

    by_force: bool


def kept(session: Session, account: str) -> AccessToken | None:
    return session.exec(select(AccessToken).where(AccessToken.account == account)).one_or_none()


def lease(
    session: Session, account: str, *, instead_of: str | None, now: datetime, lasts: timedelta
) -> Lease | None:
    """The right to fetch; None while somebody else does, or when they have done so already.

    `instead_of` is a token that was refused: with it still there, the new one has to be forced.
    """
    insert = postgresql.insert(AccessToken).values(account=account, token="", forced=0)
    session.exec(insert.on_conflict_do_nothing())
    mine = [
        col(AccessToken.account) == account,
        or_(col(AccessToken.lease_until).is_(None), col(AccessToken.lease_until) <= now),
    ]
    if instead_of is not None:
        mine.append(col(AccessToken.token) == instead_of)
    if not session.exec(update(AccessToken).where(*mine).values(lease_until=now + lasts)).rowcount:
        return None
    row = session.exec(
        select(AccessToken).where(AccessToken.account == account).execution_options(populate_existing=True)
    ).one()
    by_force = instead_of is not None and _may_force(row, now)
    if by_force:
        same_day = row.forced_at is not None and row.forced_at.date() == now.date()
        row.forced, row.forced_at = (row.forced if same_day else 0) + 1, now
        session.add(row)
        session.flush()
    return Lease(by_force)


def _may_force(row: AccessToken, now: datetime) -> bool:
    if row.forced_at is None:
        return True
    is_soon = now - row.forced_at < BETWEEN_FORCED
    return not is_soon and (row.forced_at.date() != now.date() or row.forced < MOST_FORCED)


def keep(session: Session, account: str, token: str, *, ends_at: datetime) -> None:
    mine = col(AccessToken.account) == account
    session.exec(update(AccessToken).where(mine).values(token=token, ends_at=ends_at, lease_until=None))


def let_go(session: Session, account: str) -> None:
    """It could not be fetched: the next one may try."""
    session.exec(update(AccessToken).where(col(AccessToken.account) == account).values(lease_until=None))
