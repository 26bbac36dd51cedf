"""Where long polling of an account stands, and who polls: one poller at a time, fenced by a generation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.dialects import postgresql
from sqlmodel import col, select, update

from storage.session import Session
from storage.tables import Poll


class PollTaken(Exception):
    """Another poller has taken over; what this one brought must not be confirmed."""


@dataclass(frozen=True)
class Turn:
    """The right to poll an account from `next_offset` on, until the lease ends."""

    account: str
    gen: int
    next_offset: int


def take(session: Session, account: str, *, now: datetime, lease: timedelta) -> Turn | None:
    """Become the account's poller; None while somebody else is."""
    begin = postgresql.insert(Poll).values(account=account, next_offset=0, lease_gen=0)
    session.exec(begin.on_conflict_do_nothing())
    is_free = col(Poll.lease_until).is_(None) | (col(Poll.lease_until) <= now)
    taken = session.exec(
        update(Poll)
        .where(col(Poll.account) == account, is_free)
        .values(lease_until=now + lease, lease_gen=Poll.lease_gen + 1)
        .returning(col(Poll.lease_gen), col(Poll.next_offset))
    ).one_or_none()
    return Turn(account, *taken) if taken else None


def confirm(session: Session, turn: Turn, next_offset: int, *, now: datetime, lease: timedelta) -> Turn:
    """Write the offset in the transaction of the updates it confirms, and go on polling. Raises PollTaken."""
    written = session.exec(
        update(Poll)
        .where(col(Poll.account) == turn.account, col(Poll.lease_gen) == turn.gen)
        .values(next_offset=next_offset, lease_until=now + lease)
    )
    if not written.rowcount:
        raise PollTaken
    return Turn(turn.account, turn.gen, next_offset)


def release(session: Session, turn: Turn) -> None:
    """Let the next poller begin at once."""
    session.exec(
        update(Poll)
        .where(col(Poll.account) == turn.account, col(Poll.lease_gen) == turn.gen)
        .values(lease_until=None)
    )


def next_offset(session: Session, account: str) -> int:
    return session.exec(select(Poll.next_offset).where(Poll.account == account)).one_or_none() or 0
